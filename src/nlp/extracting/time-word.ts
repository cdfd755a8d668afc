import type { LocalClock } from './local.js';
import type { Hit } from './phrasebook.js';
import type { Token } from './tokens.js';

/** A stretch of local time. */
export interface Stretch {
  from: number;
  to: number;
}

/** One word of time, as far as it says something alone. */
export type TimeWord =
  /** Days, as local midnights: `to` is exclusive. `full`: written with its year. */
  | ({ kind: 'day'; full: boolean } & Stretch)
  /** Hours of a day; a night ends on the next one. */
  | ({ kind: 'part'; past: boolean } & Stretch)
  /** A time of the day; `minute` absent when only the hour was said. */
  | { kind: 'clock'; hour: number; minute?: number }
  /** A stretch that needs nothing else. */
  | ({ kind: 'span'; lasting: boolean } & Stretch)
  /** "tadi": it was before now, today. */
  | { kind: 'earlier' };

/** Reads the word of time that begins at a token. */
export type Reader = (
  tokens: readonly Token[],
  at: number,
  clock: LocalClock,
) => Hit<TimeWord> | undefined;
