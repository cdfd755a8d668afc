import type { Category, Intent, TriageLanguage, Urgency } from './category.js';

/**
 * How sure triage is that somebody is in danger now.
 * `certain` opens the emergency lane; `suspected` is shown to operators while the citizen
 * confirms in one tap; `no` is everything else.
 */
export type Alarm = 'certain' | 'suspected' | 'no';

/** One thing that decided: the citizen's own words, where they stand, and the rule that fired. */
export interface Reason {
  /** The words as the citizen wrote them. */
  words: string;
  /** Name of the rule or `model` when the classifier's weight decided. */
  rule: string;
  /** UTF-16 offsets into the text that was triaged; `end` is exclusive. */
  start: number;
  end: number;
}

/** What triage says of one text. It is data: kept with the complaint and shown to operators. */
export interface Triage {
  category: Category;
  /** Best first, probabilities sum to at most 1. */
  categories: { category: Category; p: number }[];
  urgency: Urgency;
  urgencies: Record<Urgency, number>;
  intent: Intent;
  alarm: Alarm;
  /** Calibrated probability that `category` is right, 0..1. */
  confidence: number;
  /** True when a person or a question must decide the category. */
  abstain: boolean;
  reasons: Reason[];
  language: TriageLanguage;
  /** Which model said so, for the audit trail. */
  model: string;
}
