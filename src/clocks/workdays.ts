import { localTime } from './local-time.js';

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
