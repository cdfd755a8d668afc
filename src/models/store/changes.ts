import type { Collection } from 'mongoose';
import type { Clock } from '../clock.js';

/** What the bell says after a write. */
export interface Change {
  kind: 'conversation' | 'message';
  id: string;
  conversationId: string;
}

/** Stamps every write of a conversation or message, and rings the bell after it. */
export interface Changes {
  /**
   * Runs a write with a stamp that is larger than any before. A write of several documents asks
   * for as many stamps and is given the first.
   */
  write<Result>(run: (stamp: number) => Promise<Result>, stamps?: number): Promise<Result>;
  /** Tells the live views; only after the write. */
  ring(kind: Change['kind'], id: string, conversationId: string): void;
  /**
   * The stamp up to which every write of this process has ended. Readers go no further: a later
   * write may be durable before an earlier one, and who resumes behind it would miss that one.
   */
  horizon(): number;
  /** Where a view that has just read everything starts to listen. */
  latest(): number;
  /** Goes on above a stamp found in storage, also when the wall clock was turned back. */
  goOnFrom(stamp: number): void;
}

/** What the verbs of one noun share: its documents, and the stamps of their writes. */
export interface Shelf<Doc extends object> {
  docs: Collection<Doc>;
  changes: Changes;
}

/** Other processes may write that much behind our clock; listening from there repeats a little. */
const OTHERS_LAG_MS = 10_000;

/**
 * Stamps are microseconds since 1970 where the clock allows, otherwise one more than the last:
 * safe integers until the year 2255, and in order of time over restarts and several processes.
 */
export function createChanges(options: {
  clock: Clock;
  onChange?: ((change: Change) => void) | undefined;
}): Changes {
  const { clock, onChange } = options;
  /** Stamps of writes under way; a Set keeps them in the order in which they were given. */
  const underWay = new Set<number>();
  let last = 0;
  const horizon = () => {
    for (const earliest of underWay) return earliest - 1;
    return Number.MAX_SAFE_INTEGER;
  };

  return {
    async write(run, stamps = 1) {
      const stamp = Math.max(last + 1, clock.now().getTime() * 1000);
      last = stamp + stamps - 1;
      underWay.add(stamp);
      try {
        return await run(stamp);
      } finally {
        underWay.delete(stamp);
      }
    },
    ring(kind, id, conversationId) {
      onChange?.({ kind, id, conversationId });
    },
    horizon,
    latest: () =>
      Math.min(horizon(), Math.max(last, (clock.now().getTime() - OTHERS_LAG_MS) * 1000)),
    goOnFrom(stamp) {
      last = Math.max(last, stamp);
    },
  };
}
