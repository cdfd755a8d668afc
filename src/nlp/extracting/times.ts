import type { TimeFact } from '../../models/facts.js';
import { dateAt } from './dates.js';
import { DAY_MS, HOUR_MS, type LocalClock, MINUTE_MS } from './local.js';
import {
  isGlue,
  isNotYet,
  type Stretch,
  sinceWordAt,
  type TimeWord,
  timeWordAt,
} from './time-words.js';
import type { Token } from './tokens.js';

/** Words of time that stand next to each other and mean one time. Token positions, `to` exclusive. */
interface Phrase {
  from: number;
  to: number;
  words: TimeWord[];
  lasting: boolean;
}

/** So many small words may stand between two words of one time: "kemarin sekitar jam 2". */
const MOST_GLUE = 3;
const LEADS = 2;

/**
 * When it happened, as intervals that hold the moment. `clockAt` is the local clock at which the
 * words at an offset were said.
 */
export function timesIn(
  tokens: readonly Token[],
  text: string,
  clockAt: (start: number) => LocalClock,
): TimeFact[] {
  const facts: TimeFact[] = [];
  for (let at = 0; at < tokens.length; ) {
    const clock = clockAt(tokens[at]?.start ?? 0);
    const phrase = phraseAt(tokens, at, clock);
    if (!phrase) {
      at++;
      continue;
    }
    const when = isComing(tokens, at) ? undefined : resolved(phrase.words, clock);
    if (when) facts.push(factOf(phrase, when, { tokens, text, clock }));
    at = phrase.to;
  }
  return facts;
}

interface When extends Stretch {
  said: boolean;
}

function factOf(
  phrase: Phrase,
  when: When,
  { tokens, text, clock }: { tokens: readonly Token[]; text: string; clock: LocalClock },
): TimeFact {
  const start = tokens[phrase.from]?.start ?? 0;
  const end = tokens[phrase.to - 1]?.end ?? start;
  return {
    words: text.slice(start, end),
    start,
    end,
    certainty: when.said ? 'said' : 'guessed',
    from: clock.dateOf(when.from),
    to: clock.dateOf(when.to),
    lasting: phrase.lasting,
  };
}

/** "besok jam 2", "setiap malam", "buka jam 8": not when something happened. */
function isComing(tokens: readonly Token[], at: number): boolean {
  const lead = tokens.slice(Math.max(0, at - LEADS), at);
  return lead.some((token) => token.sentence === tokens[at]?.sentence && isNotYet(token));
}

function phraseAt(tokens: readonly Token[], at: number, clock: LocalClock): Phrase | undefined {
  const alone = timeWordAt(tokens, at, clock, [dateAt]);
  const since = alone ? undefined : sinceWordAt(tokens, at);
  const from = at + (since?.length ?? 0);
  const first = alone ?? (since && timeWordAt(tokens, from, clock, [dateAt]));
  if (!first) return undefined;
  const words = [first.value];
  let to = from + first.length;
  for (;;) {
    const next = nextWord(tokens, to, clock);
    if (!next || !mayJoin(words, next.value)) break;
    words.push(next.value);
    to = next.to;
  }
  const lasting = Boolean(since) || words.some((word) => word.kind === 'span' && word.lasting);
  return { from: at, to, words, lasting };
}

function nextWord(tokens: readonly Token[], from: number, clock: LocalClock) {
  for (let at = from; at <= from + MOST_GLUE; at++) {
    const token = tokens[at];
    if (!token || token.sentence !== tokens[from - 1]?.sentence) return undefined;
    const hit = timeWordAt(tokens, at, clock, [dateAt]);
    if (hit) return { value: hit.value, to: at + hit.length };
    if (!isGlue(token)) return undefined;
  }
  return undefined;
}

/** A day, a part of it and a time on the clock make one time; two days do not. */
function mayJoin(words: readonly TimeWord[], next: TimeWord): boolean {
  if (next.kind === 'span') return words.every(({ kind }) => kind === 'earlier');
  if (words.some(({ kind }) => kind === next.kind)) return false;
  return words.every((word) => word.kind !== 'span' || next.kind === 'clock');
}

type Of<K extends TimeWord['kind']> = Extract<TimeWord, { kind: K }>;
const find = <K extends TimeWord['kind']>(words: readonly TimeWord[], kind: K) =>
  words.find((word): word is Of<K> => word.kind === kind);

/** The stretch in which the moment lies; undefined for words that tell no time alone ("malam"). */
function resolved(words: readonly TimeWord[], clock: LocalClock): When | undefined {
  const [day, part, time, span] = [
    find(words, 'day'),
    find(words, 'part'),
    find(words, 'clock'),
    find(words, 'span'),
  ];
  const earlier = find(words, 'earlier') !== undefined;
  if (time) return past(onClock({ time, day, part, span }, clock), clock);
  if (span) return past({ ...span, said: false }, clock);
  if (day && part) return past({ ...hoursOf(day, part), said: false }, clock);
  if (day) return past({ from: day.from, to: day.to, said: day.full }, clock);
  if (part && (part.past || earlier)) return past({ ...lastPart(part, clock), said: false }, clock);
  return earlier ? { from: clock.now - DAY_MS / 2, to: clock.now, said: false } : undefined;
}

/** It has happened: nothing reaches beyond now; what begins later is no time of an event. */
function past(when: When | undefined, { now }: LocalClock): When | undefined {
  if (!when || when.from > now) return undefined;
  return { ...when, to: Math.min(when.to, now) };
}

function hoursOf(day: Stretch, part: Stretch): Stretch {
  return { from: day.from + part.from * HOUR_MS, to: day.to - DAY_MS + part.to * HOUR_MS };
}

/** "tadi pagi" is this morning; told before it began, the one before. */
function lastPart(part: Stretch, { today, now }: LocalClock): Stretch {
  const from = today + part.from * HOUR_MS;
  const start = from > now ? from - DAY_MS : from;
  return { from: start, to: start + (part.to - part.from) * HOUR_MS };
}

/** How far "jam 2" may be from two o'clock. */
const ROUND_MS = 30 * MINUTE_MS;

function onClock(
  {
    time,
    day,
    part,
    span,
  }: {
    time: Of<'clock'>;
    day?: Of<'day'> | undefined;
    part?: Stretch | undefined;
    span?: Stretch | undefined;
  },
  clock: LocalClock,
): When | undefined {
  const hours = halves(time.hour, part);
  const starts = day ? [day.from] : [clock.today, clock.today - DAY_MS];
  for (const start of starts) {
    const moments = hours
      .map((hour) => start + hour * HOUR_MS + (time.minute ?? 0) * MINUTE_MS)
      .filter((at) => at <= clock.now && (!span || (at >= span.from && at <= span.to)));
    const [first, last] = [moments[0], moments.at(-1)];
    if (first === undefined || last === undefined) continue;
    const said = day?.full === true && hours.length === 1 && time.minute !== undefined;
    if (time.minute === undefined) return { from: first - ROUND_MS, to: last + ROUND_MS, said };
    return { from: first, to: last + MINUTE_MS, said };
  }
  return undefined;
}

/** Two in the morning or in the afternoon: both, unless the part of the day or the hour tells. */
function halves(hour: number, part: Stretch | undefined): number[] {
  if (hour > 12 || (hour === 0 && !part)) return [hour];
  const both = [hour % 12, (hour % 12) + 12];
  if (!part) return both;
  const fits = both.filter(
    (each) => (each >= part.from - 1 && each <= part.to) || (part.to > 24 && each + 24 <= part.to),
  );
  return fits.length > 0 ? fits : both;
}
