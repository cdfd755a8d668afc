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

/** The local clock at a moment; `localTime` is the same moment as that clock shows it. */
export function localClock(at: Date, localTime: number): LocalClock {
  const ahead = localTime - at.getTime();
  return {
    now: localTime,
    today: Math.floor(localTime / DAY_MS) * DAY_MS,
    dateOf: (local) => new Date(local - ahead),
  };
}
