import { CATEGORIES, INTENTS, URGENCIES } from '../../models/category.js';
import { remembering } from '../reading/memo.js';
import type { Word } from '../reading/word.js';
import type { Decision } from './decision.js';
import {
  BUCKETS,
  bucketOfSign,
  counted,
  featuresOfWord,
  PAIR,
  SIGN,
  strengthAt,
} from './features.js';
import { SIREN_BUCKETS, type Siren } from './siren.js';

/** The three questions that one linear model answers, side by side in one matrix. */
export const HEADS = { category: CATEGORIES, urgency: URGENCIES, intent: INTENTS } as const;
export type Head = keyof typeof HEADS;
export const HEAD_NAMES: readonly Head[] = ['category', 'urgency', 'intent'];
/** Columns of the matrix. */
export const OUTPUTS = CATEGORIES.length + URGENCIES.length + INTENTS.length;

/** Where a head's columns begin and end. */
export function columnsOf(head: Head): { from: number; to: number } {
  let from = 0;
  for (const name of HEAD_NAMES) {
    const to = from + HEADS[name].length;
    if (name === head) return { from, to };
    from = to;
  }
  return { from, to: from };
}

/** The artefact as it is committed: src/nlp/model.json. */
export interface ModelFile {
  /** Goes into every complaint's audit trail. */
  version: string;
  /** Fingerprint of the messages that were learnt from; a test compares it with the corpus. */
  corpus: string;
  /** Scores are divided by it before they become probabilities, so that they mean what they say. */
  temperature: Record<Head, number>;
  /** Where probabilities become decisions; chosen on messages that training had not seen. */
  decision: Decision;
  /** A weight is its byte times the scale of its column. */
  scales: number[];
  bias: number[];
  /** Words seen in training, for the share of unknown words; one line a first letter. */
  vocabulary: string[];
  /** Rows of `OUTPUTS` signed bytes, base64, `ROWS_A_LINE` rows a line. */
  weights: string[];
  /** The second witness, see `siren.ts`; `weights` as above, a byte a bucket. */
  siren: { scale: number; bias: number; fusion: number[]; weights: string[] };
}

/** The artefact unpacked: about 2 MB. */
export interface Model {
  version: string;
  vocabulary: ReadonlySet<string>;
  scales: readonly number[];
  bias: readonly number[];
  temperature: Readonly<Record<Head, number>>;
  decision: Decision;
  weights: Int8Array;
  siren: Siren;
  /** How the model and the siren are weighed, see `fused`. */
  fusion: readonly number[];
  /** What one word adds to every column, before scaling; remembered, chats repeat their words. */
  pullsOf: (key: string) => Float32Array;
}

const ROWS_A_LINE = 512;
const REMEMBERED = 6000;
const MISFIT = 'src/nlp/model.json does not fit this version of Sahut: run npm run train';

/** Unpacks an artefact; throws when it was made for another shape of model. */
export function unpack(file: ModelFile): Model {
  if (file.weights.length !== BUCKETS / ROWS_A_LINE || file.bias.length !== OUTPUTS) {
    throw new Error(MISFIT);
  }
  if (!file.siren) throw new Error(MISFIT);
  const weights = unpacked(file.weights, BUCKETS * OUTPUTS);
  const { scale, bias, fusion } = file.siren;
  return {
    version: file.version,
    vocabulary: new Set(file.vocabulary.flatMap((line) => line.split(' '))),
    scales: file.scales,
    bias: file.bias,
    temperature: file.temperature,
    decision: file.decision,
    weights,
    siren: { scale, bias, weights: unpacked(file.siren.weights, SIREN_BUCKETS) },
    fusion,
    pullsOf: remembering(REMEMBERED, (key) => pulls(weights, key)),
  };
}

/** Bytes from lines of equal length. */
function unpacked(lines: readonly string[], length: number): Int8Array {
  const weights = new Int8Array(length);
  const aLine = length / lines.length;
  for (const [line, packed] of lines.entries()) {
    const letters = atob(packed);
    if (letters.length !== aLine) throw new Error(MISFIT);
    const from = line * aLine;
    for (let at = 0; at < letters.length; at++) weights[from + at] = letters.charCodeAt(at);
  }
  return weights;
}

function pulls(weights: Int8Array, key: string): Float32Array {
  const sums = new Float32Array(OUTPUTS);
  for (const [place, bucket] of featuresOfWord(key).buckets.entries()) {
    addRow(sums, weights, { bucket, value: strengthAt(place) });
  }
  return sums;
}

function addRow(
  sums: Float32Array | Float64Array,
  weights: Int8Array,
  { bucket, value }: { bucket: number; value: number },
): void {
  const row = bucket * OUTPUTS;
  for (let column = 0; column < OUTPUTS; column++) {
    sums[column] = (sums[column] ?? 0) + value * (weights[row + column] ?? 0);
  }
}

/** The weights as `ModelFile` keeps them, so many bytes a line; the lines are of equal length. */
export function pack(weights: Int8Array, aLine = ROWS_A_LINE * OUTPUTS): string[] {
  const lines: string[] = [];
  for (let from = 0; from < weights.length; from += aLine) {
    let letters = '';
    for (const byte of weights.subarray(from, from + aLine)) {
      letters += String.fromCharCode(byte & 255);
    }
    lines.push(btoa(letters));
  }
  return lines;
}

/** Scores of every column: the sum over `featuresOf`, word by word from memory. */
export function scoresOf(
  model: Model,
  { words, signs }: { words: readonly Word[]; signs: Iterable<string> },
): Float64Array {
  const sums = new Float64Array(OUTPUTS);
  const { weights } = model;
  const { keys, pairs, scale } = counted(words);
  for (const key of keys) {
    const own = model.pullsOf(key);
    for (let column = 0; column < OUTPUTS; column++) {
      sums[column] = (sums[column] ?? 0) + scale * (own[column] ?? 0);
    }
  }
  for (const bucket of pairs) addRow(sums, weights, { bucket, value: PAIR * scale });
  for (const sign of signs) addRow(sums, weights, { bucket: bucketOfSign(sign), value: SIGN });
  for (let column = 0; column < OUTPUTS; column++) {
    sums[column] = (sums[column] ?? 0) * (model.scales[column] ?? 0) + (model.bias[column] ?? 0);
  }
  return sums;
}

/** Scores of one head as probabilities; they sum to 1. */
export function softmax(scores: Float64Array, temperature: number): number[] {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > most) most = score;
  const powers: number[] = [];
  let total = 0;
  for (const score of scores) {
    const power = Math.exp((score - most) / temperature);
    powers.push(power);
    total += power;
  }
  for (let at = 0; at < powers.length; at++) powers[at] = (powers[at] ?? 0) / total;
  return powers;
}
