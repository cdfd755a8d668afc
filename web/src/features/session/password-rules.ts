/** What can be told of a new password before the server sees it; the server has the last word. */
import type { TextKey } from '../../texts/texts.js';

const FEWEST_CHARACTERS = 10;

export interface NewPasswordFields {
  current: string;
  next: string;
  again: string;
}

/** Faults by field; empty when there are none. */
export function passwordFaults(
  fields: NewPasswordFields,
): Partial<Record<keyof NewPasswordFields, TextKey>> {
  const { current, next, again } = fields;
  if (current === '') return { current: 'signIn.emptyPassword' };
  if ([...next].length < FEWEST_CHARACTERS) return { next: 'newPassword.short' };
  if (next === current) return { next: 'newPassword.same' };
  return next === again ? {} : { again: 'newPassword.different' };
}
