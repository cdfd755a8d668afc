import type { ChannelHealth } from '../../models/channel.js';
import type { Clock } from '../../models/clock.js';

/** Collects how the channel is: the state of the connection, and what limits it while it is up. */
export class HealthBoard {
  #connection: ChannelHealth;
  #limits = new Map<string, string>();
  #shown: ChannelHealth;
  #tell: (health: ChannelHealth) => void = () => undefined;

  constructor(readonly clock: Clock) {
    this.#connection = { state: 'off', detail: 'Not started.', since: clock.now() };
    this.#shown = this.#connection;
  }

  /** Who wants to know of every change. */
  listen(tell: (health: ChannelHealth) => void): void {
    this.#tell = tell;
  }

  health(): ChannelHealth {
    return { ...this.#shown };
  }

  /** The state of the connection changed. */
  set(state: ChannelHealth['state'], detail: string, qr?: string): void {
    this.#connection = { state, detail, since: this.clock.now(), ...(qr ? { qr } : {}) };
    this.#show();
  }

  /** Something works less than it should; the same `reason` replaces what it said before. */
  limit(reason: string, detail: string): void {
    if (this.#limits.get(reason) === detail) return;
    this.#limits.set(reason, detail);
    this.#show();
  }

  free(reason: string): void {
    if (this.#limits.delete(reason)) this.#show();
  }

  #show(): void {
    const next = this.#compute();
    const before = this.#shown;
    const same =
      before.state === next.state && before.detail === next.detail && before.qr === next.qr;
    if (same) return;
    this.#shown = before.state === next.state ? { ...next, since: before.since } : next;
    this.#tell(this.health());
  }

  #compute(): ChannelHealth {
    if (this.#connection.state !== 'up' || this.#limits.size === 0) return this.#connection;
    const detail = [...this.#limits.values()].join(' ');
    return { state: 'limited', detail, since: this.clock.now() };
  }
}
