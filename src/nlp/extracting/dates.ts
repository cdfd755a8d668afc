import { DAY_MS, HOUR_MS, type LocalClock } from './local.js';
import { type Hit, phrasebook } from './phrasebook.js';
import type { TimeWord } from './time-word.js';
import data from './times.json' with { type: 'json' };
import type { Token } from './tokens.js';

const weekdayAt = phrasebook(data.weekdays, Number);
const monthAt = phrasebook(data.months, Number);
const OLDEST_YEAR = 1990;

type Found = Hit<TimeWord> | undefined;

/** A day of the calendar: `12 Maret 2026`, `12/3/26`, `2026-03-12`, `tgl 12`, `Senin`, `bulan Maret`. */
export function dateAt(tokens: readonly Token[], at: number, clock: LocalClock): Found {
  return (
    numeric(tokens, at, clock) ??
    named(tokens, at, clock) ??
    dayOfMonth(tokens, at, clock) ??
    weekday(tokens, at, clock) ??
    wholeMonth(tokens, at, clock)
  );
}

interface Days {
  from: number;
  to: number;
  length: number;
  full?: boolean;
}

function days({ from, to, length, full = false }: Days): Hit<TimeWord> {
  return { length, value: { kind: 'day', full, from, to } };
}

/** Midnight of a date that exists, is no dream and has come; undefined otherwise. */
function midnight(
  year: number,
  month: number,
  day: number,
  { now }: LocalClock,
): number | undefined {
  const at = Date.UTC(year, month, day);
  const date = new Date(at);
  const exists = date.getUTCMonth() === month && date.getUTCDate() === day;
  return exists && year >= OLDEST_YEAR && at <= now ? at : undefined;
}

const number = (token: Token | undefined): number =>
  token?.kind === 'number' && token.word.length <= 4 ? Number(token.word) : Number.NaN;

function numeric(tokens: readonly Token[], at: number, clock: LocalClock): Found {
  const [first, mark, second, again, third] = tokens.slice(at, at + 5);
  if (!mark || !/^[/.-]$/.test(mark.word) || again?.word !== mark.word) return undefined;
  if (third && first && third.end - first.start > 10) return undefined;
  const [a, b, c] = [number(first), number(second), number(third)];
  const isIso = first?.word.length === 4;
  const year = isIso ? a : c < 100 ? 2000 + c : c;
  const from = midnight(year, b - 1, isIso ? c : a, clock);
  return from === undefined ? undefined : days({ from, to: from + DAY_MS, length: 5, full: true });
}

function named(tokens: readonly Token[], at: number, clock: LocalClock): Found {
  const day = number(tokens[at]);
  const month = Number.isInteger(day) ? monthAt(tokens, at + 1) : undefined;
  if (!month || day < 1 || day > 31) return undefined;
  const said = number(tokens[at + 1 + month.length]);
  const isYear = said >= OLDEST_YEAR && said < 2100;
  const year = isYear ? said : new Date(clock.now).getUTCFullYear();
  const from =
    midnight(year, month.value, day, clock) ??
    (isYear ? undefined : midnight(year - 1, month.value, day, clock));
  return from === undefined
    ? undefined
    : days({ from, to: from + DAY_MS, length: 1 + month.length + (isYear ? 1 : 0), full: isYear });
}

function dayOfMonth(tokens: readonly Token[], at: number, clock: LocalClock): Found {
  if (!/^(?:tgl|tanggal|tgal)$/.test(tokens[at]?.word ?? '')) return undefined;
  const dot = tokens[at + 1]?.word === '.' ? 1 : 0;
  const whole = numeric(tokens, at + 1 + dot, clock) ?? named(tokens, at + 1 + dot, clock);
  if (whole) return { ...whole, length: whole.length + 1 + dot };
  const day = number(tokens[at + 1 + dot]);
  if (!(day >= 1 && day <= 31)) return undefined;
  const now = new Date(clock.now);
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  const from =
    midnight(year, month, day, clock) ??
    midnight(month === 0 ? year - 1 : year, (month + 11) % 12, day, clock);
  return from === undefined ? undefined : days({ from, to: from + DAY_MS, length: 2 + dot });
}

const EVE = /^(?:malam|malem|malming|bengi|peuting)$/;

/** `Senin`, `hari Jumat`; "minggu" is Sunday behind "hari" or "malam" only, else a week. */
function dayNameAt(tokens: readonly Token[], at: number): Hit<number> | undefined {
  const word = tokens[at]?.word ?? '';
  const isLed = EVE.test(word) || LED.test(word);
  if (!isLed) return weekdayAt(tokens, at);
  if (tokens[at + 1]?.word === 'minggu') return { value: 0, length: 2 };
  const hit = weekdayAt(tokens, at + 1);
  return hit ? { value: hit.value, length: hit.length + 1 } : weekdayAt(tokens, at);
}

const LED = /^(?:hari|hr|dina|dinten|poe|ari|on|last)$/;
const COMING = /^(?:depan|besok|sampai|hingga|s|-|–|next)$/;
const GONE = /^(?:lalu|kemarin|kemaren|wingi|kamari)$/;
const EVE_BEGINS_MS = -6 * HOUR_MS;
const EVE_ENDS_MS = 5 * HOUR_MS;

/** The last one that was; `malam Minggu` is the night that leads to Sunday. */
function weekday(tokens: readonly Token[], at: number, clock: LocalClock): Found {
  const hit = dayNameAt(tokens, at);
  const next = tokens[at + (hit?.length ?? 0)];
  if (!hit || (next && COMING.test(next.word))) return undefined;
  const gone = next && GONE.test(next.plain) ? 1 : 0;
  const today = new Date(clock.today).getUTCDay();
  const back = (today - hit.value + 7) % 7 || gone * 7;
  const day = clock.today - back * DAY_MS;
  const length = hit.length + gone;
  if (!EVE.test(tokens[at]?.word ?? '')) return days({ from: day, to: day + DAY_MS, length });
  const eve = { from: day + EVE_BEGINS_MS, to: day + EVE_ENDS_MS };
  return { length, value: { kind: 'span', lasting: false, ...eve } };
}

function wholeMonth(tokens: readonly Token[], at: number, clock: LocalClock): Found {
  if (!/^(?:bulan|bln|in|since|sasi)$/.test(tokens[at]?.word ?? '')) return undefined;
  const month = monthAt(tokens, at + 1);
  if (!month) return undefined;
  const said = number(tokens[at + 1 + month.length]);
  const isYear = said >= OLDEST_YEAR && said < 2100;
  const thisYear = new Date(clock.now).getUTCFullYear();
  const year = isYear
    ? said
    : Date.UTC(thisYear, month.value, 1) > clock.now
      ? thisYear - 1
      : thisYear;
  const from = midnight(year, month.value, 1, clock);
  if (from === undefined) return undefined;
  return days({
    from,
    to: Date.UTC(year, month.value + 1, 1),
    length: 1 + month.length + (isYear ? 1 : 0),
  });
}
