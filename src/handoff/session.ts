import { createHash } from 'node:crypto';
import { SahutError } from '../errors.js';
import type { Clock } from '../models/clock.js';
import type { Operator, Operators, Session, Sessions } from '../models/operator.js';
import { createAttempts } from './attempts.js';
import { checkNewPassword, fitsPassword, hashPassword, type Random } from './passwords.js';

/** One shift and a half: fixed, not sliding, so that a stolen cookie ends by itself. */
export const SESSION_HOURS = 12;
const SESSION_MS = SESSION_HOURS * 3_600_000;
const TOKEN_BYTES = 32;

const WINDOW_MS = 15 * 60_000;
/** Wrong guesses in a quarter of an hour: from one address, for one account from one address, for one account. */
const GUESSES = { address: 40, accountAtAddress: 10, account: 100 } as const;

export interface SessionParts {
  operators: Operators;
  sessions: Sessions;
  clock: Clock;
  random: Random;
}

/** Who is signed in. */
export interface SignedIn {
  operator: Operator;
  session: Session;
}

/** Signing in and out. Only the hash of a token is kept. */
export interface SignIn {
  /** Throws `session/wrong-password` or `request/too-many`; the same for unknown and disabled people. */
  open(
    given: { email: string; password: string },
    address: string,
  ): Promise<SignedIn & { token: string }>;
  /** Null for a token that is unknown, expired or whose operator is disabled. */
  find(token: string): Promise<SignedIn | null>;
  /** As `find`, for a session that is known by its hash already. */
  still(tokenHash: string): Promise<SignedIn | null>;
  end(tokenHash: string): Promise<void>;
  /** Replaces the password; every other session of the operator ends. Throws `session/wrong-password`. */
  changePassword(who: SignedIn, given: { current: string; next: string }): Promise<Operator>;
}

/** Builds the verbs over the stores; the counters of wrong guesses live in this process. */
export function createSignIn({ operators, sessions, clock, random }: SessionParts): SignIn {
  const limit = (guesses: number) => createAttempts({ limit: guesses, windowMs: WINDOW_MS, clock });
  const byAddress = limit(GUESSES.address);
  const byAccountAtAddress = limit(GUESSES.accountAtAddress);
  const byAccount = limit(GUESSES.account);

  function countGuess(email: string, address: string): void {
    byAddress.take(address);
    byAccountAtAddress.take(`${address} ${email}`);
    byAccount.take(email);
  }

  async function still(tokenHash: string): Promise<SignedIn | null> {
    const session = await sessions.find(tokenHash);
    if (!session || session.expiresAt <= clock.now()) return null;
    const operator = await operators.find(session.operatorId);
    return operator && !operator.disabledAt ? { operator, session } : null;
  }

  return {
    still,
    async open({ email: given, password }, address) {
      const email = given.trim().toLowerCase();
      countGuess(email, address);
      const operator = await operators.findByEmail(email);
      const fits = await fitsPassword(password, operator?.passwordHash);
      if (!fits || !operator || operator.disabledAt) throw new SahutError('session/wrong-password');
      byAccountAtAddress.forget(`${address} ${email}`);
      byAddress.forget(address);
      const token = Buffer.from(random(TOKEN_BYTES)).toString('base64url');
      const createdAt = clock.now();
      const expiresAt = new Date(createdAt.getTime() + SESSION_MS);
      const session = {
        tokenHash: hashToken(token),
        operatorId: operator.id,
        createdAt,
        expiresAt,
      };
      await sessions.open(session);
      return { operator, session, token };
    },
    find: (token) => still(hashToken(token)),
    end: (tokenHash) => sessions.end(tokenHash),
    async changePassword({ operator, session }, { current, next }) {
      byAccount.take(`change ${operator.id}`);
      if (!(await fitsPassword(current, operator.passwordHash))) {
        throw new SahutError('session/wrong-password', 'The present password is wrong.', {
          current: 'type the password you signed in with',
        });
      }
      checkNewPassword(next, operator.email);
      if (next === current) throw sameAgain();
      const passwordHash = await hashPassword(next);
      const changed = await operators.change(operator.id, {
        passwordHash,
        mustChangePassword: false,
      });
      await sessions.endAllOf(operator.id, session.tokenHash);
      return changed ?? operator;
    },
  };
}

/** What is kept of a token: its sha256 in hex. 256 random bits need no slow hash. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function sameAgain(): SahutError {
  const remedy = 'choose another one than the present password';
  return new SahutError('request/invalid', `This password cannot be used: ${remedy}.`, {
    next: remedy,
  });
}
