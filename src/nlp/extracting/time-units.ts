import { DAY_MS, HOUR_MS, type LocalClock, MINUTE_MS } from './local.js';
import { quantityAt } from './numbers.js';
import { book, phrasebook, phrasesIn } from './phrasebook.js';
import type { Reader, Stretch } from './time-word.js';
import data from './times.json' with { type: 'json' };
import type { Token } from './tokens.js';

type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
const UNIT_MS: Readonly<Record<Unit, number>> = {
  minute: MINUTE_MS,
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
  year: 365 * DAY_MS,
};

/** `jam`, `hari`, `minggu`. */
export const unitAt = phrasebook(data.units, (name) => name as Unit);
const singleAt = phrasebook(data.single, (name) => name as Unit);
const agoAt = book(data.ago);
/** `sudah`, `sejak`. */
export const sinceAt = book(data.since);
const lastAt = book(data.last);
const recentAt = book(data.recent);
const STILL = new Set(phrasesIn(data.still));
const LATER = new Set(phrasesIn(data.later));

/** `2 jam lalu`, `sudah 3 hari`, `seminggu ini`, `3 hari tidak diangkut`. */
export const ago: Reader = (tokens, at, clock) => {
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
export const lastUnit: Reader = (tokens, at, { today }) => {
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
