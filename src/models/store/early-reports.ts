import type { DeliveryState } from '../message.js';

/** A channel's report, by the external key of the message that it speaks of. */
export interface Report {
  key: string;
  state: Extract<DeliveryState, 'sent' | 'delivered' | 'read' | 'failed'>;
  at: Date;
  problem: string | undefined;
}

/** Reports of messages that are not ours stay until so many others have come. */
const MOST_KEYS = 1000;

/**
 * Reports that came before their message's vendor id was written: a vendor may tell of the delivery
 * sooner than it answers the call. Kept in memory, since whoever loses it sends the message anew,
 * under another id.
 */
export class EarlyReports {
  readonly #byKey = new Map<string, Report[]>();

  note(report: Report): void {
    const known = this.#byKey.get(report.key);
    if (known) known.push(report);
    else this.#byKey.set(report.key, [report]);
    const oldest = this.#byKey.keys().next();
    if (this.#byKey.size > MOST_KEYS && !oldest.done) this.#byKey.delete(oldest.value);
  }

  /** The report found its message by itself. */
  forget(report: Report): void {
    const left = this.#byKey.get(report.key)?.filter((one) => one !== report) ?? [];
    if (left.length > 0) this.#byKey.set(report.key, left);
    else this.#byKey.delete(report.key);
  }

  /** What was noted for a message, in order; none of it is kept. */
  take(key: string): Report[] {
    const found = this.#byKey.get(key) ?? [];
    this.#byKey.delete(key);
    return found;
  }
}
