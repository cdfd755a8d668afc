import { UNHASHED, withText, withUnit } from '../reading/hash.js';
import { remembering } from '../reading/memo.js';
import type { Word } from '../reading/word.js';

/** Features are hashed into so many buckets; a power of two. */
export const BUCKETS = 131_072;

/** One text as the classifier sees it: bucket → strength, each bucket once. */
export interface Features {
  buckets: Uint32Array;
  values: Float32Array;
}

/** What one word brings along: its buckets, and the square of their strengths together. */
export interface WordFeatures {
  buckets: Uint32Array;
  square: number;
}

const WORD = 1;
const ROOT = 0.8;
export const PAIR = 0.6;
const PIECE = 0.3;
/** How much a sign counts, whatever the length of the text; see `signs.ts`. */
export const SIGN = 0.15;
/** Of a very long text so many words from each end speak. */
const MOST_WORDS_A_SIDE = 150;

function folded(hash: number): number {
  return ((hash >>> 15) ^ hash) & (BUCKETS - 1);
}

const begun = (kind: string): number => withText(UNHASHED, kind);
const [OF_WORD, OF_ROOT, OF_PAIR, OF_PIECE, OF_SIGN] = [
  begun('w:'),
  begun('s:'),
  begun('b:'),
  begun('c:'),
  begun('x:'),
];

const SHORTEST_PIECE = 3;
const LONGEST_PIECE = 5;
const MOST_LETTERS = 20;
const BEFORE_FIRST = '^'.charCodeAt(0);
const AFTER_LAST = '$'.charCodeAt(0);

function hashed(word: string, stem: string): WordFeatures {
  const buckets = [folded(withText(OF_WORD, word)), folded(withText(OF_ROOT, stem))];
  const letters = Math.min(word.length, MOST_LETTERS);
  for (let from = -1; from <= letters + 1 - SHORTEST_PIECE; from++) {
    let hash = OF_PIECE;
    const end = Math.min(letters + 1, from + LONGEST_PIECE);
    for (let at = from; at < end; at++) {
      const unit = at < 0 ? BEFORE_FIRST : at < letters ? word.charCodeAt(at) : AFTER_LAST;
      hash = withUnit(hash, unit);
      if (at - from >= SHORTEST_PIECE - 1) buckets.push(folded(hash));
    }
  }
  const square = WORD ** 2 + ROOT ** 2 + (buckets.length - 2) * PIECE ** 2;
  return { buckets: Uint32Array.from(buckets), square };
}

const REMEMBERED = 6000;
const remembered = remembering(REMEMBERED, (both) => {
  const [word = '', stem = word] = both.split(' ');
  return hashed(word, stem);
});

/** A word's key: two words with the same key bring the same features. */
export function keyOf({ word, stem }: Pick<Word, 'word' | 'stem'>): string {
  return stem === word ? word : `${word} ${stem}`;
}

/** One word by itself: the word, its root, then its pieces of 3 to 5 letters. */
export function featuresOfWord(key: string): WordFeatures {
  return remembered(key);
}

/** How much the bucket at this place of a word's features counts. */
export function strengthAt(place: number): number {
  return place === 0 ? WORD : place === 1 ? ROOT : PIECE;
}

/** The bucket of two roots that stand side by side. */
export function bucketOfPair(first: string, second: string): number {
  return folded(withText(withText(withText(OF_PAIR, first), ' '), second));
}

const bucketsOfSigns = new Map<string, number>();

/** The bucket of a sign; see `signs.ts`. There are few enough of them to remember all. */
export function bucketOfSign(sign: string): number {
  const before = bucketsOfSigns.get(sign);
  if (before !== undefined) return before;
  const bucket = folded(withText(OF_SIGN, sign));
  bucketsOfSigns.set(sign, bucket);
  return bucket;
}

/** What is counted of a text: each word and each pair of roots once, however often it is said. */
export interface Counted {
  keys: ReadonlySet<string>;
  pairs: ReadonlySet<number>;
  /** One divided by the length of all of it taken as a vector. */
  scale: number;
}

/** Faces and hands tell how somebody feels, not what happened: with or without them it is the same. */
const MOODS: ReadonlySet<string> = new Set([
  'emoji',
  'emojisalam',
  'emojitangis',
  'emojitakut',
  'emojimarah',
  'emojisenyum',
  'emojihati',
  'emojijempol',
]);

/** The words without the moods among them, unless there is nothing else. */
export function withoutMoods(words: readonly Word[]): readonly Word[] {
  if (!words.some(({ word }) => MOODS.has(word))) return words;
  const rest = words.filter(({ word }) => !MOODS.has(word));
  return rest.length > 0 ? rest : words;
}

/** Gathers the words and pairs that speak, of very long texts those at the ends. */
export function counted(spoken: readonly Word[]): Counted {
  const all = withoutMoods(spoken);
  const words =
    all.length > 2 * MOST_WORDS_A_SIDE
      ? [...all.slice(0, MOST_WORDS_A_SIDE), ...all.slice(-MOST_WORDS_A_SIDE)]
      : all;
  const keys = new Set<string>();
  const pairs = new Set<number>();
  let before: Word | undefined;
  for (const word of words) {
    keys.add(keyOf(word));
    if (before) pairs.add(bucketOfPair(before.stem, word.stem));
    before = word;
  }
  let square = pairs.size * PAIR ** 2;
  for (const key of keys) square += featuresOfWord(key).square;
  return { keys, pairs, scale: square > 0 ? 1 / Math.sqrt(square) : 0 };
}

/** Everything spelled out, as learning needs it; `scoresOf` in `model.ts` comes to the same sums. */
export function featuresOf(words: readonly Word[], signs: Iterable<string>): Features {
  const { keys, pairs, scale } = counted(words);
  const strengths = new Map<number, number>();
  const add = (bucket: number, strength: number): void => {
    strengths.set(bucket, (strengths.get(bucket) ?? 0) + strength);
  };
  for (const key of keys) {
    for (const [place, bucket] of featuresOfWord(key).buckets.entries()) {
      add(bucket, strengthAt(place) * scale);
    }
  }
  for (const bucket of pairs) add(bucket, PAIR * scale);
  for (const sign of signs) add(bucketOfSign(sign), SIGN);
  return {
    buckets: Uint32Array.from(strengths.keys()),
    values: Float32Array.from(strengths.values()),
  };
}
