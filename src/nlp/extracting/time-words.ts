import { DAY_MS, HOUR_MS, type LocalClock, MINUTE_MS } from './local.js';
import { plainAt, quantityAt } from './numbers.js';
import { type Hit, phrasebook, phrasesIn } from './phrasebook.js';
import data from './times.json' with { type: 'json' };
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

type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
const UNIT_MS: Readonly<Record<Unit, number>> = {
  minute: MINUTE_MS,
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
  year: 365 * DAY_MS,
};

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

const book = (lines: readonly string[]) => phrasebook({ only: lines }, () => true);
const momentAt = phrasebook(data.moments, (name) => name);
const dayAt = phrasebook(data.days, Number);
const partAt = phrasebook(data.parts, (name) => name);
const lastNightAt = book(data.lastNight);
const unitAt = phrasebook(data.units, (name) => name as Unit);
const singleAt = phrasebook(data.single, (name) => name as Unit);
const agoAt = book(data.ago);
const sinceAt = book(data.since);
const lastAt = book(data.last);
const recentAt = book(data.recent);
const clockAt = book(data.clock);
const STILL = new Set(phrasesIn(data.still));
const LATER = new Set(phrasesIn(data.later));
const GLUE = new Set(phrasesIn(data.glue));
const NOT_YET = new Set(phrasesIn(data.notYet));

export const isGlue = (token: Token): boolean => GLUE.has(token.plain) || /^[,(]$/.test(token.word);
/** Words that make a time one to come, or one that comes again and again. */
export const isNotYet = (token: Token): boolean =>
  NOT_YET.has(token.plain) || NOT_YET.has(token.word);
export const sinceWordAt = sinceAt;

type Reader = (
  tokens: readonly Token[],
  at: number,
  clock: LocalClock,
) => Hit<TimeWord> | undefined;

/** The word of time that begins at a token. */
export function timeWordAt(
  tokens: readonly Token[],
  at: number,
  clock: LocalClock,
  readers: readonly Reader[],
): Hit<TimeWord> | undefined {
  for (const read of [lastNight, ...readers, ago, lastUnit, dayWord, moment, clockTime, part]) {
    const found = read(tokens, at, clock);
    if (found) return found;
  }
  return undefined;
}

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

/** `2 jam lalu`, `sudah 3 hari`, `seminggu ini`, `3 hari tidak diangkut`. */
const ago: Reader = (tokens, at, clock) => {
  const since = sinceAt(tokens, at);
  const from = at + (since?.length ?? 0);
  const amount = amountAt(tokens, from);
  if (!amount) return undefined;
  const end = from + amount.length;
  const next = tokens[end];
  const back = agoAt(tokens, end) ?? recentAt(tokens, end);
  if (!back && next && LATER.has(next.plain)) return undefined;
  const still = next !== undefined && STILL.has(next.plain);
  if (!since && !back && !(still && amount.unit !== 'minute')) return undefined;
  const lasting = Boolean(since) || still || Boolean(recentAt(tokens, end) && !agoAt(tokens, end));
  return {
    length: end - at + (back?.length ?? 0),
    value: { kind: 'span', lasting, ...before(amount, clock) },
  };
};

interface Amount {
  least: number;
  most: number;
  unit: Unit;
  length: number;
}

function amountAt(tokens: readonly Token[], at: number): Amount | undefined {
  const single = singleAt(tokens, at);
  if (single) return { least: 1, most: 1, unit: single.value, length: single.length };
  if (tokens[at]?.plain === 'setengah' || tokens[at]?.word === 'satengah') {
    const unit = unitAt(tokens, at + 1);
    return unit && { least: 0.5, most: 0.5, unit: unit.value, length: 1 + unit.length };
  }
  const found = quantityAt(tokens, at);
  const unit = found && unitAt(tokens, at + found.length);
  if (!found || !unit || found.quantity.least > 999) return undefined;
  const { least, most } = found.quantity;
  return {
    least,
    most: Math.min(most ?? least * 2, 999),
    unit: unit.value,
    length: found.length + unit.length,
  };
}

/** "3 hari lalu" is that day; "2 jam lalu" is two hours, half an hour more or less (a quarter of long ones). */
function before({ least, most, unit }: Amount, { now, today }: LocalClock): Stretch {
  if (unit === 'day') return { from: today - most * DAY_MS, to: today - (least - 1) * DAY_MS };
  const width = UNIT_MS[unit];
  const slack = (amount: number): number => Math.max(unit === 'minute' ? 2 : 0.5, amount / 4);
  return {
    from: now - (most + slack(most)) * width,
    to: now - Math.max(0, least - slack(least)) * width,
  };
}

/** `minggu lalu`, `bulan kemarin`, `last week`. */
const lastUnit: Reader = (tokens, at, { today }) => {
  const isEnglish = tokens[at]?.word === 'last';
  const unit = unitAt(tokens, at + (isEnglish ? 1 : 0));
  const back = isEnglish ? { length: 0 } : unit && lastAt(tokens, at + unit.length);
  if (!unit || !back || !['week', 'month', 'year'].includes(unit.value)) return undefined;
  const length = unit.length + back.length + (isEnglish ? 1 : 0);
  return { length, value: { kind: 'day', full: false, ...previous(unit.value, today) } };
};

function previous(unit: Unit, today: number): Stretch {
  const day = new Date(today);
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()];
  if (unit === 'year') return { from: Date.UTC(year - 1, 0, 1), to: Date.UTC(year, 0, 1) };
  if (unit === 'month') return { from: Date.UTC(year, month - 1, 1), to: Date.UTC(year, month, 1) };
  const monday = today - ((day.getUTCDay() + 6) % 7) * DAY_MS;
  return { from: monday - 7 * DAY_MS, to: monday };
}

/** `jam 2`, `pukul 14.30`, `jam setengah tiga`, `2 pm`. */
const clockTime: Reader = (tokens, at) => {
  const mark = clockAt(tokens, at);
  const hour = hourAt(tokens, at + (mark?.length ?? 0));
  if (!hour) return undefined;
  const end = at + (mark?.length ?? 0) + hour.length;
  const english = /^(?:am|pm)$/.test(tokens[end]?.word ?? '');
  const isEnglishMark = /^(?:at|around)$/.test(tokens[at]?.word ?? '');
  if ((!mark || isEnglishMark) && !english && (!mark || hour.minute === undefined))
    return undefined;
  if (unitAt(tokens, end)) return undefined;
  const { minute } = hour;
  return {
    length: end - at,
    value: { kind: 'clock', hour: hour.hour, ...(minute === undefined ? {} : { minute }) },
  };
};

interface Hour {
  hour: number;
  minute?: number;
  length: number;
}

function hourAt(tokens: readonly Token[], at: number): Hour | undefined {
  if (tokens[at]?.plain === 'setengah' || tokens[at]?.word === 'satengah') {
    const next = plainAt(tokens, at + 1);
    if (!next || next.value < 1 || next.value > 12) return undefined;
    return { hour: next.value === 1 ? 12.5 : next.value - 0.5, length: 1 + next.length };
  }
  const hour = plainAt(tokens, at);
  if (!hour || hour.value > 24) return undefined;
  const [mark, minutes] = [tokens[at + hour.length], tokens[at + hour.length + 1]];
  const together = mark && minutes && mark.end === minutes.start && mark.start === tokens[at]?.end;
  const isTime = together && /^[.:]$/.test(mark.word) && /^[0-5]\d$/.test(minutes.word);
  if (isTime) return { hour: hour.value % 24, minute: Number(minutes.word), length: 3 };
  const about = tokens[at + hour.length]?.word === 'an' ? 1 : 0;
  return { hour: hour.value % 24, length: hour.length + about };
}
