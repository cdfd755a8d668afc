import { BUCKETS, type Features } from './features.js';
import { columnsOf, HEAD_NAMES, HEADS, type Head, OUTPUTS, softmax } from './model.js';

/** One example: what it looks like and the index of the right answer of every head. */
export interface Example {
  features: Features;
  answers: Record<Head, number>;
}

/** What training yields, in full precision. */
export interface Learnt {
  weights: Float32Array;
  bias: Float64Array;
}

/** How often everything is gone through; enough for messages that come with their misspelt twins is less. */
export const EPOCHS = 4;
export const EPOCHS_WITH_TWINS = 3;
const RATE = 0.5;
const DECAY = 0.0003;
const BIAS_RATE = 0.01;
/** How much naive Bayes adds to the regression: it knows the rare words better. Chosen by cross-validation. */
const SHARE_OF_BAYES = 0.4;
/** A word is counted so often beside what was seen. */
const SMOOTHING = 0.02;
const FIRST_SQUARE = 0.02;
/** Answers that are so nearly right teach nothing; leaving them out makes training five times faster. */
const NEARLY_RIGHT = 0.01;

/** Numbers that look random and are the same in every run. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The same items in an order that depends on `roll` only. */
export function shuffled<T>(items: readonly T[], roll: () => number): T[] {
  const order = [...items];
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(roll() * (at + 1));
    const [a, b] = [order[at], order[other]];
    if (a !== undefined && b !== undefined) [order[at], order[other]] = [b, a];
  }
  return order;
}

/**
 * Multinomial logistic regression for all heads at once, by AdaGrad: rare words keep a high rate;
 * then a share of naive Bayes. Deterministic; about ten seconds for ten thousand short texts.
 */
export function learn(examples: readonly Example[], seed: number, epochs = EPOCHS): Learnt {
  const learnt: Learnt = {
    weights: new Float32Array(BUCKETS * OUTPUTS),
    bias: new Float64Array(OUTPUTS),
  };
  const squares = new Float32Array(BUCKETS * OUTPUTS).fill(FIRST_SQUARE);
  const roll = dice(seed);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const example of shuffled(examples, roll)) step(learnt, squares, example);
  }
  addBayes(learnt.weights, examples);
  return learnt;
}

/**
 * Adds complement naive Bayes (Rennie and others, 2003) to the weights: for each answer, how much
 * likelier a feature is with it than with the head's other answers. Both are linear, so is their sum.
 */
function addBayes(weights: Float32Array, examples: readonly Example[]): void {
  const counts = new Float64Array(BUCKETS * OUTPUTS);
  const all = new Float64Array(BUCKETS);
  const totals = new Float64Array(OUTPUTS);
  let total = 0;
  for (const { features, answers } of examples) {
    const columns = HEAD_NAMES.map((head) => columnsOf(head).from + answers[head]);
    for (const [at, bucket] of features.buckets.entries()) {
      const value = features.values[at] ?? 0;
      all[bucket] = (all[bucket] ?? 0) + value;
      total += value;
      for (const column of columns) {
        counts[bucket * OUTPUTS + column] = (counts[bucket * OUTPUTS + column] ?? 0) + value;
        totals[column] = (totals[column] ?? 0) + value;
      }
    }
  }
  for (let cell = 0; cell < weights.length; cell++) {
    const sum = all[Math.floor(cell / OUTPUTS)] ?? 0;
    if (sum === 0) continue;
    const [own = 0, ownTotal = 0] = [counts[cell], totals[cell % OUTPUTS]];
    const here = (own + SMOOTHING) / (ownTotal + SMOOTHING * BUCKETS);
    const elsewhere = (sum - own + SMOOTHING) / (total - ownTotal + SMOOTHING * BUCKETS);
    weights[cell] = (weights[cell] ?? 0) + SHARE_OF_BAYES * Math.log(here / elsewhere);
  }
}

/** One step down the slope of one example; `squares` remembers how steep each weight has been. */
function step(learnt: Learnt, squares: Float32Array, { features, answers }: Example): void {
  const { weights, bias } = learnt;
  const wrong = errors(learnt, features, answers);
  const columns: number[] = [];
  for (let column = 0; column < OUTPUTS; column++) {
    const error = wrong[column] ?? 0;
    bias[column] = (bias[column] ?? 0) - BIAS_RATE * error;
    if (Math.abs(error) > NEARLY_RIGHT) columns.push(column);
  }
  for (let at = 0; at < features.buckets.length; at++) {
    const row = (features.buckets[at] ?? 0) * OUTPUTS;
    const value = features.values[at] ?? 0;
    for (const column of columns) {
      const cell = row + column;
      const old = weights[cell] ?? 0;
      const slope = (wrong[column] ?? 0) * value + DECAY * old;
      const square = (squares[cell] ?? 0) + slope * slope;
      squares[cell] = square;
      weights[cell] = old - (RATE * slope) / Math.sqrt(square);
    }
  }
}

function errors(learnt: Learnt, features: Features, answers: Record<Head, number>): Float64Array {
  const scores = rawScores(learnt, features);
  const wrong = new Float64Array(OUTPUTS);
  for (const head of HEAD_NAMES) {
    const { from, to } = columnsOf(head);
    for (const [index, p] of softmax(scores.subarray(from, to), 1).entries()) {
      wrong[from + index] = p - (index === answers[head] ? 1 : 0);
    }
  }
  return wrong;
}

/** Scores in full precision, before the weights are packed into bytes. */
export function rawScores({ weights, bias }: Learnt, { buckets, values }: Features): Float64Array {
  const sums = Float64Array.from(bias);
  for (let at = 0; at < buckets.length; at++) {
    const row = (buckets[at] ?? 0) * OUTPUTS;
    const value = values[at] ?? 0;
    for (let column = 0; column < OUTPUTS; column++) {
      sums[column] = (sums[column] ?? 0) + value * (weights[row + column] ?? 0);
    }
  }
  return sums;
}

/** Index of an answer among a head's labels; -1 for a label that does not exist. */
export function indexOf(head: Head, label: string): number {
  return (HEADS[head] as readonly string[]).indexOf(label);
}
