import type { Harm } from '../../models/facts.js';
import type { Group } from './people-group.js';
import { isLink } from './people-words.js';
import type { Token } from './tokens.js';

/** A word of harm and what it says. Token positions, `to` exclusive. */
export interface HarmSeen {
  from: number;
  to: number;
  harm: Harm;
  literal: boolean;
  near: boolean;
}

/** A word of harm belongs to people at most so many words away. */
const FARTHEST = 6;
/** Words that are said of things too belong to people so close by. */
const CLOSE = 1;
/** So many tokens in between are looked at. */
const WIDEST = 16;

/** The people whom a word of harm is about: in its sentence, near, with no other harm in between. */
export function nearest(
  harm: HarmSeen,
  groups: readonly Group[],
  {
    tokens,
    harms,
    taken,
  }: { tokens: readonly Token[]; harms: readonly HarmSeen[]; taken: ReadonlySet<Group> },
): Group | undefined {
  let best: Group | undefined;
  let least = (harm.near ? CLOSE : FARTHEST) + 1;
  for (const group of groups) {
    if (taken.has(group)) continue;
    const far = farness(harm, group, { tokens, harms });
    if (far < least) {
      least = far;
      best = group;
    }
  }
  return best;
}

const ACROSS_A_COMMA = 3;
/** Behind the word of harm people are named less often than before it. */
const BEHIND = 0.5;
/** "korban luka 3 orang": whoever is numbered is meant first. */
const UNNUMBERED = 0.75;

function farness(
  harm: HarmSeen,
  group: Group,
  { tokens, harms }: { tokens: readonly Token[]; harms: readonly HarmSeen[] },
): number {
  if (tokens[group.from]?.sentence !== tokens[harm.from]?.sentence) return Number.POSITIVE_INFINITY;
  const before = group.to <= harm.from;
  const [from, to] = before ? [group.to, harm.from] : [harm.to, group.from];
  if (to - from > WIDEST) return Number.POSITIVE_INFINITY;
  if (harms.some((other) => other !== harm && other.from >= from && other.to <= to)) {
    return Number.POSITIVE_INFINITY;
  }
  let far = (before ? 0 : BEHIND) + (group.said ? 0 : UNNUMBERED);
  for (const token of tokens.slice(from, to)) {
    if (token.kind === 'mark') far += ACROSS_A_COMMA;
    else if (!isLink(token)) far += 1;
  }
  return far;
}
