import { createHash } from 'node:crypto';
import type { ChannelName } from '../channel.js';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
/** 24 digits of 5 bits: 120 bits, beyond any accidental meeting of two chats. */
const DIGITS = 24;

/**
 * The id of the one conversation with a chat: `c` and 24 base32 digits of a SHA-256, so that two
 * arrivals at the same time meet in the same document and the vendor's address stays out of URLs.
 */
export function conversationId(channel: ChannelName, account: string, chatId: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([channel, account, chatId]))
    .digest();
  let id = 'c';
  for (let digit = 0; digit < DIGITS; digit += 1) {
    const bit = digit * 5;
    const pair = ((hash[bit >> 3] ?? 0) << 8) | (hash[(bit >> 3) + 1] ?? 0);
    id += BASE32[(pair >> (11 - (bit & 7))) & 31];
  }
  return id;
}
