import type { Clock } from '../models/clock.js';
import type { Operators } from '../models/operator.js';
import { hashPassword, oneTimePassword, type Random } from './passwords.js';

export interface FirstAdmin {
  operators: Operators;
  email: string;
  /** From the configuration; absent: a one-time password is made. */
  password?: string | undefined;
  random: Random;
  clock: Clock;
}

/**
 * Creates the first administrator where there are no operators yet. Returns the one-time password
 * to print, or null when there is none: it was configured, or somebody has signed in already.
 * A one-time password that nobody used is replaced at every start, since only its hash is kept.
 */
export async function firstAdmin(wanted: FirstAdmin): Promise<string | null> {
  const { operators, random, clock } = wanted;
  const email = wanted.email.trim().toLowerCase();
  const known = await operators.findByEmail(email);
  if (!known && (await operators.count()) > 0) return null;
  if (known && (!known.mustChangePassword || known.role !== 'admin' || known.disabledAt))
    return null;

  const oneTime = wanted.password === undefined ? oneTimePassword(random) : null;
  const passwordHash = await hashPassword(wanted.password ?? oneTime ?? '');
  const secret = { passwordHash, mustChangePassword: oneTime !== null };
  if (known) {
    await operators.change(known.id, secret);
  } else {
    const person = { email, name: 'Administrator', role: 'admin', language: 'id' } as const;
    await operators.create({ ...person, ...secret }, clock.now());
  }
  return oneTime;
}
