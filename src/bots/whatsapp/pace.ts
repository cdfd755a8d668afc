import type { Clock } from '../../models/clock.js';

/** How fast we write. WhatsApp restricts numbers that write like machines. */
export interface Pace {
  /** Shortest and longest time of "typing…" before a message, in milliseconds. */
  typingMs: readonly [shortest: number, longest: number];
  /** Messages a minute over all chats, on average. */
  perMinute: number;
  /** How many may go at once after a quiet time. */
  burst: number;
}

export const USUAL_PACE: Pace = { typingMs: [350, 1_400], perMinute: 60, burst: 20 };

/** For tests and made-up servers. */
export const NO_PACE: Pace = { typingMs: [0, 0], perMinute: Number.POSITIVE_INFINITY, burst: 1 };

/** Lets messages through one by one, no faster than the pace. */
export class Pacer {
  #tokens: number;
  #filledAt: number;
  #turn: Promise<void> = Promise.resolve();

  constructor(
    readonly pace: Pace,
    readonly clock: Clock,
    readonly random: () => number,
  ) {
    this.#tokens = pace.burst;
    this.#filledAt = clock.now().getTime();
  }

  /** Resolves when one more message may go; in the order of asking. */
  admit(): Promise<void> {
    if (!Number.isFinite(this.pace.perMinute)) return Promise.resolve();
    this.#turn = this.#turn.then(() => this.#take());
    return this.#turn;
  }

  /** How long to seem to type. */
  typingMs(): number {
    const [shortest, longest] = this.pace.typingMs;
    return shortest + this.random() * (longest - shortest);
  }

  async #take(): Promise<void> {
    this.#fill();
    if (this.#tokens < 1) {
      await wait(this.clock, ((1 - this.#tokens) * 60_000) / this.pace.perMinute);
      this.#fill();
    }
    this.#tokens -= 1;
  }

  #fill(): void {
    const now = this.clock.now().getTime();
    const grown = ((now - this.#filledAt) / 60_000) * this.pace.perMinute;
    this.#tokens = Math.min(this.pace.burst, this.#tokens + grown);
    this.#filledAt = now;
  }
}

/** Resolves after `ms`; at once for zero. */
export function wait(clock: Clock, ms: number): Promise<void> {
  return ms <= 0 ? Promise.resolve() : new Promise((resolve) => clock.after(ms, resolve));
}
