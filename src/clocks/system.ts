import type { Clock } from '../models/clock.js';

/** setTimeout fires at once for longer waits than this (2^31 - 1 ms). */
const LONGEST_TIMEOUT_MS = 2_147_483_647;

/** The clock on the wall. */
export const systemClock: Clock = {
  now: () => new Date(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(Math.max(0, ms), LONGEST_TIMEOUT_MS));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
