import type { Channel, Inbound, Outbound } from '../bots/channel.js';
import type { Message, Quote } from '../models/message.js';
import { excerpt } from './excerpt.js';
import type { Rooms } from './rooms.js';

/** The message that a citizen answers, if it is kept: theirs has an id that derives, ours is looked up. */
export async function quoteOf(
  { conversationId, messages }: Pick<Rooms, 'conversationId' | 'messages'>,
  { name, account }: Pick<Channel, 'name' | 'account'>,
  { chatId, quotes }: Pick<Inbound, 'chatId' | 'quotes'>,
): Promise<{ replyTo?: Quote }> {
  if (quotes === undefined) return {};
  const theirs = await messages.find(conversationId(name, account, `${chatId}\n${quotes}`));
  const found = theirs ?? (await messages.findSent({ channel: name, account, externalId: quotes }));
  if (!found || found.conversationId !== conversationId(name, account, chatId)) return {};
  return { replyTo: { id: found.id, by: found.author.kind, text: excerpt(found.content) } };
}

/** The same on the way out: what the channel needs to quote it; nothing when it never left. */
export async function outboundQuote(
  messages: Rooms['messages'],
  { replyTo }: Pick<Message, 'replyTo'>,
): Promise<Pick<Outbound, 'quote'>> {
  const answered = replyTo ? await messages.find(replyTo.id) : null;
  if (!answered?.externalId) return {};
  const { externalId, direction, content } = answered;
  return { quote: { externalId, fromUs: direction === 'out', text: excerpt(content) } };
}
