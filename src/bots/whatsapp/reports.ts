import type { WAMessage, WAMessageUpdate } from '@whiskeysockets/baileys';
import { asError } from '../../errors.js';
import type { Logger } from '../../log.js';
import type { Clock } from '../../models/clock.js';
import type { ChannelSink } from '../channel.js';
import { isOurs } from './message-id.js';

type Report = Parameters<ChannelSink['delivered']>[0];

/** `proto.WebMessageInfo.Status`: error, pending, server, delivered, read, played. */
const STATES: Readonly<Record<number, Report['state']>> = {
  0: 'failed',
  2: 'sent',
  3: 'delivered',
  4: 'read',
  5: 'read',
};
/**
 * A phone can confirm a message before the house has noted under which id it went out; such a
 * report waits until the send is over, and this much longer.
 */
const SETTLE_MS = 500;

/** Passes on what WhatsApp says of our messages. */
export class Reports {
  #sending = new Map<string, Report[]>();

  constructor(readonly parts: { clock: Clock; log: Logger; sink: () => ChannelSink }) {}

  /** From `messages.update`. */
  updated(updates: WAMessageUpdate[]): void {
    for (const { key, update } of updates) this.#note(key.id, key.fromMe, update.status);
  }

  /** From `messages.upsert`: a status can come merged into the message itself. True when it was ours. */
  upserted({ key, status }: WAMessage): boolean {
    if (!key.fromMe || !key.id || !isOurs(key.id)) return false;
    this.#note(key.id, true, status);
    return true;
  }

  /** A send begins. */
  begin(id: string): void {
    if (!this.#sending.has(id)) this.#sending.set(id, []);
  }

  /** A send is over; reports that came meanwhile follow a little later. */
  end(id: string): void {
    const waiting = this.#sending.get(id) ?? [];
    if (waiting.length === 0) {
      this.#sending.delete(id);
      return;
    }
    this.parts.clock.after(SETTLE_MS, () => {
      this.#sending.delete(id);
      for (const report of waiting) this.#tell(report);
    });
  }

  #note(id: string | null | undefined, fromMe: unknown, status: unknown): void {
    const state = typeof status === 'number' ? STATES[status] : undefined;
    if (!id || !fromMe || !state || !isOurs(id)) return;
    const report: Report = { externalId: id, state, at: this.parts.clock.now() };
    if (state === 'failed') report.problem = 'WhatsApp refused the message.';
    const sending = this.#sending.get(id);
    if (!sending) this.#tell(report);
    // A refusal during a send is the send's own outcome.
    else if (state !== 'failed') sending.push(report);
  }

  #tell(report: Report): void {
    this.parts
      .sink()
      .delivered(report)
      .catch((error: unknown) =>
        this.parts.log.warn({ err: asError(error) }, 'a WhatsApp delivery report was not kept'),
      );
  }
}
