import type { WAMessage } from '@whiskeysockets/baileys';
import { asError } from '../../errors.js';
import type { Logger } from '../../log.js';
import type { Clock } from '../../models/clock.js';
import type { Content } from '../../models/message.js';
import type { ChannelSink, Inbound } from '../channel.js';
import type { HealthBoard } from './board.js';
import { backoff } from './disconnect.js';
import type { Identities, Mapping } from './identity.js';
import { chatOf, isPerson } from './jid.js';
import type { Journal } from './journal.js';
import { Lanes } from './lanes.js';
import { parse, quotedBy } from './parse.js';
import { whole } from './parse-values.js';

/** `proto.WebMessageInfo.StubType.CIPHERTEXT`: could not be decrypted. */
const CIPHERTEXT = 2;
/** A phone asked to repeat a message does so within seconds; after this the citizen is asked. */
const REPEAT_MS = 25_000;

export interface ArrivalParts {
  clock: Clock;
  log: Logger;
  random: () => number;
  board: HealthBoard;
  identities: Identities;
  mapping: Mapping;
  journal: () => Journal | undefined;
  sink: () => ChannelSink;
  /** Somebody wrote in this chat. */
  wrote: (chatId: string) => void;
}

/** Takes every message that Baileys hands over and sees it into the house. */
export class Arrivals {
  #lanes = new Lanes();
  /** Undecrypted messages whose repetition is awaited: cancel functions by chat and id. */
  #awaited = new Map<string, () => void>();
  #stopped = false;
  /** Ends the pauses of those who try again. */
  #waking = new Set<() => void>();

  constructor(readonly parts: ArrivalParts) {}

  start(): void {
    this.#stopped = false;
  }

  /** What is in hand gets one more try; the journal holds what the store did not take. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const cancel of this.#awaited.values()) cancel();
    this.#awaited.clear();
    this.#wake();
    await this.#lanes.idle();
  }

  /** One message of one chat after the other, whatever the time each takes. */
  take(message: WAMessage): void {
    const chat = chatOf(message.key.remoteJid ?? '');
    const id = message.key.id ?? '';
    if (!id || !isPerson(chat)) return;
    this.parts.journal()?.took(chat, id);
    if (message.messageStubType === CIPHERTEXT && !message.message) {
      this.#awaitRepetition(message, `${chat}|${id}`);
      return;
    }
    this.#awaited.get(`${chat}|${id}`)?.();
    this.#awaited.delete(`${chat}|${id}`);
    this.#lane(chat, async () => {
      const content = parse(message);
      if (content && !(await this.#keep(message, content, id))) return;
      await this.parts.journal()?.done(chat, id);
    });
  }

  #awaitRepetition(message: WAMessage, address: string): void {
    if (this.#awaited.has(address) || message.key.fromMe) return;
    const id = message.key.id ?? '';
    const give = () => {
      this.#awaited.delete(address);
      const content: Content = { kind: 'unsupported', what: 'message that could not be decrypted' };
      // Another id than the message's own, which may still arrive.
      this.#lane(chatOf(message.key.remoteJid ?? ''), async () => {
        await this.#keep(message, content, `${id}/unreadable`);
      });
    };
    this.#awaited.set(address, this.parts.clock.after(REPEAT_MS, give));
  }

  #lane(chat: string, work: () => Promise<void>): void {
    void this.#lanes
      .run(chat, work)
      .catch((error: unknown) =>
        this.parts.log.error({ err: asError(error) }, 'a WhatsApp message was not taken in'),
      );
  }

  /** True when the house has it; false when it failed and we are stopping. Tries until one of the two. */
  async #keep(message: WAMessage, content: Content, externalId: string): Promise<boolean> {
    for (let failures = 0; ; failures++) {
      try {
        const inbound = await this.#inbound(message, content, externalId);
        await this.parts.sink().arrived(inbound);
        this.parts.board.free('keeping');
        if (!inbound.fromPhone) this.parts.wrote(inbound.chatId);
        return true;
      } catch (error) {
        if (this.#stopped) return false;
        this.parts.log.error({ err: asError(error) }, 'a WhatsApp message could not be kept yet');
        const detail = 'Incoming messages cannot be stored; they wait. Check the storage.';
        this.parts.board.limit('keeping', detail);
        await this.#pause(Math.min(60_000, backoff(failures, this.parts.random())));
      }
    }
  }

  async #inbound(message: WAMessage, content: Content, externalId: string): Promise<Inbound> {
    const { key, pushName, messageTimestamp } = message;
    const person = await this.parts.identities.resolve(key, this.parts.mapping);
    const seconds = whole(messageTimestamp);
    const quotes = quotedBy(message);
    const sender = {
      ...(pushName && !key.fromMe ? { name: pushName.slice(0, 100) } : {}),
      ...(person.phone ? { phone: person.phone } : {}),
    };
    return {
      chatId: person.chatId,
      externalId,
      content,
      sender,
      ...(seconds && seconds < 4e9 ? { vendorAt: new Date(seconds * 1000) } : {}),
      ...(key.fromMe ? { fromPhone: true } : {}),
      ...(quotes ? { quotes } : {}),
    };
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        cancel();
        this.#waking.delete(done);
        resolve();
      };
      const cancel = this.parts.clock.after(ms, done);
      this.#waking.add(done);
      if (this.#stopped) done();
    });
  }

  #wake(): void {
    for (const done of [...this.#waking]) done();
  }
}
