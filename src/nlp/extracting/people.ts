import type { Harm, PeopleFact } from '../../models/facts.js';
import type { Group } from './people-group.js';
import { groupAt } from './people-joined.js';
import { type HarmSeen, nearest } from './people-nearest.js';
import { harmAt, isNot, noneAt, personAt } from './people-words.js';
import type { Token } from './tokens.js';

const LAST_BEFORE = 2;
/** Nobody names more in one report; work stays bounded. */
const MOST_SEEN = 40;

/** How many people are dead, missing, trapped, hurt: what is said, and at least how many that is. */
export function peopleIn(tokens: readonly Token[], text: string): PeopleFact[] {
  const { groups, harms, none } = seenIn(tokens);
  const facts = none.map((each) => factOf(each, tokens, text));
  const taken = new Set<Group>();
  for (const harm of harms) {
    const group = nearest(harm, groups, { tokens, harms, taken });
    if (!group) continue;
    taken.add(group);
    facts.push(factOf({ ...joined(group, harm), harm: harm.harm }, tokens, text));
  }
  for (const group of groups) {
    if (taken.has(group) || !group.victims) continue;
    facts.push(factOf({ ...group, harm: 'unsaid' }, tokens, text));
  }
  return facts.toSorted((a, b) => a.start - b.start);
}

function joined(group: Group, harm: HarmSeen): Group {
  return {
    ...group,
    from: Math.min(group.from, harm.from),
    to: Math.max(group.to, harm.to),
    said: group.said && harm.literal,
  };
}

function factOf(
  { from, to, least, most, said, harm }: Omit<Group, 'victims'> & { harm: Harm },
  tokens: readonly Token[],
  text: string,
): PeopleFact {
  const start = tokens[from]?.start ?? 0;
  const end = tokens[to - 1]?.end ?? start;
  const certainty = said ? 'said' : 'guessed';
  return { harm, least, most, words: text.slice(start, end), start, end, certainty };
}

interface Seen {
  groups: Group[];
  harms: HarmSeen[];
  none: (Group & { harm: Harm })[];
}

function seenIn(tokens: readonly Token[]): Seen {
  const seen: Seen = { groups: [], harms: [], none: [] };
  for (let at = 0; at < tokens.length && seen.groups.length < MOST_SEEN; ) {
    at = lookAt(tokens, at, seen);
  }
  return { ...seen, harms: seen.harms.slice(0, MOST_SEEN) };
}

/** Notes what begins at a token; returns where to look next. */
function lookAt(tokens: readonly Token[], at: number, { groups, harms, none }: Seen): number {
  const nobody = nobodyAt(tokens, at);
  if (nobody) {
    none.push(nobody);
    return nobody.to;
  }
  const harm = harmAt(tokens, at);
  if (harm) {
    const to = at + harm.length;
    if (!isDenied(tokens, at)) harms.push({ from: at, to, ...harm.value });
    return to;
  }
  const group = groupAt(tokens, at);
  if (group && !isNearMiss(tokens, group)) groups.push(group);
  return group?.to ?? at + 1;
}

/** "tidak ada korban", "belum ada yang meninggal": nobody, as far as the citizen says. */
function nobodyAt(tokens: readonly Token[], at: number): (Group & { harm: Harm }) | undefined {
  const none = noneAt(tokens, at);
  if (!none) return undefined;
  const before = tokens[at]?.sentence;
  for (let next = at + none.length; next <= at + none.length + LAST_BEFORE; next++) {
    if (tokens[next]?.sentence !== before) return undefined;
    const harm = harmAt(tokens, next);
    const victim = personAt(tokens, next);
    if (!harm && victim?.value !== 'victim') continue;
    const to = next + (harm?.length ?? victim?.length ?? 1);
    const harmSaid = harm ?? harmAt(tokens, to);
    const end = harm ? to : to + (harmSaid?.length ?? 0);
    const group = { from: at, to: end, least: 0, most: 0, said: true, victims: false };
    return { ...group, harm: harmSaid?.value.harm ?? 'unsaid' };
  }
  return undefined;
}

function isDenied(tokens: readonly Token[], at: number): boolean {
  const before = tokens.slice(Math.max(0, at - LAST_BEFORE), at);
  return before.some((token) => token.sentence === tokens[at]?.sentence && isNot(token));
}

/** "hampir 2 orang tertabrak": nobody was; "hampir 20 orang" counts. */
function isNearMiss(tokens: readonly Token[], { from, least }: Group): boolean {
  return (
    least < 10 && /^(?:hampir|nyaris|almost|nearly|meh|ampir)$/.test(tokens[from - 1]?.plain ?? '')
  );
}
