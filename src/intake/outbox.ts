import { type Channel, ChannelError, type Outbound } from '../bots/channel.js';
import { asError } from '../errors.js';
import type { Owner } from '../models/conversation.js';
import type { Message, OutboundContent } from '../models/message.js';
import { RetryLater } from '../queue/queue.js';
import { outboundQuote } from './quote.js';
import type { Rooms } from './rooms.js';

/** Pause before a channel that is down is tried again. */
const DOWN_RETRY_MS = 5_000;

/**
 * Sends what is unsent in a conversation, in order; stops at the first that must wait. One that can
 * still be taken back has its own bell hung up: a start looks here again, so that it leaves once,
 * whatever became of the operator's browser or of this process.
 */
export async function sendUnsent(rooms: Rooms, conversationId: string): Promise<void> {
  for (const message of await rooms.messages.unsent(conversationId)) {
    const heldMs = (message.hold?.until.getTime() ?? 0) - rooms.clock.now().getTime();
    if (heldMs > 0) return ringAfter(rooms, message, heldMs);
    await sendOne(rooms, message);
  }
}

function ringAfter({ queue }: Rooms, message: Message, delayMs: number): Promise<void> {
  const { id, conversationId } = message;
  const options = { lane: conversationId, key: `held:${id}`, delayMs, bell: true };
  return queue.add('send', { conversationId }, options);
}

async function sendOne(rooms: Rooms, message: Message): Promise<void> {
  const { messages, conversations, clock, channel: channelOf } = rooms;
  // `sending` means that an earlier process may have handed it over: the channel is told so.
  const again = message.delivery?.state === 'sending';
  if (!(await messages.startSending(message.id, clock.now()))) return;
  // The owner is read after `sending` is written, and a claim withholds after it has written the
  // owner: whichever comes first, a bot's message never leaves after a claim.
  const owner = await conversations.ownerOf(message.conversationId);
  if (!owner || isSilenced(owner, message)) {
    return finish(rooms, message, { state: 'withheld' });
  }
  const channel = channelOf(message.channel, message.account);
  if (!channel) {
    return finish(rooms, message, { state: 'failed', problem: 'This channel is switched off.' });
  }
  await deliver(rooms, message, { channel, again });
}

interface Way {
  channel: Channel;
  again: boolean;
}

async function deliver(rooms: Rooms, message: Message, way: Way): Promise<void> {
  try {
    const outbound = await asOutbound(rooms, message, way);
    const { externalId } = await way.channel.send(outbound);
    await finish(rooms, message, { state: 'sent', externalId });
  } catch (thrown) {
    await failed(rooms, message, thrown);
  }
}

async function asOutbound(rooms: Rooms, message: Message, way: Way): Promise<Outbound> {
  const content = message.content as OutboundContent;
  const outbound = {
    id: message.id,
    chatId: message.chatId,
    content,
    again: way.again,
    ...(await outboundQuote(rooms.messages, message)),
  };
  if (!('media' in content) || !content.media.mediaId) return outbound;
  const data = await rooms.media.read(content.media.mediaId);
  if (!data) throw new ChannelError('refused', 'The file is no longer in the store.');
  return { ...outbound, data };
}

/** What may succeed later goes back to the queue; what never will is put before an operator. */
async function failed(rooms: Rooms, message: Message, thrown: unknown): Promise<void> {
  const error = asError(thrown);
  const kind = error instanceof ChannelError ? error.kind : 'later';
  if (kind === 'refused' || kind === 'unreachable') {
    await finish(rooms, message, { state: 'failed', problem: error.message });
    await rooms.conversations.wait(message.conversationId, 'trouble', 0, rooms.clock.now());
    return;
  }
  await rooms.messages.finishSending(message.id, { state: 'queued' }, rooms.clock.now());
  if (!(error instanceof ChannelError)) throw error;
  throw new RetryLater(error.afterMs ?? DOWN_RETRY_MS, error.message);
}

async function finish(
  rooms: Rooms,
  message: Message,
  outcome: { state: 'sent' | 'failed' | 'withheld'; externalId?: string; problem?: string },
): Promise<void> {
  await rooms.messages.finishSending(message.id, outcome, rooms.clock.now());
  rooms.count?.sent(message.channel, outcome.state);
}

function isSilenced(owner: Owner, { author }: Message): boolean {
  return author.kind === 'bot' && owner.kind === 'operator';
}
