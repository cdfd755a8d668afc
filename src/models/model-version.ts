import type { Person } from './correction.js';
import type { Example } from './example.js';

/** The figures of a model card by which two models are compared; shares from 0 to 1. */
export const MEASURES = [
  'emergencyRecall',
  'emergencyCaught',
  'falseAlarms',
  'category',
  'categoryTop3',
  'categoryMacroF1',
  'answered',
  'answeredRight',
  'calibrationError',
  'urgency',
  'intentMacroF1',
] as const;
export type Measure = (typeof MEASURES)[number];
/** Measures of which less is better. */
export const LESS_IS_BETTER: readonly Measure[] = ['falseAlarms', 'calibrationError'];

export type Figures = Record<Measure, number> & {
  /** Messages of the evaluation part, and how many of them are emergencies. */
  messages: number;
  emergencies: number;
};

/** Two models on the same messages. */
export interface Comparison {
  /** Version that was in service, its figures, and those of the new one. */
  against: string;
  before: Figures;
  after: Figures;
  /** Emergencies for which the old one raised an alarm, certain or suspected, and the new one none. */
  missed: string[];
  /** Emergencies that the old one called so, and of which the new one is only suspicious. */
  weaker: string[];
}

/**
 * True when the new model must not serve: it misses an emergency that the old one caught, or calls
 * fewer emergencies one than the old one did.
 */
export function isRefused({ missed, before, after }: Comparison): boolean {
  return missed.length > 0 || after.emergencyRecall < before.emergencyRecall;
}

/** A model that was trained here. */
export interface ModelVersion {
  version: string;
  at: Date;
  by: Person;
  /** Corrections it has learnt from. */
  corrections: number;
  comparison: Comparison;
  /** True when it cannot be put into service: see {@link isRefused}. */
  refused: boolean;
}

/** One change of the model in service. `by` is absent when the house fell back by itself. */
export interface ModelSwitch {
  at: Date;
  by?: Person;
  from: string;
  to: string;
  /** Why, when the house fell back by itself. */
  because?: string;
}

export const STAGES = ['reading', 'learning', 'measuring-old', 'measuring-new'] as const;
export type Stage = (typeof STAGES)[number];

/** Training under way, or how the last one ended since the house started. */
export type Retraining =
  | { state: 'running'; stage: Stage; since: Date; by: Person; corrections: number }
  | { state: 'done'; version: string; at: Date }
  | { state: 'failed'; problem: string; at: Date };

/** What is known of the models. */
export interface ModelState {
  /** Version in service. */
  version: string;
  /** Version that Sahut was delivered with. */
  shipped: string;
  /** Of the delivered model; null when nobody has measured it. */
  shippedFigures: Figures | null;
  /** False when the messages that training needs did not come along. */
  corpus: boolean;
  /** Newest first. */
  versions: ModelVersion[];
  /** Newest first. */
  switches: ModelSwitch[];
  retraining: Retraining | null;
}

/** The verbs of whoever keeps the models. */
export interface ModelKeeper {
  state(): ModelState;
  /**
   * Begins to train beside the house and returns at once. Throws `model/busy`, `model/no-corpus`
   * or `model/nothing-to-learn`.
   */
  retrain(examples: readonly Example[], by: Person): void;
  /** Puts a version into service at once. Throws `model/unknown`, `model/refused` or `model/broken`. */
  serve(version: string, by: Person): Promise<void>;
  /** Puts back what was in service before. Throws `model/nothing-before`, or as `serve`. */
  rollBack(by: Person): Promise<void>;
}
