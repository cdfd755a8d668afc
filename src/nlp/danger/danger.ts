import type { Category } from '../../models/category.js';
import type { Alarm } from '../../models/triage.js';
import type { Found } from '../phrases.js';
import type { Cancel, DangerConcept, Hazard } from './lexicon.js';

/** What the grammar of danger reads in a text. */
export interface Danger {
  alarm: Alarm;
  /** Kind of the worst live hazard. */
  category?: Category;
  /** Everything that decided, for or against. */
  evidence: Found<DangerConcept>[];
  /** A hazard was named but the text says that it is not here and now. */
  cancelled: boolean;
  /** A hazard was named at all. */
  named: boolean;
  /** A cry for help and nothing else. */
  bareCry: boolean;
}

export type FoundHazard = Found<Hazard>;
export type FoundCancel = Found<Cancel>;
