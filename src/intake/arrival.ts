import type { Channel, Inbound } from '../bots/channel.js';
import type { NewInbound } from '../models/message.js';
import { excerpt } from './excerpt.js';
import { quoteOf } from './quote.js';
import type { Rooms } from './rooms.js';

/** Owner of a conversation that somebody answers from the paired phone itself. */
export const PHONE_OPERATOR = { id: 'phone', name: 'Telepon kantor' } as const;

/**
 * Keeps a message, then rings the bell. Resolves when the message is durable and rung for: only then
 * does the channel tell its vendor "ok". A message that was kept before only rings again, in case
 * the bell was lost.
 */
export async function receive(rooms: Rooms, channel: Channel, inbound: Inbound): Promise<void> {
  const message = {
    ...asMessage(rooms, channel, inbound),
    ...(await quoteOf(rooms, channel, inbound)),
  };
  const isNew = await rooms.messages.keep(message);
  if (inbound.fromPhone) return phoneAnswered(rooms, message);
  if (isNew) rooms.count?.received(channel.name);
  const known = isNew ? false : (await rooms.conversations.find(message.conversationId)) !== null;
  await Promise.all([
    known ? undefined : rooms.conversations.arrive(asArrival(rooms, message, inbound)),
    ringFetch(rooms, message),
  ]);
  await rooms.queue.add(
    'turn',
    { conversationId: message.conversationId, event: 'citizen' },
    { lane: message.conversationId, key: message.id, bell: true },
  );
}

function asMessage(rooms: Rooms, channel: Channel, inbound: Inbound): NewInbound {
  const { name, account } = channel;
  const conversationId = rooms.conversationId(name, account, inbound.chatId);
  return {
    id: rooms.conversationId(name, account, `${inbound.chatId}\n${inbound.externalId}`),
    conversationId,
    channel: name,
    account,
    chatId: inbound.chatId,
    externalId: inbound.externalId,
    content: inbound.content,
    at: rooms.clock.now(),
    ...(inbound.vendorAt ? { vendorAt: inbound.vendorAt } : {}),
    author: inbound.fromPhone ? { kind: 'phone' } : { kind: 'citizen' },
  };
}

function asArrival(rooms: Rooms, message: NewInbound, { sender }: Pick<Inbound, 'sender'>) {
  return {
    id: message.conversationId,
    channel: message.channel,
    account: message.account,
    chatId: message.chatId,
    ...(sender.name ? { name: sender.name } : {}),
    ...(sender.phone ? { phone: sender.phone } : {}),
    defaultLanguage: rooms.defaultLanguage,
    text: excerpt(message.content),
    at: message.at,
  };
}

/** A file announced but not delivered yet is fetched by a job: the citizen need not wait for it. */
async function ringFetch(rooms: Rooms, { id, content }: NewInbound): Promise<void> {
  if (!('media' in content) || content.media.mediaId || !content.media.source) return;
  await rooms.queue.add('fetch', { messageId: id }, { lane: id, key: id });
}

/** Whoever types on the phone has taken the conversation: the bot falls silent as for an operator. */
async function phoneAnswered(rooms: Rooms, { conversationId, at }: NewInbound): Promise<void> {
  const taken = await rooms.conversations.claim(conversationId, PHONE_OPERATOR, {
    force: false,
    at,
  });
  if (taken) await rooms.messages.withholdBot(conversationId, at);
}
