import { harmAt, isBelonging, personAt } from './people-words.js';
import type { Token } from './tokens.js';

/** Some people named together: "ibu dan 2 anaknya". Token positions, `to` exclusive. */
export interface Group {
  from: number;
  to: number;
  least: number;
  most: number | null;
  said: boolean;
  victims: boolean;
}

/** Words that count people and say nothing of them. */
export const COUNTER = new Set([
  'orang',
  'org',
  'wong',
  'urang',
  'tiyang',
  'jiwa',
  'jalmi',
  'uwong',
]);

/** Length of the word for people that begins at a token; 0 when none does. */
export function personLength(tokens: readonly Token[], at: number): number {
  const token = tokens[at];
  if (!token) return 0;
  if (COUNTER.has(token.plain)) return 1;
  return personAt(tokens, at)?.length ?? 0;
}

/** The end of a group with what hangs on it ("anak *saya*", "ibu *hamil*"). */
export function withBelongings(tokens: readonly Token[], from: number): number {
  let to = from;
  for (
    let token = tokens[to];
    token && isBelonging(token) && !harmAt(tokens, to);
    token = tokens[to]
  )
    to++;
  return to;
}
