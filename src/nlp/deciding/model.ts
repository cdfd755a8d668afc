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
  /** `BUCKETS` rows of `OUTPUTS` signed bytes, base64. */
  weights: string;
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

/** Unpacks an artefact; throws when it was made for another shape of model. */
export function unpack(file: ModelFile): Model {
  const letters = atob(file.weights);
  const bytes = new Int8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  if (bytes.length !== BUCKETS * OUTPUTS || file.bias.length !== OUTPUTS) {
    throw new Error('model.json does not fit this version of Sahut: run npm run train');
  }
  return {
    version: file.version,
    vocabulary: new Set(file.vocabulary.split(' ')),
    scales: file.scales,
    bias: file.bias,
    temperature: file.temperature,
    weights: bytes,
  };
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
