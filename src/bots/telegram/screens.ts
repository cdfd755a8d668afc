import type { Logger } from '../../log.js';
import type { Api } from './api.js';
import type { Pace } from './pace.js';
import type { Press } from './parse.js';
import { type Screen, TEXT_LIMIT } from './render.js';

const CHATS_REMEMBERED = 20_000;

interface Shown extends Screen {
  /** The newest message with unpressed buttons. */
  menuId?: number;
}

/**
 * What stands on the citizens' screens: which buttons are still open, whether our keyboard lies
 * there. Only memory: after a restart an old menu keeps its buttons until it is pressed.
 */
export class Screens {
  #shown = new Map<string, Shown>();

  constructor(private readonly parts: { api: Api; pace: Pace; log: Logger }) {}

  of(chatId: string): Screen {
    return this.#shown.get(chatId) ?? { keyboardShown: false };
  }

  /** A keyboard went out, or was taken away. */
  keyboard(chatId: string, keyboardShown: boolean): void {
    this.#remember(chatId, { ...this.#shown.get(chatId), keyboardShown });
  }

  /** A message with buttons went out: the one before loses its buttons. */
  menu(chatId: string, menuId: number): void {
    const before = this.#shown.get(chatId);
    this.#remember(chatId, { keyboardShown: before?.keyboardShown ?? false, menuId });
    if (before?.menuId !== undefined) this.#strip(chatId, before.menuId);
  }

  /** Takes the buttons off the pressed message and marks there what was chosen. */
  pressed({ chatId, messageId, text, label }: Press): void {
    if (chatId === undefined || messageId === undefined) return;
    const shown = this.#shown.get(chatId);
    if (shown?.menuId === messageId) this.#remember(chatId, { keyboardShown: shown.keyboardShown });
    const marked = `${text ?? ''}\n\n✓ ${label ?? ''}`;
    if (text === undefined || label === undefined || marked.length > TEXT_LIMIT) {
      this.#strip(chatId, messageId);
      return;
    }
    this.#tidyUp(chatId, 'editMessageText', {
      message_id: messageId,
      text: marked,
      link_preview_options: { is_disabled: true },
    });
  }

  #strip(chatId: string, messageId: number): void {
    this.#tidyUp(chatId, 'editMessageReplyMarkup', { message_id: messageId });
  }

  /** Beauty only: not waited for, not tried again, and left out while Telegram asks for a pause. */
  #tidyUp(chatId: string, method: string, payload: Record<string, unknown>): void {
    if (this.parts.pace.heldMs(chatId) > 0) return;
    this.parts.api.call(method, { chat_id: chatId, ...payload }).catch((err: unknown) => {
      this.parts.log.debug({ err, method }, 'An old menu stays as it is.');
    });
  }

  #remember(chatId: string, shown: Shown): void {
    this.#shown.delete(chatId);
    this.#shown.set(chatId, shown);
    if (this.#shown.size <= CHATS_REMEMBERED) return;
    for (const oldest of this.#shown.keys()) {
      this.#shown.delete(oldest);
      return;
    }
  }
}
