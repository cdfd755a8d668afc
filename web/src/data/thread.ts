/** Messages of a thread, pure: merging full states, and matching what we sent with what the server shows. */
import type { MessageView, Quote } from './types.js';

/** What is loaded of one thread, in order. */
export interface Thread {
  messages: MessageView[];
  /** True when there are older ones. */
  more: boolean;
}

/** A message of ours on its way to the server. */
export interface Pending {
  clientId: string;
  conversationId: string;
  /** Who wrote it: in a shared browser nobody sends another's words. */
  by: string;
  as: 'reply' | 'note';
  text: string;
  media?: { mediaId: string; mimeType: string; name: string };
  replyTo?: Quote;
  mentions?: string[];
  /** Sent by the server after five seconds, so that it can be taken back. */
  hold?: boolean;
  at: string;
  /** Newest `order` when it was written: only later messages can be it. */
  after: number;
  state: 'sending' | 'offline' | 'refused';
  problem?: string;
}

/** Every message once, the newest state of each, in order. Applying anything twice is harmless. */
export function mergeMessages(known: MessageView[], incoming: MessageView[]): MessageView[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of incoming) {
    const old = byId.get(message.id);
    if (!old || message.changed >= old.changed) byId.set(message.id, message);
  }
  return [...byId.values()].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

/** Text of a message as far as it has one. */
export function textOf(message: MessageView): string {
  const { content } = message;
  if ('text' in content) return content.text;
  if ('caption' in content) return content.caption ?? '';
  return '';
}

function isThe(message: MessageView, pending: Pending, me: string): boolean {
  if (message.id.includes(pending.clientId)) return true;
  const mine = message.author.kind === 'operator' && message.author.operatorId === me;
  if (!mine || message.order <= pending.after) return false;
  if ((message.direction === 'note') !== (pending.as === 'note')) return false;
  const mediaId = 'media' in message.content ? message.content.media.mediaId : undefined;
  return textOf(message) === pending.text && mediaId === pending.media?.mediaId;
}

/** Pending messages that the thread does not show yet: the live event may overtake the answer. */
export function stillPending(pending: Pending[], messages: MessageView[], me: string): Pending[] {
  const taken = new Set<string>();
  return pending.filter((each) => {
    const found = messages.find((message) => !taken.has(message.id) && isThe(message, each, me));
    if (found) taken.add(found.id);
    return !found;
  });
}
