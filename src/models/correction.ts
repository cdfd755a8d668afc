import type { Category, Intent, TriageLanguage, Urgency } from './category.js';
import type { Alarm } from './triage.js';

/**
 * What becomes of a correction: `new` nobody has read it as an example yet, `included` triage may
 * learn from it, `excluded` it may not. Only a person moves it on.
 */
export const CORRECTION_STATES = ['new', 'included', 'excluded'] as const;
export type CorrectionState = (typeof CORRECTION_STATES)[number];

/** An operator, by id and by the name that was theirs. */
export interface Person {
  id: string;
  name: string;
}

/** One change that an operator made. */
export interface CorrectionAct {
  at: Date;
  by: Person;
  what: 'category' | 'urgency';
  from: string;
  to: string;
}

/** What an operator put right after triage, and the example that can be learnt from it. */
export interface Correction {
  /** The reference of the complaint: a complaint is one example, however often it is changed. */
  id: string;
  /** The citizen's words, masked: never as they came. */
  text: string;
  /** What is right. */
  category: Category;
  urgency: Urgency;
  intent: Intent;
  language: TriageLanguage;
  /** What triage had said, and which model. */
  said: { category: Category; urgency: Urgency; alarm: Alarm; model: string };
  acts: CorrectionAct[];
  /** The latest act. */
  at: Date;
  by: Person;
  state: CorrectionState;
  /** Who included or excluded it, and when. */
  decided?: { at: Date; by: Person };
}

export type NewCorrection = Omit<Correction, 'state' | 'decided'>;

/** The verbs of kept corrections. */
export interface Corrections {
  /** Keeps it as it now is; what was decided about the same complaint stays decided. */
  keep(correction: NewCorrection): Promise<void>;
  find(id: string): Promise<Correction | null>;
  /** Newest act first; `after` is the id of the last one known. Empty when that one is gone. */
  list(page: { after?: string | undefined; limit: number }): Promise<Correction[]>;
  /** What triage may learn from, newest first, at most `limit`. */
  included(limit: number): Promise<Correction[]>;
  counts(): Promise<Record<CorrectionState, number>>;
  /** Includes or excludes; returns how many of the ids there are. */
  decide(
    ids: readonly string[],
    state: CorrectionState,
    decided: { at: Date; by: Person },
  ): Promise<number>;
}
