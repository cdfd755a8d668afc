import type { Logger } from '../../log.js';
import type { Clock } from '../../models/clock.js';

/** A ring is answered so soon: rings in between are one. */
const DEBOUNCE_MS = 20;
/** A look takes at most this share of the time, however busy the house is. */
const PAUSE_FACTOR = 4;
/** A usual look goes back so far; what is committed later than that is found by the sweep. */
const SHORT_LOOK_BACK_MS = 400;
const SWEEP_MS = 1_000;
const COUNT_MS = 200;

export interface RoundParts {
  clock: Clock;
  log: Logger;
  /** Fans out what changed in the last so many milliseconds. */
  look(backMs: number): Promise<void>;
  /** Tells everybody their counts. */
  count(): Promise<void>;
  /** How far out of order commits may be. */
  overlapMs: number;
}

/** Paces the looks into the database: soon after a ring, never two at once, never without pause. */
export interface Rounds {
  ring(): void;
  stop(): void;
}

/** Builds the pacing; nothing runs while nothing rings. */
export function createRounds({ clock, log, look, count, overlapMs }: RoundParts): Rounds {
  let running = false;
  let again = false;
  /** The oldest ring that no look has answered yet. */
  let ringAt: number | undefined;
  let stopped = false;
  const cancel = new Set<() => void>();
  const due = new Set<'look' | 'sweep' | 'count'>();

  function plan(what: 'look' | 'sweep' | 'count', ms: number, run: () => Promise<void>): void {
    if (stopped || due.has(what)) return;
    due.add(what);
    const stop = clock.after(ms, () => {
      cancel.delete(stop);
      due.delete(what);
      run().catch((error: unknown) => log.warn({ err: error }, `a live ${what} failed`));
    });
    cancel.add(stop);
  }

  async function lookBack(ms: number): Promise<void> {
    if (running) {
      again = true;
      return;
    }
    running = true;
    const startedAt = clock.now().getTime();
    const since = ringAt ?? startedAt;
    ringAt = undefined;
    try {
      await look(startedAt - since + ms);
    } catch (error) {
      ringAt = since;
      again = true;
      throw error;
    } finally {
      running = false;
      const took = clock.now().getTime() - startedAt;
      if (again) plan('look', Math.max(DEBOUNCE_MS, took * PAUSE_FACTOR), shortLook);
      again = false;
    }
  }

  const shortLook = () => lookBack(SHORT_LOOK_BACK_MS);

  return {
    ring() {
      ringAt ??= clock.now().getTime();
      plan('look', DEBOUNCE_MS, shortLook);
      plan('sweep', overlapMs / 2 + SWEEP_MS, () => lookBack(overlapMs + SWEEP_MS));
      plan('count', COUNT_MS, count);
    },
    stop() {
      stopped = true;
      for (const stop of cancel) stop();
    },
  };
}
