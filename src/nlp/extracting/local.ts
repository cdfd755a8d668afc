/**
 * The local clock as plain arithmetic: milliseconds whose UTC reading is the local time. Indonesia's
 * zones know no summer time, so one offset serves for the days around a report.
 */
export interface LocalClock {
  /** The moment of telling, on the local clock. */
  now: number;
  /** Local midnight of the day of telling. */
  today: number;
  /** The real moment of a local one. */
  dateOf(local: number): Date;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** The local clock at a moment in an IANA zone. */
export function localClock(at: Date, timeZone: string): LocalClock {
  const now = localTime(at, timeZone);
  const offset = now - Math.floor(at.getTime() / 1000) * 1000;
  return {
    now,
    today: Math.floor(now / DAY_MS) * DAY_MS,
    dateOf: (local) => new Date(local - offset),
  };
}

function localTime(at: Date, timeZone: string): number {
  const parts = formatter(timeZone).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const day = Date.UTC(part('year'), part('month') - 1, part('day'));
  return day + part('hour') * HOUR_MS + part('minute') * MINUTE_MS + part('second') * 1000;
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
