import type { Clock } from '../src/models/clock.js';

/** Waits up to so long are breath, not time: they pass at once, and the clock goes on by as much. */
const BREATH_MS = 3_000;
/** How much faster a breath passes. */
const HURRY = 100;

/**
 * A clock that starts in the past and only goes forward, for living through days in seconds. Short
 * waits (typing, the pace of a channel) are hurried; long ones keep real time, because they watch
 * lines that are really there.
 */
export class PastClock implements Clock {
  #behindMs: number;

  constructor(behindMs: number) {
    this.#behindMs = behindMs;
  }

  now(): Date {
    return new Date(Date.now() - this.#behindMs);
  }

  after(ms: number, run: () => void): () => void {
    const due = this.now().getTime() + ms;
    const breath = ms <= BREATH_MS;
    const timer = setTimeout(
      () => {
        if (breath) this.#reach(due);
        run();
      },
      breath ? ms / HURRY : Math.min(ms, 2 ** 31 - 1),
    );
    timer.unref();
    return () => clearTimeout(timer);
  }

  /** Lets so many seconds pass. */
  pass(seconds: number): void {
    this.#reach(this.now().getTime() + seconds * 1000);
  }

  /** Goes on to so many minutes before the present, unless it is later already. */
  goTo(minutesAgo: number): void {
    this.#reach(Date.now() - minutesAgo * 60_000);
  }

  /** Never back, and never beyond the present. */
  #reach(time: number): void {
    this.#behindMs = Math.max(0, Math.min(this.#behindMs, Date.now() - time));
  }
}
