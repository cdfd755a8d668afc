import { dateAt } from './dates.js';
import { DAY_MS, HOUR_MS, type LocalClock } from './local.js';
import { book, type Hit, phrasebook, phrasesIn } from './phrasebook.js';
import { clockTime } from './time-clock.js';
import { ago, lastUnit } from './time-units.js';
import type { Reader, Stretch, TimeWord } from './time-word.js';
import data from './times.json' with { type: 'json' };
import type { Token } from './tokens.js';

/** Usual hours of the parts of a day. `pm` only tells which half a clock's hour is of. */
const PARTS: Readonly<Record<string, Stretch>> = {
  small: { from: 0, to: 4 },
  dawn: { from: 3.5, to: 6 },
  morning: { from: 5, to: 11 },
  noon: { from: 10.5, to: 15 },
  afternoon: { from: 14.5, to: 18.5 },
  dusk: { from: 17, to: 20 },
  night: { from: 18, to: 29 },
  pm: { from: 12, to: 24 },
};
const LAST_NIGHT = { from: 18, to: 29 };

const momentAt = phrasebook(data.moments, (name) => name);
const dayAt = phrasebook(data.days, Number);
const partAt = phrasebook(data.parts, (name) => name);
const lastNightAt = book(data.lastNight);
const GLUE = new Set(phrasesIn(data.glue));
const NOT_YET = new Set(phrasesIn(data.notYet));

export const isGlue = (token: Token): boolean => GLUE.has(token.plain) || /^[,(]$/.test(token.word);
/** Words that make a time one to come, or one that comes again and again. */
export const isNotYet = (token: Token): boolean =>
  NOT_YET.has(token.plain) || NOT_YET.has(token.word);

const lastNight: Reader = (tokens, at, { today, now }) => {
  const hit = lastNightAt(tokens, at);
  if (!hit) return undefined;
  // Told late in the evening it may be the night before or the one that has just begun.
  const night = { from: today - DAY_MS + LAST_NIGHT.from * HOUR_MS, to: today + 5 * HOUR_MS };
  const late = now - today >= 20 * HOUR_MS;
  return {
    length: hit.length,
    value: { kind: 'span', lasting: false, from: night.from, to: late ? now : night.to },
  };
};

const moment: Reader = (tokens, at, { now, today }) => {
  const hit = momentAt(tokens, at);
  if (!hit) return undefined;
  if (hit.value === 'earlier') {
    const after = partAt(tokens, at + hit.length);
    if (!after) return { length: hit.length, value: { kind: 'earlier' } };
    const value = { kind: 'part', past: true, ...(PARTS[after.value] ?? LAST_NIGHT) } as const;
    return { length: hit.length + after.length, value };
  }
  if (hit.value === 'today') {
    const value = { kind: 'day', full: false, from: today, to: today + DAY_MS } as const;
    return { length: hit.length, value };
  }
  const back = hit.value === 'now' ? 0.5 : 1;
  return {
    length: hit.length,
    value: { kind: 'span', lasting: false, from: now - back * HOUR_MS, to: now },
  };
};

const dayWord: Reader = (tokens, at, { today }) => {
  const hit = dayAt(tokens, at);
  if (!hit) return undefined;
  const from = today - hit.value * DAY_MS;
  return { length: hit.length, value: { kind: 'day', full: false, from, to: from + DAY_MS } };
};

const part: Reader = (tokens, at) => {
  const hit = partAt(tokens, at);
  if (!hit) return undefined;
  const earlier = momentAt(tokens, at + hit.length)?.value === 'earlier';
  return {
    length: hit.length + (earlier ? 1 : 0),
    value: { kind: 'part', past: earlier, ...(PARTS[hit.value] ?? LAST_NIGHT) },
  };
};

/** In the order in which they are asked. */
const READERS = [lastNight, dateAt, ago, lastUnit, dayWord, moment, clockTime, part];

/** The word of time that begins at a token. */
export function timeWordAt(
  tokens: readonly Token[],
  at: number,
  clock: LocalClock,
): Hit<TimeWord> | undefined {
  for (const read of READERS) {
    const found = read(tokens, at, clock);
    if (found) return found;
  }
  return undefined;
}
