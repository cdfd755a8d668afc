import type { Logger } from '../../log.js';
import type { ChannelHealth } from '../../models/channel.js';
import type { Clock } from '../../models/clock.js';
import { ApiError } from './api.js';

const SECOND_MS = 1000;
const LONGEST_PAUSE_MS = 60 * SECOND_MS;
/** One failed poll is a hiccup; so many in a row are an outage. */
const OUTAGE_AFTER = 3;

const NOT_KEPT = 'Messages cannot be kept at the moment; Telegram holds them: check the storage.';
const OTHER_PROGRAM =
  'Another program receives for the same bot: stop it, or use a token of its own.';

/** How the channel is, told to the house when it changes. */
export class Wellbeing {
  #health: ChannelHealth;
  #failures = 0;
  tell: (health: ChannelHealth) => void = () => {};

  constructor(private readonly parts: { clock: Clock; log: Logger }) {
    this.#health = { state: 'off', detail: 'Not started.', since: parts.clock.now() };
  }

  get health(): ChannelHealth {
    return this.#health;
  }

  /** The last try failed. */
  get isTroubled(): boolean {
    return this.#failures > 0;
  }

  report(state: ChannelHealth['state'], detail: string): void {
    if (state === this.#health.state && detail === this.#health.detail) return;
    const since = state === this.#health.state ? this.#health.since : this.parts.clock.now();
    this.#health = { state, detail, since };
    this.parts.log.info({ channel: 'telegram', state, detail }, 'Channel health changed.');
    this.tell(this.#health);
  }

  fine(detail: string): void {
    this.#failures = 0;
    this.report('up', detail);
  }

  /** Reports a failure and says how long to wait: doubling from 1 s to 60 s, or what Telegram asked for. */
  trouble(error: unknown): number {
    this.#failures += 1;
    const { state, detail } = this.#judge(error);
    this.report(state, detail);
    const askedMs = error instanceof ApiError && error.details.code === 429 ? error.afterMs : 0;
    const usualMs = Math.min(LONGEST_PAUSE_MS, SECOND_MS * 2 ** (this.#failures - 1));
    const pauseMs = Math.max(usualMs, askedMs ?? 0);
    this.parts.log.debug(
      { failures: this.#failures, pauseMs, state },
      'Trying again after a pause.',
    );
    return pauseMs;
  }

  #judge(error: unknown): Pick<ChannelHealth, 'state' | 'detail'> {
    if (!(error instanceof ApiError)) return { state: 'limited', detail: NOT_KEPT };
    if (error.details.code === 409) return { state: 'down', detail: OTHER_PROGRAM };
    const isOutage = error.kind === 'down' || this.#failures >= OUTAGE_AFTER;
    return { state: isOutage ? 'down' : 'limited', detail: error.message };
  }
}
