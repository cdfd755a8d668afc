import type { Clock } from '../../models/clock.js';
import { ChannelError } from '../channel.js';
import type { HealthBoard } from './board.js';
import { BoundedMap } from './bounded-map.js';

const REASON = 'restricted';
/** How long a chat that was refused is left alone, unless its citizen writes. */
const CHAT_REST_MS = 6 * 60 * 60_000;
/** How long a refusal without a known end is shown. */
const SHOWN_MS = 60 * 60_000;

/**
 * WhatsApp's code 463: the account may not write to this chat. Every repetition counts as one
 * more attempt to reach a stranger and lengthens the restriction, so there is none.
 */
export class Restrictions {
  #until = new BoundedMap<number>(10_000);
  #cancel: () => void = () => undefined;

  constructor(readonly parts: { clock: Clock; board: HealthBoard; ask: () => void }) {}

  /** Throws for a chat that is being left alone. */
  check(chatId: string): void {
    if (this.until(chatId)) throw restricted();
  }

  /** Until when a chat is being left alone; null when it is open. */
  until(chatId: string): Date | null {
    const until = this.#until.get(chatId);
    return until !== undefined && until > this.parts.clock.now().getTime() ? new Date(until) : null;
  }

  /** The citizen wrote: the chat is open again. */
  wrote(chatId: string): void {
    this.#until.delete(chatId);
  }

  /** WhatsApp answered 463. */
  refused(chatId: string): ChannelError {
    this.#until.set(chatId, this.parts.clock.now().getTime() + CHAT_REST_MS);
    this.#show(undefined);
    this.parts.ask();
    return restricted();
  }

  /** What WhatsApp says of the account itself. */
  account(active: boolean, until: Date | undefined): void {
    if (active) this.#show(until);
  }

  stop(): void {
    this.#cancel();
  }

  #show(until: Date | undefined): void {
    const end = until ? ` until ${until.toISOString()}` : '';
    const detail = `WhatsApp does not let this number write to some chats (463)${end}. They are not tried again; answer these citizens by another road.`;
    this.parts.board.limit(REASON, detail);
    const ms = until ? until.getTime() - this.parts.clock.now().getTime() : SHOWN_MS;
    this.#cancel();
    this.#cancel = this.parts.clock.after(Math.max(ms, 1_000), () => {
      this.parts.board.free(REASON);
      this.parts.ask();
    });
  }
}

function restricted(): ChannelError {
  return new ChannelError(
    'refused',
    'WhatsApp does not let this number write to this citizen (463). Use another road.',
  );
}
