import type { Clock } from '../../models/clock.js';
import { ApiError } from './api.js';

/** About 30 messages a second in all; in one chat one a second, after a burst. */
const ALL_INTERVAL_MS = 1000 / 30;
const ALL_BURST = 30;
const CHAT_INTERVAL_MS = 1000;
const CHAT_BURST = 5;
/** A longer wait is given back to the queue, which remembers it over a restart. */
const LONGEST_WAIT_MS = 10_000;
const CHATS_REMEMBERED = 5000;

/** When the next message may go if all the ones before went at the steady pace. */
interface Meter {
  next: number;
}

/** Keeps the pace that Telegram asks for, and the pauses it orders. */
export class Pace {
  #all: Meter = { next: 0 };
  #chats = new Map<string, Meter>();
  #heldUntil = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** Resolves when a message to this chat may go; throws `later` when that would take long. */
  async turn(chatId: string): Promise<void> {
    const now = this.clock.now().getTime();
    this.#tidy(now);
    const held = this.heldMs(chatId);
    if (held > 0) throw tooSoon(held);
    const chat = this.#chats.get(chatId) ?? { next: 0 };
    const waitMs = Math.max(
      waitOf(this.#all, now, ALL_INTERVAL_MS * ALL_BURST),
      waitOf(chat, now, CHAT_INTERVAL_MS * CHAT_BURST),
    );
    if (waitMs > LONGEST_WAIT_MS) throw tooSoon(waitMs);
    this.#chats.set(chatId, chat);
    spend(this.#all, now, ALL_INTERVAL_MS);
    spend(chat, now, CHAT_INTERVAL_MS);
    if (waitMs > 0) await new Promise<void>((resolve) => this.clock.after(waitMs, resolve));
  }

  /** Telegram ordered a pause for this chat; calling on would end in a ban. */
  hold(chatId: string, ms: number): void {
    this.#heldUntil.set(chatId, this.clock.now().getTime() + ms);
  }

  /** How long the ordered pause still lasts; 0 when there is none. */
  heldMs(chatId: string): number {
    return Math.max(0, (this.#heldUntil.get(chatId) ?? 0) - this.clock.now().getTime());
  }

  #tidy(now: number): void {
    if (this.#chats.size < CHATS_REMEMBERED) return;
    for (const [chatId, meter] of this.#chats) if (meter.next < now) this.#chats.delete(chatId);
    for (const [chatId, until] of this.#heldUntil) if (until < now) this.#heldUntil.delete(chatId);
  }
}

function waitOf(meter: Meter, now: number, burstMs: number): number {
  return Math.max(0, meter.next - burstMs - now);
}

function spend(meter: Meter, now: number, intervalMs: number): void {
  meter.next = Math.max(meter.next, now) + intervalMs;
}

function tooSoon(afterMs: number): ApiError {
  return new ApiError('later', 'Telegram asked for a slower pace.', { afterMs });
}
