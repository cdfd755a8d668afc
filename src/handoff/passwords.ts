import { hash, verify } from '@node-rs/argon2';
import { SahutError } from '../errors.js';

/** Hands out random bytes; `crypto.randomBytes` fits. */
export type Random = (bytes: number) => Uint8Array;

/** argon2id as OWASP's password storage sheet asks: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const PASSWORD_CHARACTERS = { min: 10, max: 200 } as const;

/** No 0/O, 1/I/L: one-time passwords are read out over the telephone. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const GROUPS = 4;
const GROUP_CHARACTERS = 4;

/** A PHC string of argon2id. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST);
}

let dummy: Promise<string> | undefined;

/**
 * True when the password fits the hash. Without a hash (unknown e-mail) it is false after the same
 * work, so that the time of the answer does not tell who has an account.
 */
export async function fitsPassword(password: string, kept: string | undefined): Promise<boolean> {
  dummy ??= hashPassword('nobody has this password');
  const fits = await verify(kept ?? (await dummy), password.normalize('NFKC'));
  return fits && kept !== undefined;
}

/** Throws `request/invalid` (field `next`) when the password may not be used. */
export function checkNewPassword(next: string, email: string): void {
  const length = [...next].length;
  if (length < PASSWORD_CHARACTERS.min || length > PASSWORD_CHARACTERS.max) {
    const { min, max } = PASSWORD_CHARACTERS;
    throw unfit(`use ${min} to ${max} characters`);
  }
  const lower = next.trim().toLowerCase();
  const address = email.toLowerCase();
  if (lower === address || lower === address.split('@')[0]) {
    throw unfit('use something else than the e-mail address');
  }
  if (new Set(lower).size < 4) throw unfit('use at least four different characters');
}

function unfit(remedy: string): SahutError {
  return new SahutError('request/invalid', `This password cannot be used: ${remedy}.`, {
    next: remedy,
  });
}

/** A one-time password of 79 bits in groups, e.g. `K7MW-2Q4X-…`. */
export function oneTimePassword(random: Random): string {
  const letters: string[] = [];
  const wanted = GROUPS * GROUP_CHARACTERS;
  const fair = 256 - (256 % ALPHABET.length);
  while (letters.length < wanted) {
    for (const byte of random(wanted)) {
      // Bytes past the last whole multiple would favour the first letters.
      if (byte < fair && letters.length < wanted)
        letters.push(ALPHABET.charAt(byte % ALPHABET.length));
    }
  }
  const groups = Array.from({ length: GROUPS }, (_, group) =>
    letters.slice(group * GROUP_CHARACTERS, (group + 1) * GROUP_CHARACTERS).join(''),
  );
  return groups.join('-');
}
