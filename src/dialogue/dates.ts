import type { SpokenLanguage } from '../models/category.js';

const A_DAY_MS = 86_400_000;

/** A date as the citizen says it; with the time of day only when it is within a day of `now`. */
export function dateInWords(
  date: Date,
  { language, timeZone, now }: { language: SpokenLanguage; timeZone: string; now: Date },
): string {
  const soon = Math.abs(date.getTime() - now.getTime()) < A_DAY_MS;
  return new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...(soon ? { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } : {}),
  }).format(date);
}
