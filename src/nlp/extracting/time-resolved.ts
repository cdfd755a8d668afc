import { DAY_MS, HOUR_MS, type LocalClock, MINUTE_MS } from './local.js';
import type { Stretch, TimeWord } from './time-word.js';

/** Local time; `said` when the words leave no doubt about it. */
export interface When extends Stretch {
  said: boolean;
}

type Of<K extends TimeWord['kind']> = Extract<TimeWord, { kind: K }>;
const find = <K extends TimeWord['kind']>(words: readonly TimeWord[], kind: K) =>
  words.find((word): word is Of<K> => word.kind === kind);

/** The stretch in which the moment lies; undefined for words that tell no time alone ("malam"). */
export function resolved(words: readonly TimeWord[], clock: LocalClock): When | undefined {
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
