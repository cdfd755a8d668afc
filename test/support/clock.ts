import type { Clock } from '../../src/models/clock.js';

interface Timer {
  at: number;
  run: () => void;
}

/** A clock that moves only when told: `await clock.advance(ms)` runs what falls due, in order. */
export class TestClock implements Clock {
  #now: number;
  #timers = new Set<Timer>();

  constructor(start = new Date('2026-11-23T02:00:00.000Z')) {
    this.#now = start.getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, ms), run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Moves on by `ms`; between timers every promise that is ready gets its turn. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      const next = [...this.#timers]
        .filter((timer) => timer.at <= until)
        .sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await settled();
    }
    this.#now = until;
    await settled();
  }
}

/** Resolves after the promises and immediates that are ready now have run. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}
