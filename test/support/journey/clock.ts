import { officeCalendar } from '../../../src/app/world.js';
import { isOfficeOpen } from '../../../src/clocks/workdays.js';
import type { Clock } from '../../../src/models/clock.js';

/** Waits up to this long are for politeness (a channel's pace): here they last a twentieth. */
const HURRIED_UP_TO_MS = 1_000;
const HURRY = 20;
const LONGEST_MS = 2 ** 31 - 1;
/** Waits for the rest of a turn; every other wait is a watchdog or a heartbeat. */
const isTurnWait = (ms: number): boolean => ms > 1_200 && ms <= 3_000;
const HOUR_MS = 3_600_000;

interface Timer {
  due: number;
  run: () => void;
  handle: NodeJS.Timeout | undefined;
}

/**
 * The clock of a house under test: the one on the wall, on a working morning, in a hurry. Short waits are cut and time
 * jumps over them; `advance` jumps over long ones; `hold` keeps the waits of a citizen's turn open
 * until `letGo`, so that what belongs together can be written without racing a timer.
 */
export class HouseClock implements Clock {
  #ahead = untilWorkingMorning(new Date());
  #holding = false;
  #timers = new Set<Timer>();

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  after(ms: number, run: () => void): () => void {
    const wait = Math.max(0, ms);
    const timer: Timer = { due: this.now().getTime() + wait, run, handle: undefined };
    this.#timers.add(timer);
    if (!this.#holding || !isTurnWait(wait)) {
      const real = wait > 50 && wait <= HURRIED_UP_TO_MS ? wait / HURRY : wait;
      // Longer than Node can count: that is never, here.
      timer.handle = setTimeout(() => this.#fire(timer), Math.min(real, LONGEST_MS));
      timer.handle.unref();
    }
    return () => {
      clearTimeout(timer.handle);
      this.#timers.delete(timer);
    };
  }

  /** From now on a wait for the rest of a turn lasts until `letGo`. */
  hold(): void {
    this.#holding = true;
  }

  /** Ends the waits that were held, in order. */
  letGo(): void {
    this.#holding = false;
    for (const timer of this.#inOrder()) if (!timer.handle) this.#fire(timer);
  }

  /** Jumps ahead; what falls due runs, in order. */
  advance(ms: number): void {
    const until = this.now().getTime() + ms;
    for (const timer of this.#inOrder()) if (timer.due <= until) this.#fire(timer);
    this.#jumpTo(until);
  }

  #inOrder(): Timer[] {
    return [...this.#timers].sort((a, b) => a.due - b.due);
  }

  #fire(timer: Timer): void {
    if (!this.#timers.delete(timer)) return;
    clearTimeout(timer.handle);
    this.#jumpTo(timer.due);
    timer.run();
  }

  #jumpTo(moment: number): void {
    this.#ahead = Math.max(this.#ahead, moment - Date.now());
  }
}

/** Milliseconds until the office has been open for an hour, so that what the bot promises is known. */
function untilWorkingMorning(now: Date): number {
  const calendar = officeCalendar('Asia/Jakarta');
  const open = (ms: number): boolean => isOfficeOpen(new Date(now.getTime() + ms), calendar);
  let ahead = 0;
  while (!open(ahead) || !open(ahead + 4 * HOUR_MS)) ahead += HOUR_MS / 2;
  return ahead;
}
