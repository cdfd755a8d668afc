import type { Urgency } from '../models/category.js';
import { addWorkingDays, type Calendar } from './workdays.js';

/** Minutes within which somebody answers an emergency; the ladder in seconds is handoff's. */
const EMERGENCY_MINUTES = 15;

/**
 * Working days until the next step of a complaint. LAPOR verifies and forwards within three;
 * a same-day need is answered by the next working day; a question within five.
 */
const WORKING_DAYS: Record<Exclude<Urgency, 'emergency'>, number> = { high: 1, normal: 3, low: 5 };

/** When the next step of a complaint is due. */
export function dueAt(urgency: Urgency, filedAt: Date, calendar: Calendar): Date {
  if (urgency === 'emergency') return new Date(filedAt.getTime() + EMERGENCY_MINUTES * 60_000);
  return addWorkingDays(filedAt, WORKING_DAYS[urgency], calendar);
}
