import { SahutError } from '../errors.js';
import type { Clock } from '../models/clock.js';

export interface AttemptLimit {
  /** Attempts in one window. */
  limit: number;
  windowMs: number;
  clock: Clock;
}

/** Keys remembered at most; beyond it the oldest are forgotten, so that memory has an end. */
const KEYS_AT_MOST = 20_000;

/** Counts attempts a key in fixed windows, on the clock that is handed in. */
export interface Attempts {
  /** Counts one. Throws {@link TooMany} when the limit is exceeded. */
  take(key: string): void;
  /** A success: the key starts afresh. */
  forget(key: string): void;
}

/** `request/too-many` that knows when to come back. */
export class TooMany extends SahutError {
  constructor(readonly retryAfterSeconds: number) {
    super('request/too-many');
  }
}

/** Builds a counter of its own. */
export function createAttempts({ limit, windowMs, clock }: AttemptLimit): Attempts {
  const windows = new Map<string, { endsAt: number; count: number }>();

  function current(key: string, now: number): { endsAt: number; count: number } {
    const known = windows.get(key);
    if (known && known.endsAt > now) return known;
    const fresh = { endsAt: now + windowMs, count: 0 };
    windows.delete(key);
    windows.set(key, fresh);
    return fresh;
  }

  function dropOldest(): void {
    const [oldest] = windows.keys();
    if (windows.size > KEYS_AT_MOST && oldest !== undefined) windows.delete(oldest);
  }

  return {
    take(key) {
      const now = clock.now().getTime();
      const window = current(key, now);
      window.count += 1;
      dropOldest();
      if (window.count > limit) throw new TooMany(Math.ceil((window.endsAt - now) / 1000));
    },
    forget: (key) => void windows.delete(key),
  };
}
