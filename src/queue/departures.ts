import { asError } from '../errors.js';
import type { Logger } from '../log.js';
import type { Agenda } from './agenda.js';

/** Pause before a write that failed is tried again. */
const REWRITE_AFTER_MS = 1000;

interface Departure {
  id: string;
  queue: string;
  write: () => Promise<void>;
  /** Called once the write is durable. */
  gone: () => void;
}

/** The last writes of jobs (done, dead), each repeated until it is durable. */
export class Departures {
  #leaving = new Map<string, Promise<void>>();

  constructor(private readonly parts: { agenda: Agenda; now: () => number; log: Logger }) {}

  /** Resolves after the first try; never rejects. */
  async leave(departure: Departure): Promise<void> {
    const { agenda, now, log } = this.parts;
    const written = Promise.resolve().then(departure.write);
    this.#leaving.set(departure.id, written);
    try {
      await written;
    } catch (thrown) {
      log.error({ queue: departure.queue, err: asError(thrown) }, 'Job end was not kept.');
      agenda.add(now() + REWRITE_AFTER_MS, () => void this.leave(departure));
      return;
    }
    this.#leaving.delete(departure.id);
    departure.gone();
  }

  /** Resolves when no such job is leaving any more; rejects when its last write has failed. */
  async over(id: string): Promise<void> {
    while (this.#leaving.has(id)) await this.#leaving.get(id);
  }

  has(id: string): boolean {
    return this.#leaving.has(id);
  }
}
