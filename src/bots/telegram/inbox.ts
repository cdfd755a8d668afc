import type { Logger } from '../../log.js';
import type { Clock } from '../../models/clock.js';
import type { ChannelSink, Inbound } from '../channel.js';
import type { Api } from './api.js';
import { type Heard, type Press, parse, updateIdOf } from './parse.js';
import type { Screens } from './screens.js';
import type { Sender } from './sender.js';

/** A live position is passed on at most so often for one message: each may be answered. */
const LIVE_EVERY_MS = 60_000;
const LIVE_REMEMBERED = 1000;

interface Parts {
  api: Api;
  screens: Screens;
  sender: Sender;
  clock: Clock;
  log: Logger;
  organisation: string;
}

/** Takes updates in, each chat in order, and keeps what they say. */
export class Inbox {
  sink: ChannelSink | undefined;
  #last = new Map<string, Promise<void>>();
  #liveAt = new Map<string, number>();

  constructor(private readonly parts: Parts) {}

  /** The chat an update belongs to, for keeping the order; updates without one stand alone. */
  chatOf(update: unknown): string {
    const heard = parse(update);
    if (heard.kind === 'inbound') return heard.inbound.chatId;
    return heard.kind === 'nothing' ? `update ${updateIdOf(update)}` : heard.chatId;
  }

  /** Resolves when the update needs no more care: kept, or of no interest. Rejects when it was not kept. */
  take(update: unknown): Promise<void> {
    const heard = parse(update);
    if (heard.kind !== 'inbound') return Promise.resolve(this.#notice(heard));
    const { chatId } = heard.inbound;
    const before = this.#last.get(chatId) ?? Promise.resolve();
    const taken = before.catch(() => {}).then(() => this.#keep(heard));
    this.#last.set(chatId, taken);
    const forget = (): void => {
      if (this.#last.get(chatId) === taken) this.#last.delete(chatId);
    };
    taken.then(forget, forget);
    return taken;
  }

  /** Resolves when everything in hand is kept or has failed. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#last.values());
  }

  async #keep(heard: Extract<Heard, { kind: 'inbound' }>): Promise<void> {
    // The citizen's button stops turning at once; Telegram forgets a press after some seconds.
    if (heard.press) this.#answer(heard.press);
    if (heard.live && !this.#liveIsDue(heard.inbound)) return;
    if (!this.sink) throw new Error('The channel has not been started.');
    await this.sink.arrived(heard.inbound);
    if (heard.live) this.#liveWasKept(heard.inbound);
    if (heard.press) this.parts.screens.pressed(heard.press);
  }

  #notice(heard: Exclude<Heard, { kind: 'inbound' }>): void {
    if (heard.kind === 'reach') this.parts.sender.reach(heard.chatId, heard.reachable);
    else if (heard.kind === 'invited') this.#declineInvitation(heard.chatId);
    else if (heard.press) this.#answer(heard.press);
    if (heard.kind === 'nothing') this.parts.log.debug({ why: heard.why }, 'Update passed over.');
  }

  #answer(press: Press): void {
    this.#politely('answerCallbackQuery', { callback_query_id: press.callbackId });
  }

  /** Complaints are nobody else's business: the bot works in private chats only, and says so. */
  #declineInvitation(chatId: string): void {
    const { organisation, api } = this.parts;
    const text = `Layanan ${organisation} hanya untuk percakapan pribadi: kirim pesan langsung ke bot ini.\nThis service works in private chats only: please write to the bot directly.`;
    void api
      .call('sendMessage', { chat_id: chatId, text })
      .catch(() => {})
      .then(() => this.#politely('leaveChat', { chat_id: chatId }));
  }

  #politely(method: string, payload: Record<string, unknown>): void {
    this.parts.api.call(method, payload).catch((err: unknown) => {
      this.parts.log.debug({ err, method }, 'A courtesy failed.');
    });
  }

  #liveIsDue(inbound: Inbound): boolean {
    const before = this.#liveAt.get(liveMessageOf(inbound));
    return before === undefined || this.parts.clock.now().getTime() - before >= LIVE_EVERY_MS;
  }

  #liveWasKept(inbound: Inbound): void {
    if (this.#liveAt.size >= LIVE_REMEMBERED) this.#liveAt.clear();
    this.#liveAt.set(liveMessageOf(inbound), this.parts.clock.now().getTime());
  }
}

/** All moves of one live position: the id without the number of the update. */
function liveMessageOf({ externalId }: Inbound): string {
  return externalId.slice(0, externalId.lastIndexOf(':'));
}
