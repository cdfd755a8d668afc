import type { Area } from './place.js';

/**
 * `said`: it stands so in the text. `guessed`: resolved by us (a time from "tadi malam", two people
 * from "ibu dan anaknya", a village from a misspelling): shown as a guess, never as a fact.
 */
export type Certainty = 'said' | 'guessed';

/** The citizen's own words that say something. */
export interface Told {
  words: string;
  /** UTF-16 offsets into the text that was read (`toldText`); `end` is exclusive. */
  start: number;
  end: number;
  certainty: Certainty;
}

/** A part of a place. `value` is its plain form: `RT 05/RW 02`, `Jalan Merdeka No. 12`, `km 42`. */
export interface PlaceFact extends Told {
  kind: 'area' | 'hamlet' | 'street' | 'rt-rw' | 'km' | 'landmark';
  value: string;
  /** How the place lies to a landmark. */
  relation?: Relation;
  /** The one area that is meant; absent while several may be. */
  area?: Area;
  /** What may be meant when the words do not settle it, likeliest first, at most five. */
  candidates?: Area[];
}

export const RELATIONS = [
  'near',
  'beside',
  'behind',
  'in-front',
  'opposite',
  'at',
  'before',
  'beyond',
  'edge',
] as const;
export type Relation = (typeof RELATIONS)[number];

export interface PhoneFact extends Told {
  /** E.164 (`+6281234567890`); a short code (`112`) as it is. */
  number: string;
  /** False for numbers of services, which are nobody to call back. */
  callback: boolean;
}

/** What became of people. `unsaid`: victims, nobody said how. */
export const HARMS = ['dead', 'missing', 'trapped', 'hurt', 'unsaid'] as const;
export type Harm = (typeof HARMS)[number];

/** So many people; 0 to 0 when the citizen says that there is nobody. */
export interface PeopleFact extends Told {
  harm: Harm;
  least: number;
  /** Null when it may be more than `least`. */
  most: number | null;
}

/** When it happened, or began: some moment within `from`..`to`. */
export interface TimeFact extends Told {
  from: Date;
  to: Date;
  /** It has lasted since then ("sejak 3 hari"). */
  lasting: boolean;
}

export interface PlateFact extends Told {
  /** `BG 1234 AB` */
  plate: string;
}

export interface AgencyFact extends Told {
  /** Id of the directory of agencies where it has one (`pln`, `damkar`), else our own short word. */
  agency: string;
  name: string;
}

/** Everything that a report tells beside its story; each list in the order of the text. */
export interface Facts {
  places: PlaceFact[];
  people: PeopleFact[];
  times: TimeFact[];
  phones: PhoneFact[];
  plates: PlateFact[];
  agencies: AgencyFact[];
}

/** True when nothing was found. */
export function isEmpty(facts: Facts): boolean {
  return Object.values(facts).every((list: readonly Told[]) => list.length === 0);
}

/** The one text in which the offsets of a report's facts count: its pieces, a line each. */
export function toldText(...pieces: readonly (string | undefined)[]): string {
  return pieces.filter(Boolean).join('\n');
}
