import type { LiveEvent } from '../contract.js';
import type { Change } from './changes.js';

/** What is written to; `http.ServerResponse` fits. */
export interface Outlet {
  write(text: string): boolean;
  end(): void;
  destroy(): void;
  readonly writableLength: number;
  readonly writableNeedDrain: boolean;
  once(event: 'drain' | 'close', run: () => void): unknown;
}

/** A client that leaves so much unread is cut: it resumes where it was when it comes back. */
const UNREAD_BYTES_AT_MOST = 4_000_000;
/** Heartbeats in a row that found the client not reading. */
const STUCK_BEATS = 3;

/**
 * One browser's line: speaks server-sent events, and knows which states it has sent.
 * Ids never go backwards, so that whatever id the browser saw last, everything up to it was sent.
 */
export class Line {
  #cursor: number;
  #sent = new Map<string, number>();
  #lastCounts = '';
  #over = false;
  #stuckBeats = 0;
  /** Ends the waiting for a client that is gone. */
  #goOn = () => {};

  constructor(
    private readonly wire: Outlet,
    start: number,
  ) {
    this.#cursor = start;
    wire.once('close', () => {
      this.#over = true;
      this.#goOn();
    });
  }

  get cursor(): number {
    return this.#cursor;
  }

  get over(): boolean {
    return this.#over;
  }

  /** Sends a change unless this or a newer state of the same thing was sent. */
  change({ key, changed, event }: Change): void {
    if ((this.#sent.get(key) ?? -1) >= changed) return;
    this.#sent.set(key, changed);
    this.#cursor = Math.max(this.#cursor, changed);
    this.#write(event);
  }

  /** Sends something that is not resumed: it is sent anew to everybody who connects. */
  tell(event: LiveEvent): void {
    this.#write(event);
  }

  /** Sends counts when they differ from the last ones. */
  counts(event: Extract<LiveEvent, { type: 'counts' }>): void {
    const text = JSON.stringify(event);
    if (text === this.#lastCounts) return;
    this.#lastCounts = text;
    this.#write(event);
  }

  /** Jumps ahead: what lies between is fetched by the client. */
  skipTo(stamp: number): void {
    this.reached(stamp);
    this.#write({ type: 'reset' });
  }

  /** Everything up to this stamp was sent, whether there was anything or not. */
  reached(stamp: number): void {
    this.#cursor = Math.max(this.#cursor, stamp);
  }

  /** So that proxies keep the line and both sides notice when it is dead. */
  heartbeat(): void {
    this.#stuckBeats = this.wire.writableNeedDrain ? this.#stuckBeats + 1 : 0;
    if (this.#stuckBeats < STUCK_BEATS) this.#raw(`id: ${this.#cursor}\nevent: ping\ndata: {}\n\n`);
    else this.#cut();
  }

  /** Forgets states that are older than any look back. */
  forgetBefore(stamp: number): void {
    for (const [key, changed] of this.#sent) if (changed < stamp) this.#sent.delete(key);
  }

  /** Resolves when the client has read what was written, or is gone. */
  async drained(): Promise<void> {
    if (this.#over || !this.wire.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      this.#goOn = resolve;
      this.wire.once('drain', resolve);
    });
  }

  /** Says goodbye for good: the browser shows the sign-in. */
  goodbye(): void {
    this.#write({ type: 'goodbye' });
    this.close();
  }

  /** Ends the line; the browser comes back by itself. */
  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.wire.end();
  }

  #write(event: LiveEvent): void {
    this.#raw(`id: ${this.#cursor}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  #raw(text: string): void {
    if (this.#over) return;
    this.wire.write(text);
    if (this.wire.writableLength > UNREAD_BYTES_AT_MOST) this.#cut();
  }

  #cut(): void {
    this.#over = true;
    this.wire.destroy();
  }
}
