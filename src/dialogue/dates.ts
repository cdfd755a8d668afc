import type { SpokenLanguage } from '../models/category.js';

const A_DAY_MS = 86_400_000;

/** A date as the citizen says it; with the time of day only when it is within a day of `now`. */
export function dateInWords(
  date: Date,
  { language, timeZone, now }: { language: SpokenLanguage; timeZone: string; now: Date },
): string {
  const soon = Math.abs(date.getTime() - now.getTime()) < A_DAY_MS;
  return formatter(language === 'id' ? 'id-ID' : 'en-GB', timeZone, soon).format(date);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs far more than using it; there are two languages and one zone. */
function formatter(locale: string, timeZone: string, withTime: boolean): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${withTime}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...(withTime ? { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } : {}),
  });
  formatters.set(key, made);
  return made;
}
