import { withText, withUnit } from '../reading/hash.js';
import type { Word } from '../reading/word.js';
import { type Features, withoutMoods } from './features.js';

/** Letters are hashed into so many buckets; a power of two. */
export const SIREN_BUCKETS = 262_144;

const WORD = 1;
const ROOT = 0.8;
const PAIR = 0.6;
const LETTERS = 0.25;
const SIGN = 0.15;
/** So many letters in a row, across the gaps between words: a missing space changes little. */
const FEWEST_LETTERS = 4;
const MOST_LETTERS = 5;
/** Of a long text so many words and letters speak. */
const MOST_WORDS = 300;
const LONGEST = 1200;

/**
 * A second witness beside the model: emergency or not, and nothing else. It hears words, roots, pairs of
 * roots and runs of letters without the spaces between them.
 */
export interface Siren {
  /** A weight is its byte times this. */
  scale: number;
  bias: number;
  weights: Int8Array;
}

function folded(hash: number): number {
  return ((hash >>> 14) ^ hash) & (SIREN_BUCKETS - 1);
}

const hash = (kind: number, text: string): number => folded(withText(kind, text));

const [OF_WORD, OF_ROOT, OF_HEAD, OF_PAIR, OF_LETTERS, OF_SIGN] = [
  0x119, 0x22d, 0x331, 0x44b, 0x551, 0x66f,
];

/** Builds what turns a text into features; it keeps a scratch list of the buckets met, 1 MB. */
export function createSirenFeatures(): (
  words: readonly Word[],
  signs: Iterable<string>,
) => Features {
  const metIn = new Uint32Array(SIREN_BUCKETS);
  let text = 0;
  return (spoken, signs) => {
    text = text === 0xffff_ffff ? 1 : text + 1;
    const buckets: number[] = [];
    const values: number[] = [];
    let square = 0;
    const add = (bucket: number, value: number): void => {
      if (metIn[bucket] === text) return;
      metIn[bucket] = text;
      buckets.push(bucket);
      values.push(value);
      square += value * value;
    };
    const words = withoutMoods(spoken).slice(0, MOST_WORDS);
    addWords(words, add);
    addLetters(
      words
        .map(({ word }) => word)
        .join('')
        .slice(0, LONGEST),
      add,
    );
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let at = 0; at < values.length; at++) values[at] = (values[at] ?? 0) * scale;
    for (const sign of signs) add(hash(OF_SIGN, sign), SIGN);
    return { buckets: Uint32Array.from(buckets), values: Float32Array.from(values) };
  };
}

type Add = (bucket: number, value: number) => void;

function addWords(words: readonly Word[], add: Add): void {
  let before: Word | undefined;
  for (const each of words) {
    add(hash(OF_WORD, each.word), WORD);
    add(hash(OF_ROOT, each.stem), ROOT);
    if (each.head !== each.word) add(hash(OF_HEAD, each.head), ROOT);
    if (before) add(hash(OF_PAIR, `${before.stem} ${each.stem}`), PAIR);
    before = each;
  }
}

function addLetters(text: string, add: Add): void {
  for (let from = 0; from + FEWEST_LETTERS <= text.length; from++) {
    let state = OF_LETTERS;
    const end = Math.min(text.length, from + MOST_LETTERS);
    for (let at = from; at < end; at++) {
      state = withUnit(state, text.charCodeAt(at));
      if (at - from >= FEWEST_LETTERS - 1) add(folded(state), LETTERS);
    }
  }
}

/** How loud the siren is, as log odds. */
export function loudness(
  { scale, bias, weights }: Pick<Siren, 'scale' | 'bias'> & { weights: Int8Array | Float32Array },
  { buckets, values }: Features,
): number {
  let sum = 0;
  for (let at = 0; at < buckets.length; at++) {
    sum += (weights[buckets[at] ?? 0] ?? 0) * (values[at] ?? 0);
  }
  return sum * scale + bias;
}

/**
 * What both witnesses say together: `fusion` weighs one, the log odds of an emergency by the model, and
 * those by the siren. The other urgencies keep their proportions.
 */
export function fused(p: readonly number[], loud: number, fusion: readonly number[]): number[] {
  const own = Math.min(1 - 1e-9, Math.max(1e-9, p[0] ?? 0));
  const [always = 0, model = 1, siren = 0] = fusion;
  const odds = always + model * Math.log(own / (1 - own)) + siren * loud;
  const emergency = 1 / (1 + Math.exp(-odds));
  const rest = p.slice(1).reduce((sum, each) => sum + each, 0) || 1;
  return p.map((each, at) => (at === 0 ? emergency : (each / rest) * (1 - emergency)));
}
