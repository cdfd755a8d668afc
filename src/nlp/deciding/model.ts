import { CATEGORIES, INTENTS, URGENCIES } from '../../models/category.js';
import { BUCKETS, type Features } from './features.js';

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
  /** Words seen in training, for the share of unknown words. */
  vocabulary: string;
  /** A weight is its byte times the scale of its column. */
  scales: number[];
  bias: number[];
  /** Scores are divided by it before they become probabilities, so that they mean what they say. */
  temperature: Record<Head, number>;
  /** One bit a bucket, base64: set when the bucket's row is among the weights; others are zero. */
  rows: string;
  /** Rows of `OUTPUTS` signed bytes, base64. */
  weights: string;
  /** Fingerprint of the messages that were learnt from; a test compares it with the corpus. */
  corpus: string;
}

/** The artefact unpacked: about 1 MB. */
export interface Model {
  version: string;
  vocabulary: ReadonlySet<string>;
  scales: readonly number[];
  bias: readonly number[];
  temperature: Readonly<Record<Head, number>>;
  weights: Int8Array;
}

const MISFIT = 'src/nlp/model.json does not fit this version of Sahut: run npm run train';

/** Unpacks an artefact; throws when it was made for another shape of model. */
export function unpack(file: ModelFile): Model {
  const rows = bytesOf(file.rows);
  const packed = bytesOf(file.weights);
  if (rows.length !== BUCKETS / 8 || file.bias.length !== OUTPUTS) throw new Error(MISFIT);
  const weights = new Int8Array(BUCKETS * OUTPUTS);
  let from = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    if ((((rows[bucket >> 3] ?? 0) >> (bucket & 7)) & 1) === 0) continue;
    weights.set(packed.subarray(from, from + OUTPUTS), bucket * OUTPUTS);
    from += OUTPUTS;
  }
  if (from !== packed.length) throw new Error(MISFIT);
  return {
    version: file.version,
    vocabulary: new Set(file.vocabulary.split(' ')),
    scales: file.scales,
    bias: file.bias,
    temperature: file.temperature,
    weights,
  };
}

/** The weights without the rows that are zero, as `ModelFile` keeps them. */
export function pack(weights: Int8Array): Pick<ModelFile, 'rows' | 'weights'> {
  const rows = new Int8Array(BUCKETS / 8);
  const kept: number[] = [];
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const row = weights.subarray(bucket * OUTPUTS, (bucket + 1) * OUTPUTS);
    if (row.every((weight) => weight === 0)) continue;
    rows[bucket >> 3] = (rows[bucket >> 3] ?? 0) | (1 << (bucket & 7));
    for (const weight of row) kept.push(weight);
  }
  return { rows: base64(rows), weights: base64(Int8Array.from(kept)) };
}

function bytesOf(text: string): Int8Array {
  const letters = atob(text);
  const bytes = new Int8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

function base64(bytes: Int8Array): string {
  let letters = '';
  for (const byte of bytes) letters += String.fromCharCode(byte & 255);
  return btoa(letters);
}

/** Raw scores of every column. */
export function scoresOf(model: Model, { buckets, values }: Features): Float64Array {
  const sums = new Float64Array(OUTPUTS);
  const { weights } = model;
  for (let at = 0; at < buckets.length; at++) {
    const row = (buckets[at] ?? 0) * OUTPUTS;
    const value = values[at] ?? 0;
    for (let column = 0; column < OUTPUTS; column++) {
      sums[column] = (sums[column] ?? 0) + value * (weights[row + column] ?? 0);
    }
  }
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
