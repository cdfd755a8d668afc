import type { Harm, PeopleFact } from '../../models/facts.js';
import { quantityAt } from './numbers.js';
import {
  harmAt,
  isBelonging,
  isJoin,
  isLink,
  isNot,
  isPlural,
  noneAt,
  type PersonKind,
  personAt,
  singleAt,
  togetherAt,
} from './people-words.js';
import type { Token } from './tokens.js';

/** Some people named together: "ibu dan 2 anaknya". Token positions, `to` exclusive. */
interface Group {
  from: number;
  to: number;
  least: number;
  most: number | null;
  said: boolean;
  victims: boolean;
}

interface HarmSeen {
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
const LAST_BEFORE = 2;
/** So many tokens in between are looked at. */
const WIDEST = 16;
/** Nobody names more in one report; work stays bounded. */
const MOST_SEEN = 40;

/** How many people are dead, missing, trapped, hurt: what is said, and at least how many that is. */
export function peopleIn(tokens: readonly Token[], text: string): PeopleFact[] {
  const { groups, harms, none } = seenIn(tokens);
  const facts: PeopleFact[] = [...none.map((each) => factOf(each, tokens, text))];
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

/** One or more people joined by "dan": their number at least, and exactly when each was numbered. */
function groupAt(tokens: readonly Token[], at: number): Group | undefined {
  let whole = peopleAt(tokens, at);
  while (whole) {
    const next = joinedTo(tokens, whole.to);
    if (!next) return whole;
    whole = {
      from: at,
      to: next.to,
      least: whole.least + next.least,
      most: whole.most === null || next.most === null ? null : whole.most + next.most,
      said: whole.said && next.said,
      victims: whole.victims || next.victims,
    };
  }
  return undefined;
}

function joinedTo(tokens: readonly Token[], at: number): Group | undefined {
  const joint = tokens[at];
  return joint && isJoin(joint) ? peopleAt(tokens, at + 1) : undefined;
}

function peopleAt(tokens: readonly Token[], at: number): Group | undefined {
  const together = togetherAt(tokens, at) ?? singleAt(tokens, at);
  if (together) {
    const { value } = together;
    const to = withBelongings(
      tokens,
      at + together.length + personLength(tokens, at + together.length),
    );
    return { from: at, to, least: value, most: value, said: true, victims: false };
  }
  return numbered(tokens, at) ?? victimsThen(tokens, at) ?? unnumbered(tokens, at);
}

const COUNTER = new Set(['orang', 'org', 'wong', 'urang', 'tiyang', 'jiwa', 'jalmi', 'uwong']);

/** `3 orang`, `dua anak`, `2 luka`. */
function numbered(tokens: readonly Token[], at: number): Group | undefined {
  const found = quantityAt(tokens, at);
  if (!found) return undefined;
  const { quantity, length } = found;
  let to = at + length;
  const noun = personAt(tokens, to);
  const harm = noun ? undefined : harmAt(tokens, to);
  if (!noun && !harm) return undefined;
  if (noun?.value === 'speaker' || noun?.value === 'some') return undefined;
  if (quantity.least === 0) return undefined;
  const victims = noun?.value === 'victim' || isVictim(tokens, to);
  to += noun?.length ?? 0;
  const { least, most, exact } = quantity;
  return {
    from: at,
    to: noun ? withBelongings(tokens, to) : to,
    least,
    most,
    said: exact,
    victims,
  };
}

/** `korban 3 orang`, `korbannya dua`, `korban: 2`. */
function victimsThen(tokens: readonly Token[], at: number): Group | undefined {
  if (!isVictim(tokens, at)) return undefined;
  const next = tokens[at + 1];
  const skip = next && (/^[:=]$/.test(next.word) || isLink(next)) ? 2 : 1;
  const found = quantityAt(tokens, at + skip);
  if (!found || found.quantity.least === 0) return undefined;
  const after = at + skip + found.length;
  const to = after + personLength(tokens, after);
  // "korban 3 rumah": things, not people.
  const thing = tokens[to];
  if (
    to === after &&
    thing?.kind === 'word' &&
    !harmAt(tokens, to) &&
    !isJoin(thing) &&
    !isLink(thing)
  ) {
    return undefined;
  }
  const { least, most, exact } = found.quantity;
  return { from: at, to, least, most, said: exact, victims: true };
}

function isVictim(tokens: readonly Token[], at: number): boolean {
  return /^(?:korban(?:nya|e|na|nyo)?|victims?|casualties)$/.test(tokens[at]?.word ?? '');
}

const LEAST: Readonly<Record<PersonKind, number>> = {
  one: 1,
  victim: 1,
  speaker: 1,
  some: 2,
  family: 2,
};

/** "tolong, saya terjebak" but "motor saya hilang": behind a thing it says whose. */
const BEFORE_SPEAKER =
  /^(?:tolong|help|pak|bu|min|admin|dan|karena|krn|karna|sekarang|skrg|ini|halo|aduh|mohon|tapi|kalau|bang|kak|and|but|because|saiki|ayeuna|kini)$/;

function ownsWhatIsBefore(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  if (before?.kind !== 'word') return false;
  return before.sentence === tokens[at]?.sentence && !BEFORE_SPEAKER.test(before.plain);
}

/** `budak tigo ikok`, `urang tilu`, `anaknya 2 orang`: the number stands behind. */
function numberBehind(tokens: readonly Token[], at: number) {
  const found = quantityAt(tokens, at);
  if (!found || found.quantity.least === 0 || found.quantity.least > 99) return undefined;
  const end = at + found.length;
  const next = tokens[end];
  if (next && (COUNTER.has(next.plain) || /^(?:ikok|ikuak|ikuk)$/.test(next.word))) {
    return { ...found, length: found.length + 1 };
  }
  const ends = !next || next.kind === 'mark' || isLink(next) || harmAt(tokens, end) !== undefined;
  return ends ? found : undefined;
}

/** People without a number in front: at least one, or two of "kami". */
function unnumbered(tokens: readonly Token[], at: number): Group | undefined {
  const noun = personAt(tokens, at);
  const token = tokens[at];
  if (!noun || !token) return undefined;
  const isSpeaker = noun.value === 'speaker' || noun.value === 'some';
  if (noun.value === 'speaker' && ownsWhatIsBefore(tokens, at)) return undefined;
  const after = withBelongings(tokens, at + noun.length);
  const behind = isSpeaker ? undefined : numberBehind(tokens, after);
  if (behind) {
    const { least, most, exact } = behind.quantity;
    const victims = noun.value === 'victim';
    return { from: at, to: after + behind.length, least, most, said: exact, victims };
  }
  const isSomebody = /^(?:ada|ado|ana|onok|aya)$/.test(token.word);
  const isSeveral = isPlural(token) || LEAST[noun.value] === 2;
  const least = isSeveral && !isSomebody ? 2 : 1;
  return { from: at, to: after, least, most: null, said: false, victims: false };
}

function personLength(tokens: readonly Token[], at: number): number {
  const token = tokens[at];
  if (!token) return 0;
  if (COUNTER.has(token.plain)) return 1;
  return personAt(tokens, at)?.length ?? 0;
}

function withBelongings(tokens: readonly Token[], from: number): number {
  let to = from;
  for (
    let token = tokens[to];
    token && isBelonging(token) && !harmAt(tokens, to);
    token = tokens[to]
  )
    to++;
  return to;
}

/** The people whom a word of harm is about: in its sentence, near, with no other harm in between. */
function nearest(
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
