import { remembering } from '../reading/memo.js';
import type { Word } from '../reading/word.js';

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
const MOST_WORDS_A_SIDE = 150;

/** FNV-1a over UTF-16 units: a hash continued with more letters. */
function continued(hash: number, text: string): number {
  let state = hash;
  for (let at = 0; at < text.length; at++) {
    state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  }
  return state;
}

function folded(hash: number): number {
  return ((hash >>> 15) ^ hash) & (BUCKETS - 1);
}

const begun = (kind: string): number => continued(0x811c9dc5, kind);
const [OF_WORD, OF_ROOT, OF_PAIR, OF_PIECE, OF_LENGTH] = [
  begun('w:'),
  begun('s:'),
  begun('b:'),
  begun('c:'),
  begun('n:'),
];
const OF_LOUD = begun('loud');

const SHORTEST_PIECE = 3;
const LONGEST_PIECE = 5;
const MOST_LETTERS = 20;
const BEFORE_FIRST = '^'.charCodeAt(0);
const AFTER_LAST = '$'.charCodeAt(0);

function hashed(word: string, stem: string): Uint16Array {
  const buckets = [folded(continued(OF_WORD, word)), folded(continued(OF_ROOT, stem))];
  const letters = Math.min(word.length, MOST_LETTERS);
  for (let from = -1; from <= letters + 1 - SHORTEST_PIECE; from++) {
    let hash = OF_PIECE;
    const end = Math.min(letters + 1, from + LONGEST_PIECE);
    for (let at = from; at < end; at++) {
      const unit = at < 0 ? BEFORE_FIRST : at < letters ? word.charCodeAt(at) : AFTER_LAST;
      hash = Math.imul(hash ^ unit, 0x01000193);
      if (at - from >= SHORTEST_PIECE - 1) buckets.push(folded(hash));
    }
  }
  return Uint16Array.from(buckets);
}

const REMEMBERED = 4000;
const LONGEST_REMEMBERED = 24;
const remembered = remembering(REMEMBERED, (both) => {
  const [word = '', stem = word] = both.split(' ');
  return hashed(word, stem);
});

/** The buckets of one word by itself: the word, its root, then its pieces of 3 to 5 letters. */
export function bucketsOf({ word, stem }: Pick<Word, 'word' | 'stem'>): Uint16Array {
  if (word.length > LONGEST_REMEMBERED) return hashed(word, stem);
  return remembered(stem === word ? word : `${word} ${stem}`);
}

/** How much the bucket at this place of `bucketsOf` counts. */
export function strengthAt(place: number): number {
  return place === 0 ? WORD : place === 1 ? ROOT : PIECE;
}

/** Scratch for `featuresOf`: what each bucket counts, all zero between two calls. */
const strengths = new Float64Array(BUCKETS);
/** Scratch: the buckets that count, in the order they were met. */
const noted = new Uint16Array(BUCKETS);

/** Words, roots, neighbours and pieces of words; each counts once, however often it is said. */
export function featuresOf(all: readonly Word[]): Features {
  const words =
    all.length > 2 * MOST_WORDS_A_SIDE
      ? [...all.slice(0, MOST_WORDS_A_SIDE), ...all.slice(-MOST_WORDS_A_SIDE)]
      : all;
  let count = 0;
  const note = (bucket: number, strength: number): void => {
    const before = strengths[bucket] ?? 0;
    if (before === 0) noted[count++] = bucket;
    if (strength > before) strengths[bucket] = strength;
  };
  for (let at = 0; at < words.length; at++) {
    const [word, next] = [words[at], words[at + 1]];
    if (!word) continue;
    const own = bucketsOf(word);
    for (let place = 0; place < own.length; place++) note(own[place] ?? 0, strengthAt(place));
    if (next) note(folded(continued(begunWith(word.word), next.word)), PAIR);
  }
  note(folded(continued(OF_LENGTH, String(sizeOf(words.length)))), PAIR);
  if (words.some((word) => word.loud)) note(folded(OF_LOUD), PAIR);
  return gathered(count);
}

/** Takes the noted buckets out of the scratch, scaled to length 1, and leaves it empty. */
function gathered(count: number): Features {
  const buckets = noted.slice(0, count);
  const values = new Float32Array(count);
  let square = 0;
  for (const bucket of buckets) square += (strengths[bucket] ?? 0) ** 2;
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
  for (let at = 0; at < count; at++) {
    const bucket = buckets[at] ?? 0;
    values[at] = (strengths[bucket] ?? 0) * scale;
    strengths[bucket] = 0;
  }
  return { buckets, values };
}

function begunWith(word: string): number {
  return continued(continued(OF_PAIR, word), ' ');
}

/** Lengths by doubling, 0 to 6. */
function sizeOf(words: number): number {
  return Math.min(6, Math.floor(Math.log2(words + 1)));
}
