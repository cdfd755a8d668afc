import type { Outbound } from '../channel.js';
import { type Api, ApiError } from './api.js';
import { integer, object } from './fields.js';
import type { Pace } from './pace.js';
import { render, type Step } from './render.js';
import type { Screens } from './screens.js';

/** Unfinished messages of several parts that are remembered, so that a retry goes on where it stopped. */
const UNFINISHED_REMEMBERED = 1000;

interface Progress {
  done: number;
  externalId: string;
}

/** Sends messages step by step, at Telegram's pace. */
export class Sender {
  #unfinished = new Map<string, Progress>();
  #blocked = new Set<string>();

  constructor(private readonly parts: { api: Api; pace: Pace; screens: Screens }) {}

  /** Notes that the citizen stopped the bot, or let it write again. */
  reach(chatId: string, reachable: boolean): void {
    if (reachable) this.#blocked.delete(chatId);
    else this.#blocked.add(chatId);
  }

  isBlocked(chatId: string): boolean {
    return this.#blocked.has(chatId);
  }

  /** Sends all parts; the id is that of the main one. Throws a ChannelError. */
  async send(outbound: Outbound): Promise<{ externalId: string }> {
    const { id, chatId } = outbound;
    if (this.#blocked.has(chatId)) {
      throw new ApiError('unreachable', 'The citizen has stopped the bot.');
    }
    const steps = render(outbound, this.parts.screens.of(chatId));
    const progress = this.#unfinished.get(id) ?? { done: 0, externalId: '' };
    for (const step of steps.slice(progress.done)) {
      const messageId = await this.#take(chatId, step);
      progress.done += 1;
      if (step.part === 'main') progress.externalId = `${chatId}:${messageId}`;
      if (steps.length > 1) this.#remember(id, progress);
    }
    this.#unfinished.delete(id);
    return { externalId: progress.externalId };
  }

  async #take(chatId: string, step: Step): Promise<number> {
    try {
      await this.parts.pace.turn(chatId);
      const sent = object(await this.parts.api.call(step.method, step.payload));
      const messageId = integer(sent?.message_id) ?? 0;
      this.#note(chatId, step, messageId);
      return messageId;
    } catch (thrown) {
      if (thrown instanceof ApiError && thrown.details.code === 429) {
        this.parts.pace.hold(chatId, thrown.afterMs ?? 0);
      }
      if (step.part === 'extra') return 0;
      throw thrown;
    }
  }

  #note(chatId: string, step: Step, messageId: number): void {
    const markup = object(step.payload.reply_markup);
    if (step.menu) this.parts.screens.menu(chatId, messageId);
    else if (markup?.keyboard) this.parts.screens.keyboard(chatId, true);
    else if (markup?.remove_keyboard) this.parts.screens.keyboard(chatId, false);
  }

  #remember(id: string, progress: Progress): void {
    if (this.#unfinished.size >= UNFINISHED_REMEMBERED) this.#unfinished.clear();
    this.#unfinished.set(id, progress);
  }
}
