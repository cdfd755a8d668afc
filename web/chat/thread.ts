import type { News } from './api.js';
import { keptBubble, pendingBubble } from './bubble.js';
import { h } from './dom.js';
import { keep, keptData } from './kept.js';
import type { Outbox } from './outbox.js';
import { day, t } from './texts.js';
import type { Message, Pending } from './types.js';

/** Messages that are shown at once after a reload, also without a line. */
const REMEMBERED = 60;

interface Remembered {
  cursor: number;
  messages: Message[];
}

/** The bubbles: what is kept, then what is on its way. */
export class Thread {
  #messages: Message[] = [];
  #cursor = 0;
  #bubbles = new Map<string, HTMLElement>();
  #files = new Map<string, Blob>();

  constructor(
    readonly element: HTMLElement,
    readonly outbox: Pick<Outbox, 'all' | 'file' | 'forget' | 'retry'>,
    readonly isOffline: () => boolean,
  ) {}

  get cursor(): number {
    return this.#cursor;
  }

  get isEmpty(): boolean {
    return this.#messages.length === 0 && this.outbox.all().length === 0;
  }

  /** Shows what this device remembers. */
  resume(): void {
    const { cursor, messages } = keptData<Remembered>('thread') ?? { cursor: 0, messages: [] };
    this.#cursor = cursor;
    this.#messages = messages;
    this.draw();
  }

  /** Draws everything anew: at the start, and in another language. */
  draw(): void {
    this.element.ariaBusy = 'true';
    this.element.replaceChildren();
    this.#bubbles.clear();
    for (const [index, message] of this.#messages.entries()) {
      this.#append(message, this.#messages[index - 1]);
    }
    for (const pending of this.outbox.all()) this.showPending(pending);
    this.element.ariaBusy = 'false';
  }

  /** Takes what the server sent; true when something came that is not the citizen's own. */
  take({ messages, cursor }: News): boolean {
    const fresh = messages.filter((message) => this.#takeOne(message));
    this.#cursor = Math.max(this.#cursor, cursor);
    this.#remember();
    return fresh.some(({ from }) => from !== 'citizen');
  }

  /** The server has one of the citizen's: its place in the thread follows with the next news. */
  markKept({ clientId, content, at }: Pending, file: Blob | undefined): void {
    const media = { mediaId: null, mimeType: file?.type ?? '', bytes: file?.size ?? 0 };
    const shown = file ? { ...content, media } : content;
    if (file) this.#files.set(clientId, file);
    const message = { id: clientId, from: 'citizen', clientId, content: shown, order: 0, at };
    this.#takeOne(message as Message);
    this.#remember();
  }

  /** Shows one on its way, or its new state. */
  showPending(pending: Pending): void {
    const { clientId } = pending;
    const bubble = pendingBubble(pending, {
      isOffline: this.isOffline(),
      own: this.outbox.file(clientId),
      retry: () => this.outbox.retry(clientId),
    });
    this.#place(clientId, bubble);
  }

  /** Forgets the place in the thread: the server will tell it anew. */
  startOver(): void {
    this.#cursor = 0;
    this.#messages = [];
    this.draw();
  }

  /** The newest message of the bot that is still to be answered. */
  get question(): Message | undefined {
    if (this.outbox.all().length > 0) return undefined;
    const last = this.#messages.findLastIndex(({ from }) => from !== 'bot');
    return this.#messages
      .slice(last + 1)
      .findLast(
        ({ content }) => content.kind === 'text' && (content.choices?.length || content.ask),
      );
  }

  #takeOne(message: Message): boolean {
    const key = keyOf(message);
    if (message.from === 'citizen') this.outbox.forget(key);
    const known = this.#messages.findIndex((one) => keyOf(one) === key);
    if (known >= 0) {
      this.#messages[known] = message;
      return false;
    }
    const before = this.#messages.at(-1);
    this.#messages.push(message);
    this.#append(message, before);
    return true;
  }

  #append(message: Message, before: Message | undefined): void {
    const key = keyOf(message);
    const bubble = keptBubble(message, this.#files.get(key));
    this.#place(key, bubble);
    const isNewDay = day(message.at) !== (before ? day(before.at) : t('today'));
    if (isNewDay) bubble.before(h('p', { class: 'day' }, day(message.at)));
  }

  /** In the place of the bubble it replaces; else a kept one before those on their way. */
  #place(key: string, bubble: HTMLElement): void {
    const old = this.#bubbles.get(key);
    this.#bubbles.set(key, bubble);
    const isOnItsWay = this.outbox.all().some(({ clientId }) => clientId === key);
    if (old) old.replaceWith(bubble);
    else this.element.insertBefore(bubble, isOnItsWay ? null : this.#firstPending());
  }

  #firstPending(): HTMLElement | null {
    const [first] = this.outbox.all();
    return (first && this.#bubbles.get(first.clientId)) ?? null;
  }

  #remember(): void {
    const messages = this.#messages.slice(-REMEMBERED);
    keep('thread', JSON.stringify({ cursor: this.#cursor, messages } satisfies Remembered));
  }
}

const keyOf = ({ clientId, id }: Message): string => clientId ?? id;
