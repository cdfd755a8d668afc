import type { Clock } from '../../models/clock.js';
import type { MediaRef, Message } from '../../models/message.js';

/** Largest upload of a page, in bytes; the page makes photos smaller before it sends them. */
export const UPLOAD_BYTES = 16 * 1024 * 1024;

/** What the web chat needs from the house. */
export interface WebchatParts {
  clock: Clock;
  organisation: string;
  conversationId(chatId: string): string;
  /** A page of a conversation's thread, in order. */
  history(
    conversationId: string,
    range: { after?: number; before?: number; limit: number },
  ): Promise<Message[]>;
  /** Keeps an upload for a conversation; keeping the same `id` again changes nothing. */
  keepMedia(
    conversationId: string,
    data: Uint8Array,
    meta: { id: string; mimeType: string },
  ): Promise<MediaRef>;
  /** Any kept file: that the page may see it was checked before, by the message it stands in. */
  readMedia(id: string): Promise<{ data: Uint8Array; mimeType: string } | null>;
}
