/** When offices work: which days are off, and the hours of a working day, on the local clock. */
export interface Calendar {
  timeZone: string;
  /** `MM-DD`, off every year. */
  yearly: readonly string[];
  /** `YYYY-MM-DD`, off once (movable feasts, cuti bersama). */
  dates: readonly string[];
  /** Hours of the local day, 0..24. */
  opensAtHour: number;
  closesAtHour: number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** True when offices are open at that moment. */
export function isOfficeOpen(at: Date, calendar: Calendar): boolean {
  const local = localTime(at, calendar.timeZone);
  const hour = (local % DAY_MS) / HOUR_MS;
  return (
    isWorkingDay(local, calendar) && hour >= calendar.opensAtHour && hour < calendar.closesAtHour
  );
}

/**
 * The end of office hours `days` working days after `from`; the day of `from` does not count,
 * as in the service standards ("3 hari kerja").
 */
export function addWorkingDays(from: Date, days: number, calendar: Calendar): Date {
  const offset = localTime(from, calendar.timeZone) - from.getTime();
  let midnight = Math.floor((from.getTime() + offset) / DAY_MS) * DAY_MS;
  for (let left = days; left > 0; ) {
    midnight += DAY_MS;
    if (isWorkingDay(midnight, calendar)) left -= 1;
  }
  return new Date(midnight + calendar.closesAtHour * HOUR_MS - offset);
}

/** Clocks are changed on a quarter of an hour, nowhere between. */
const QUARTER_MS = 900_000;
/** How far each zone's clock is ahead of UTC, in the quarter that was asked for last. */
const offsets = new Map<string, { quarter: number; offsetMs: number }>();

/** Milliseconds whose UTC reading is the local clock's: arithmetic on days becomes plain. */
function localTime(at: Date, timeZone: string): number {
  const ms = at.getTime();
  const quarter = Math.floor(ms / QUARTER_MS);
  const known = offsets.get(timeZone);
  if (known?.quarter === quarter) return ms + known.offsetMs;
  const offsetMs = clockReading(at, timeZone) - Math.floor(ms / 1000) * 1000;
  offsets.set(timeZone, { quarter, offsetMs });
  return ms + offsetMs;
}

function clockReading(at: Date, timeZone: string): number {
  const parts = formatter(timeZone).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
}

function isWorkingDay(localMs: number, calendar: Calendar): boolean {
  const day = new Date(localMs);
  const weekday = day.getUTCDay();
  const date = day.toISOString().slice(0, 10);
  return (
    weekday !== 0 &&
    weekday !== 6 &&
    !calendar.yearly.includes(date.slice(5)) &&
    !calendar.dates.includes(date)
  );
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs far more than using it. */
function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(timeZone, made);
  return made;
}
