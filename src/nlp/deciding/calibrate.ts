import { confidenceOf, type Decision, type Evidence, evidenceOf } from './decision.js';
import { columnsOf, HEAD_NAMES, HEADS, type Head, softmax } from './model.js';
import { fused } from './siren.js';

/** A message that training had not seen when it was asked about it. */
export interface Held {
  scores: Float64Array;
  /** What the siren said, as log odds. */
  loud: number;
  answers: Record<Head, number>;
  known: number;
  words: number;
  /** Category that the grammar of danger names, as an index; -1 for none. */
  grammar: number;
  /** Everyday traffic: no trap beside an emergency, and nothing that is pressing anyway. */
  ordinary: boolean;
}

/** What operators and citizens bear: docs/model-card.md tells why. */
export const MISS_COSTS_FALSE_ALARMS = 100;
export const BASE_RATE = 0.01;
export const MOST_FALSE_ALARMS = 0.018;
/** So few of the calm may be called a certain emergency. */
const MOST_FALSE_CERTAINTIES = 0.004;
const LEAST_RIGHT = 0.88;
const LEAST_ANSWERED = 0.8;

/** The temperatures under which held-out answers are least surprising, by a plain search. */
export function temperaturesOf(held: readonly Held[]): Record<Head, number> {
  const entries = HEAD_NAMES.map((head): [Head, number] => {
    const { from, to } = columnsOf(head);
    let best = 1;
    let least = Number.POSITIVE_INFINITY;
    for (let step = 8; step <= 60; step++) {
      const temperature = step / 20;
      let surprise = 0;
      for (const { scores, answers } of held) {
        const p = softmax(scores.subarray(from, to), temperature);
        surprise -= Math.log(p[answers[head]] || 1e-12);
      }
      if (surprise < least) {
        least = surprise;
        best = temperature;
      }
    }
    return [head, best];
  });
  return Object.fromEntries(entries) as Record<Head, number>;
}

/** Chooses every threshold on held-out messages. */
export function decisionOf(
  held: readonly Held[],
  {
    temperature,
    fusion,
  }: { temperature: Readonly<Record<Head, number>>; fusion: readonly number[] },
): Decision {
  const asked = held.map((each) => askedOf(each, temperature.category));
  const confidence = logistic(asked.map(({ evidence, right }) => [evidenceOf(evidence), right]));
  const sure = asked.map(({ evidence, right }) => ({
    p: confidenceOf(confidence, evidence),
    right,
  }));
  return {
    alarm: alarmsOf(held, temperature.urgency, fusion),
    confidence: confidence.map((weight) => Number(weight.toFixed(4))),
    leastConfidence: leastConfidenceOf(sure),
  };
}

function askedOf(held: Held, temperature: number): { evidence: Evidence; right: boolean } {
  const { from, to } = columnsOf('category');
  const p = softmax(held.scores.subarray(from, to), temperature);
  const first = p.indexOf(Math.max(...p));
  const { known, words, grammar } = held;
  return {
    evidence: {
      best: p.toSorted((a, b) => b - a),
      known,
      words,
      grammar: grammar < 0 ? 'none' : grammar === first ? 'same' : 'other',
    },
    right: first === held.answers.category,
  };
}

/** How the two witnesses are best weighed: a logistic regression on messages that neither had seen. */
export function fusionOf(held: readonly Held[], temperature: number): number[] {
  const { from, to } = columnsOf('urgency');
  const rows = held.map(({ scores, loud, answers }): [number[], boolean] => {
    const [p = 0] = softmax(scores.subarray(from, to), temperature);
    const own = Math.min(1 - 1e-9, Math.max(1e-9, p));
    const inputs = [1, Math.log(own / (1 - own)) / LOG_ODDS, loud / LOG_ODDS];
    return [inputs, HEADS.urgency[answers.urgency] === 'emergency'];
  });
  const [always = 0, model = 0, siren = 0] = logistic(rows);
  return [always, model / LOG_ODDS, siren / LOG_ODDS].map((each) => Number(each.toFixed(4)));
}

function alarmsOf(
  held: readonly Held[],
  temperature: number,
  fusion: readonly number[],
): Decision['alarm'] {
  const { from, to } = columnsOf('urgency');
  const asked = held.map(({ scores, loud, answers, ordinary }) => ({
    p: fused(softmax(scores.subarray(from, to), temperature), loud, fusion)[0] ?? 0,
    emergency: HEADS.urgency[answers.urgency] === 'emergency',
    ordinary,
  }));
  const calm = asked.filter(({ emergency }) => !emergency);
  const share = (asked.length - calm.length) / Math.max(1, asked.length);
  const emergency = passedBy(
    calm.filter(({ ordinary }) => ordinary),
    MOST_FALSE_ALARMS,
  );
  return {
    suspected: rounded(Math.min(emergency, atBaseRate(share))),
    emergency: rounded(emergency),
    certain: rounded(Math.max(emergency, passedBy(calm, MOST_FALSE_CERTAINTIES))),
  };
}

/**
 * The probability, among messages of which `share` are emergencies, that costs as much to ignore as
 * to heed once only one in a hundred is: p ÷ (1 − p) = (odds of the corpus ÷ odds of the street) ÷ 100.
 */
function atBaseRate(share: number): number {
  const odds =
    (share / (1 - share)) * ((1 - BASE_RATE) / BASE_RATE) * (1 / MISS_COSTS_FALSE_ALARMS);
  return odds / (1 + odds);
}

/** The least probability that at most this share of the messages reaches. */
function passedBy(messages: readonly { p: number }[], share: number): number {
  const p = messages.map((each) => each.p).toSorted((a, b) => b - a);
  return Math.max(0.05, Math.min(0.95, (p[Math.floor(p.length * share)] ?? 0.5) + 0.0005));
}

/** The least confidence above which enough answers are right; never so high that few are given. */
function leastConfidenceOf(sure: readonly { p: number; right: boolean }[]): number {
  const order = sure.toSorted((a, b) => b.p - a.p);
  const fewest = Math.floor(order.length * LEAST_ANSWERED);
  let right = 0;
  let chosen = order[fewest]?.p ?? 0;
  for (const [at, each] of order.entries()) {
    if (each.right) right++;
    if (at >= fewest && right / (at + 1) >= LEAST_RIGHT) chosen = each.p;
  }
  return rounded(chosen);
}

/** Log odds are about so large. */
const LOG_ODDS = 4;
const STEPS = 400;
const STEP = 0.5;

/** Weights of a logistic regression, by plain gradient descent; the inputs are of the size of one. */
function logistic(rows: readonly (readonly [readonly number[], boolean])[]): number[] {
  const weights: number[] = (rows[0]?.[0] ?? []).map((_, at) => (at === 1 ? 1 : 0));
  for (let step = 0; step < STEPS; step++) {
    const slope = weights.map(() => 0);
    for (const [inputs, right] of rows) {
      const sum = inputs.reduce((sum, each, at) => sum + each * (weights[at] ?? 0), 0);
      const wrong = 1 / (1 + Math.exp(-sum)) - (right ? 1 : 0);
      for (const [at, each] of inputs.entries()) slope[at] = (slope[at] ?? 0) + wrong * each;
    }
    for (const [at, each] of slope.entries()) {
      weights[at] = (weights[at] ?? 0) - (STEP * each) / rows.length;
    }
  }
  return weights;
}

function rounded(p: number): number {
  return Number(p.toFixed(3));
}
