import type { Relation } from '../../models/facts.js';
import type { Span } from './names.js';

/** A mark of a place that needs no gazetteer, and its plain form. */
export interface Mark extends Span {
  kind: 'street' | 'rt-rw' | 'km' | 'landmark' | 'hamlet' | 'area';
  value: string;
  relation?: Relation;
  /** Too weak to fill the dialogue's place by: a building named by the way, "sekitar …". */
  weak?: boolean;
}

/** More marks of one kind than this help nobody. */
export const MOST_MARKS = 6;

/** Names of villages and of buildings have so many words at most. */
export const MOST_AREA_WORDS = 3;
