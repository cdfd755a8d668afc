/** Where probabilities become decisions. Training chooses all of them; docs/model-card.md tells how. */
export interface Decision {
  /** From these probabilities of an emergency on, see `alarm.ts`. */
  alarm: { suspected: number; emergency: number; certain: number };
  /** How sure the category is: weights of what `evidenceOf` lists. */
  confidence: readonly number[];
  /** Below this confidence triage asks. */
  leastConfidence: number;
}

/** What tells whether the likeliest category is right. */
export interface Evidence {
  /** Probabilities of the categories, best first; only the first two count. */
  best: readonly number[];
  /** Share of the words that training has seen. */
  known: number;
  words: number;
  /** Whether the grammar of danger names the same category, another, or none. */
  grammar: 'same' | 'other' | 'none';
}

/** Evidence as numbers, in the order of `Decision.confidence`. */
export function evidenceOf({ best, known, words, grammar }: Evidence): number[] {
  const first = Math.min(0.9999, Math.max(0.0001, best[0] ?? 0));
  return [
    1,
    Math.log(first / (1 - first)),
    first - (best[1] ?? 0),
    1 - known,
    Math.min(1, words / 30),
    words <= 3 ? 1 : 0,
    grammar === 'same' ? 1 : 0,
    grammar === 'other' ? 1 : 0,
  ];
}

/** The calibrated probability that the likeliest category is right. */
export function confidenceOf(weights: readonly number[], evidence: Evidence): number {
  const sum = evidenceOf(evidence).reduce((sum, each, at) => sum + each * (weights[at] ?? 0), 0);
  return 1 / (1 + Math.exp(-sum));
}
