import type { Features } from './features.js';
import { dice, shuffled } from './learn.js';
import { SIREN_BUCKETS, type Siren } from './siren.js';

/** One text, and whether it tells of an emergency. */
export interface Scene {
  features: Features;
  emergency: boolean;
}

/** The siren in full precision. */
export interface RawSiren {
  scale: 1;
  bias: number;
  weights: Float32Array;
}

const EPOCHS = 5;
const RATE = 0.5;
const DECAY = 0.0003;
const BIAS_RATE = 0.01;
const FIRST_BIAS = -1;
const FIRST_SQUARE = 0.02;
const NEARLY_RIGHT = 0.005;
/** Chosen by cross-validation, as everything here. */
const SHARE_OF_BAYES = 0.3;
const SMOOTHING = 0.02;

/** Logistic regression by AdaGrad and a share of naive Bayes, as `learn.ts` does it for one answer. */
export function learnSiren(scenes: readonly Scene[], seed: number): RawSiren {
  const weights = new Float32Array(SIREN_BUCKETS);
  const squares = new Float32Array(SIREN_BUCKETS).fill(FIRST_SQUARE);
  const siren: RawSiren = { scale: 1, bias: FIRST_BIAS, weights };
  const roll = dice(seed);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const scene of shuffled(scenes, roll)) step(siren, squares, scene);
  }
  addBayes(weights, scenes);
  return siren;
}

function step(siren: RawSiren, squares: Float32Array, { features, emergency }: Scene): void {
  const { weights } = siren;
  const { buckets, values } = features;
  let sum = siren.bias;
  for (let at = 0; at < buckets.length; at++) {
    sum += (weights[buckets[at] ?? 0] ?? 0) * (values[at] ?? 0);
  }
  const wrong = 1 / (1 + Math.exp(-sum)) - (emergency ? 1 : 0);
  if (Math.abs(wrong) < NEARLY_RIGHT) return;
  siren.bias -= BIAS_RATE * wrong;
  for (let at = 0; at < buckets.length; at++) {
    const bucket = buckets[at] ?? 0;
    const old = weights[bucket] ?? 0;
    const slope = wrong * (values[at] ?? 0) + DECAY * old;
    const square = (squares[bucket] ?? 0) + slope * slope;
    squares[bucket] = square;
    weights[bucket] = old - (RATE * slope) / Math.sqrt(square);
  }
}

function addBayes(weights: Float32Array, scenes: readonly Scene[]): void {
  const counts = [new Float64Array(SIREN_BUCKETS), new Float64Array(SIREN_BUCKETS)] as const;
  const totals = [0, 0];
  for (const { features, emergency } of scenes) {
    const kind = emergency ? 1 : 0;
    for (const [at, bucket] of features.buckets.entries()) {
      const value = features.values[at] ?? 0;
      counts[kind][bucket] = (counts[kind][bucket] ?? 0) + value;
      totals[kind] = (totals[kind] ?? 0) + value;
    }
  }
  const [calm = 0, pressing = 0] = totals.map((each) => each + SMOOTHING * SIREN_BUCKETS);
  for (let bucket = 0; bucket < SIREN_BUCKETS; bucket++) {
    const [inCalm = 0, inPressing = 0] = counts.map((each) => each[bucket] ?? 0);
    if (inCalm + inPressing === 0) continue;
    const odds = ((inPressing + SMOOTHING) / pressing) * (calm / (inCalm + SMOOTHING));
    weights[bucket] = (weights[bucket] ?? 0) + SHARE_OF_BAYES * Math.log(odds);
  }
}

/** The siren with a byte a weight. */
export function quantisedSiren({ bias, weights }: RawSiren): Siren {
  const most = weights.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  const scale = most / 127 || 1;
  return { scale, bias, weights: Int8Array.from(weights, (each) => Math.round(each / scale)) };
}
