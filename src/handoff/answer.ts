import { createHash } from 'node:crypto';
import { SahutError } from '../errors.js';
import type { ChannelLimits } from '../models/channel.js';
import type { Clock } from '../models/clock.js';
import type { Conversation, Conversations } from '../models/conversation.js';
import type { MediaStore, StoredMedia } from '../models/media.js';
import type {
  Content,
  Hold,
  MediaKind,
  Message,
  Messages,
  NewOutbound,
  OutboundContent,
  Quote,
} from '../models/message.js';
import type { Operator } from '../models/operator.js';
import { type ChannelCard, channelOf } from './channels.js';
import type { MessageView, ReplyBody } from './contract.js';
import type { Calls } from './mentions.js';
import type { Ownership } from './ownership.js';
import { messageView } from './views.js';

/** Notes stay in the house: only this limit holds for them. */
const NOTE_CHARACTERS = 10_000;
/** So long an answer can be taken back. */
const HOLD_MS = 5_000;
/** Longest excerpt of a message that is answered. */
const QUOTE_CHARACTERS = 160;

export interface AnswerParts {
  conversations: Conversations;
  messages: Messages;
  media: MediaStore;
  ownership: Ownership;
  calls: Calls;
  clock: Clock;
  channels(): readonly ChannelCard[];
  /** Rings the send step of a conversation; the message is kept already. */
  ring: { send(conversationId: string): Promise<void> };
}

/** What operators write. */
export interface Answers {
  /**
   * An answer to the citizen. The same `clientId` again writes nothing and returns the same message.
   * Throws `conversation/not-yours`, `media/unknown`, or `request/invalid` with the limit exceeded.
   */
  reply(id: string, body: ReplyBody, by: Operator): Promise<MessageView>;
  /** A note among operators, of anybody, in any state. Repeats as above. */
  note(id: string, body: ReplyBody, by: Operator): Promise<MessageView>;
  /** One's own answer that has not left never leaves; throws `message/sent`. Repeats as above. */
  takeBack(messageId: string, by: Operator): Promise<MessageView>;
}

/** Builds the writing side of the inbox. */
export function createAnswers(parts: AnswerParts): Answers {
  const { conversations, messages, media, ownership, calls, clock, channels, ring } = parts;

  async function contentOf(
    body: ReplyBody,
    conversationId: string,
    limits: ChannelLimits,
  ): Promise<OutboundContent> {
    const text = body.text?.trim() ?? '';
    if (body.mediaId === undefined) {
      if (text === '') throw tooShort();
      within(text, limits.textCharacters);
      return { kind: 'text', text };
    }
    within(text, limits.captionCharacters);
    const file = await fileFor(conversationId, body.mediaId);
    if (file.bytes > limits.uploadBytes) throw tooLarge(limits.uploadBytes);
    const { id: mediaId, mimeType, bytes, fileName } = file;
    return {
      kind: kindOf(mimeType),
      media: { mediaId, mimeType, bytes, ...(fileName === undefined ? {} : { fileName }) },
      ...(text === '' ? {} : { caption: text }),
    };
  }

  /** What one citizen sent is never passed on to another by a slip of the hand. */
  async function fileFor(conversationId: string, mediaId: string): Promise<StoredMedia> {
    const file = await media.find(mediaId);
    const foreign = file?.conversationId && file.conversationId !== conversationId;
    if (!file || foreign) throw new SahutError('media/unknown');
    return file;
  }

  /** What is answered is a message of this conversation, or the request is wrong. */
  async function quoteFor(id: string | undefined, conversationId: string): Promise<Quoted> {
    if (id === undefined) return {};
    const message = await messages.find(id);
    if (message?.conversationId !== conversationId) {
      throw new SahutError('request/invalid', undefined, { replyTo: 'no message of this thread' });
    }
    const text = [...textOf(message.content)].slice(0, QUOTE_CHARACTERS).join('');
    return { replyTo: { id, by: message.author.kind, text } };
  }

  function holdOf(conversation: Conversation, body: ReplyBody): { hold?: Hold } {
    if (!body.hold) return {};
    const { waitingSince, lastText, lastAt } = conversation;
    const until = new Date(clock.now().getTime() + HOLD_MS);
    return { hold: { until, before: { waitingSince, lastText, lastAt } } };
  }

  /** As if it had not been said; unless another answer has ended the waiting since. */
  async function putBack(message: Message, by: Operator): Promise<void> {
    const { conversationId, order, at, hold } = message;
    if (!hold) return;
    const later = await messages.page(conversationId, { after: order, limit: LATER_LOOKED_AT });
    const answered = later.some(
      ({ direction, takenBackAt }) => direction === 'out' && takenBackAt === undefined,
    );
    const waitingSince = answered ? null : hold.before.waitingSince;
    await conversations.unanswer(conversationId, by.id, { at, ...hold.before, waitingSince });
  }

  /** The owner is looked at by the write that keeps the answer: a take-over comes before or after. */
  async function writeReply(conversation: Conversation, entry: Entry): Promise<Message> {
    const message = messageOf(conversation, entry, clock.now());
    const { id, conversationId, content } = message;
    const answered = await conversations.answer(conversationId, message, textOf(content));
    if (!answered) throw new SahutError('conversation/not-yours');
    await messages.write([message]);
    await conversations.answered(conversationId, [id]);
    return found(id);
  }

  async function writeNote(conversation: Conversation, entry: Entry): Promise<Message> {
    const message = messageOf(conversation, entry, clock.now());
    const { id, conversationId, content, at } = message;
    await messages.write([message]);
    await conversations.wrote(conversationId, textOf(content), { answer: false, at });
    return found(id);
  }

  async function found(id: string): Promise<Message> {
    const kept = await messages.find(id);
    if (!kept) throw new SahutError('internal/unexpected');
    return kept;
  }

  return {
    async reply(conversationId, body, by) {
      const id = messageId(conversationId, by.id, `reply ${body.clientId}`);
      const conversation = await ownership.mine(conversationId, by);
      const before = await messages.find(id);
      const { limits } = channelOf(channels(), conversation);
      const kept =
        before ??
        (await writeReply(conversation, {
          id,
          direction: 'out',
          content: await contentOf(body, conversationId, limits),
          by,
          ...(await quoteFor(body.replyTo, conversationId)),
          ...holdOf(conversation, body),
        }));
      await ring.send(conversationId);
      return messageView(kept);
    },
    async note(conversationId, body, by) {
      const id = messageId(conversationId, by.id, `note ${body.clientId}`);
      const conversation = await conversations.find(conversationId);
      if (!conversation) throw new SahutError('conversation/unknown');
      const before = await messages.find(id);
      if (before) {
        await calls.call(before);
        return messageView(before);
      }
      const { limits } = channelOf(channels(), conversation);
      const inHouse = {
        ...limits,
        textCharacters: NOTE_CHARACTERS,
        captionCharacters: NOTE_CHARACTERS,
        uploadBytes: Number.MAX_SAFE_INTEGER,
      };
      const content = await contentOf(body, conversationId, inHouse);
      const note = await writeNote(conversation, {
        id,
        direction: 'note',
        content,
        by,
        ...(await quoteFor(body.replyTo, conversationId)),
        mentions: await calls.named(body.mentions ?? []),
      });
      await calls.call(note);
      return messageView(note);
    },
    async takeBack(messageId, by) {
      const taken = await messages.takeBack(messageId, by.id, clock.now());
      if (!taken) throw new SahutError('message/sent');
      await putBack(taken, by);
      // What was written behind it need not wait any longer.
      await ring.send(taken.conversationId);
      return messageView(taken);
    },
  };
}

interface Entry {
  id: string;
  direction: 'out' | 'note';
  content: OutboundContent;
  by: Operator;
  replyTo?: Quote;
  hold?: Hold;
  mentions?: { id: string; name: string }[];
}

type Quoted = Pick<Entry, 'replyTo'>;

/** Messages after one that was taken back; among so many an answer is found, if there is one. */
const LATER_LOOKED_AT = 100;

function messageOf(conversation: Conversation, entry: Entry, at: Date): NewOutbound {
  const { by, ...said } = entry;
  const { id: conversationId, channel, account, chatId } = conversation;
  const author = { kind: 'operator', operatorId: by.id, name: by.name } as const;
  return { ...said, conversationId, channel, account, chatId, author, at };
}

/** The id of an operator's message: the same for every repeat of one press of "send". */
function messageId(conversationId: string, operatorId: string, clientId: string): string {
  const parts = JSON.stringify([conversationId, operatorId, clientId]);
  return `op-${createHash('sha256').update(parts).digest('base64url').slice(0, 27)}`;
}

function kindOf(mimeType: string): MediaKind {
  const family = mimeType.split('/')[0];
  if (family === 'image') return 'photo';
  return family === 'video' || family === 'audio' ? family : 'document';
}

function textOf(content: Content | OutboundContent): string {
  if ('text' in content) return content.text;
  if (content.kind === 'location') return content.name ?? '📍';
  if (content.kind === 'choice') return content.label;
  if (content.kind === 'contact') return content.name;
  if (!('media' in content)) return `[${content.kind}]`;
  return content.caption ?? content.media.fileName ?? `[${content.kind}]`;
}

function within(text: string, characters: number): void {
  if ([...text].length <= characters) return;
  const fault = `at most ${characters} characters on this channel`;
  throw new SahutError('request/invalid', `The text is too long: ${fault}.`, { text: fault });
}

function tooShort(): SahutError {
  return new SahutError('request/invalid', 'There is nothing to send.', {
    text: 'write something or attach a file',
  });
}

function tooLarge(bytes: number): SahutError {
  const megabytes = Math.floor(bytes / 1_000_000);
  return new SahutError(
    'request/too-large',
    `The file is too large for this channel: at most ${megabytes} MB.`,
  );
}
