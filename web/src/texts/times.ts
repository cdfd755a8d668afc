/** Times and sizes as people read them, in the organisation's time zone. */
import type { Language } from '../data/types.js';

let timeZone = 'Asia/Jakarta';
const made = new Map<string, Intl.DateTimeFormat>();

/** Set once, from the session. */
export function setTimeZone(zone: string): void {
  timeZone = zone;
  made.clear();
}

function format(
  language: Language,
  name: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${language}/${name}`;
  const known = made.get(key);
  if (known) return known;
  const locale = language === 'id' ? 'id-ID' : 'en-GB';
  const fresh = new Intl.DateTimeFormat(locale, { timeZone, ...options });
  made.set(key, fresh);
  return fresh;
}

/** `14.05` / `14:05` */
export const clockTime = (language: Language, iso: string): string =>
  format(language, 'time', { hour: '2-digit', minute: '2-digit' }).format(new Date(iso));

/** Date and time to the second, for hovers. */
export const exactTime = (language: Language, iso: string): string =>
  format(language, 'exact', { dateStyle: 'full', timeStyle: 'long' }).format(new Date(iso));

/** Day, month and time. */
export const shortDate = (language: Language, iso: string): string =>
  format(language, 'short', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(iso));

/** A stretch of time, as short as it can be said: a day, a moment, hours of a day, or two moments. */
export function stretch(language: Language, from: string, to: string): string {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  if (end - start <= 60_000) return shortDate(language, from);
  const last = new Date(end - 1).toISOString();
  const [day, lastDay] = [dayKey(from), dayKey(last)];
  const whole = clockTime(language, from) === clockTime(language, to) && end - start >= 82_800_000;
  const date = (iso: string) =>
    format(language, 'day', { day: 'numeric', month: 'short' }).format(new Date(iso));
  if (whole) return day === lastDay ? date(from) : `${date(from)} – ${date(last)}`;
  if (day !== lastDay) return `${shortDate(language, from)} – ${shortDate(language, to)}`;
  return `${shortDate(language, from)}–${clockTime(language, to)}`;
}

/** The calendar day in the organisation's time zone, e.g. `2026-03-01`. */
export const dayKey = (iso: string | number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(iso));

/** `Senin, 2 Maret 2026` */
export const longDay = (language: Language, iso: string): string =>
  format(language, 'day', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(new Date(iso));

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** `5 menit lalu`, `dalam 3 hari`; seconds only when `fine`. */
export function relativeTime(
  language: Language,
  iso: string,
  now: { ms: number; fine?: boolean },
): string {
  const seconds = Math.round((Date.parse(iso) - now.ms) / 1000);
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  }
  return now.fine ? words.format(Math.min(0, seconds), 'second') : words.format(0, 'second');
}

/** `1,5 MB` */
export function fileSize(language: Language, bytes: number): string {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  if (bytes < 1024 * 1024) return `${number.format(Math.max(1, Math.round(bytes / 1024)))} KB`;
  return `${number.format(bytes / 1024 / 1024)} MB`;
}
