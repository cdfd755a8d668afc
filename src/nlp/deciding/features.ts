import type { Word } from '../reading/words.js';

/** Features are hashed into so many buckets; a power of two. */
export const BUCKETS = 32_768;

/** One text as the classifier sees it: bucket → strength, length 1. */
export interface Features {
  buckets: Uint16Array;
  values: Float32Array;
}

const WORD = 1;
const ROOT = 0.8;
const PAIR = 0.7;
const PIECE = 0.3;
/** Of a very long text so many words from each end speak. */
const MOST_WORDS_A_SIDE = 300;

/** FNV-1a over UTF-16 units, folded to a bucket. */
export function bucketOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash ^= text.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  return ((hash >>> 15) ^ hash) & (BUCKETS - 1);
}

/** The buckets of one word by itself: the word, its root, its pieces of 3 to 5 letters. */
export function ofWord({ word, stem }: Word): [string, number][] {
  const features: [string, number][] = [
    [`w:${word}`, WORD],
    [`s:${stem}`, ROOT],
  ];
  const padded = `^${word.slice(0, 20)}$`;
  for (let length = 3; length <= 5; length++) {
    for (let at = 0; at + length <= padded.length; at++) {
      features.push([`c:${padded.slice(at, at + length)}`, PIECE]);
    }
  }
  return features;
}

/** Words, roots, neighbours and pieces of words; each counts once, however often it is said. */
export function featuresOf(all: readonly Word[]): Features {
  const words =
    all.length > 2 * MOST_WORDS_A_SIDE
      ? [...all.slice(0, MOST_WORDS_A_SIDE), ...all.slice(-MOST_WORDS_A_SIDE)]
      : all;
  const strengths = new Map<number, number>();
  const note = (name: string, strength: number): void => {
    const bucket = bucketOf(name);
    strengths.set(bucket, Math.max(strengths.get(bucket) ?? 0, strength));
  };
  for (const [at, word] of words.entries()) {
    for (const [name, strength] of ofWord(word)) note(name, strength);
    const next = words[at + 1];
    if (next) note(`b:${word.word} ${next.word}`, PAIR);
  }
  note(`n:${Math.min(6, Math.floor(Math.log2(words.length + 1)))}`, PAIR);
  if (words.some((word) => word.loud)) note('loud', PAIR);
  let square = 0;
  for (const strength of strengths.values()) square += strength * strength;
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
  const buckets = Uint16Array.from(strengths.keys());
  return { buckets, values: Float32Array.from(strengths.values(), (each) => each * scale) };
}
