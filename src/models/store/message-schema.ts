import { Schema } from 'mongoose';
import { CHANNEL_NAMES, type ChannelName } from '../channel.js';
import { DELIVERY_STATES, type MediaRef, type Message } from '../message.js';
import { SCHEMA_OPTIONS } from './collection.js';

/** A message as it is kept. */
export interface MessageDoc extends Omit<Message, 'id'> {
  _id: string;
  /**
   * The vendor's id with the direction before it: unique. Absent on what was never sent.
   * A message written on the paired phone counts as outgoing, as do ours that come back as an echo.
   */
  externalKey?: string;
  /** What is still to be done, `read:<conversation>` or `send:<conversation>`; absent when done. */
  todo?: string;
  /** The conversation, only while a file is still to be fetched. */
  fetching?: string;
  /** When the citizen wrote the newest edit and the newest reaction. */
  amended?: { text?: Date; emoji?: Date };
}

/** Where a message is at its channel. */
export interface Whereabouts {
  channel: ChannelName;
  account: string;
  externalId: string;
}

export function externalKey(direction: 'in' | 'out', where: Whereabouts): string {
  return `${direction}|${where.channel}|${where.account}|${where.externalId}`;
}

export const todo = (what: 'read' | 'send', conversationId: string) => `${what}:${conversationId}`;

/** Everything of one kind that is to be done; `;` is the character after `:`. */
export const anyTodo = (what: 'read' | 'send') => ({ $gt: `${what}:`, $lt: `${what};` });

/** True while a file can still be fetched from its vendor. */
export function isToFetch(media: MediaRef): boolean {
  return media.mediaId === null && media.missing === undefined && media.source !== undefined;
}

/** The noun without what only the store needs. */
export function messageOf(doc: MessageDoc): Message {
  const { _id, externalKey: _key, todo: _todo, fetching: _fetch, amended: _when, ...rest } = doc;
  return { id: _id, ...rest };
}

const text = { type: String, required: true };
const stamp = { type: Number, required: true, min: 1 };

export const messageSchema = new Schema(
  {
    _id: text,
    conversationId: text,
    channel: { type: String, required: true, enum: CHANNEL_NAMES },
    account: text,
    chatId: text,
    externalId: String,
    externalKey: String,
    direction: { type: String, required: true, enum: ['in', 'out', 'note'] },
    author: { kind: text, operatorId: String, name: String },
    content: { type: Schema.Types.Mixed, required: true },
    order: stamp,
    changed: stamp,
    at: { type: Date, required: true },
    vendorAt: Date,
    readAt: Date,
    delivery: {
      state: { type: String, enum: DELIVERY_STATES },
      at: Date,
      attempts: Number,
      maybeTwice: Boolean,
      problem: String,
    },
    todo: String,
    fetching: String,
    originalText: String,
    deletedAt: Date,
    amended: { text: Date, emoji: Date },
    reactions: [{ by: String, emoji: String, _id: false }],
    replyTo: { type: Schema.Types.Mixed },
    mentions: { type: Schema.Types.Mixed },
    hold: { type: Schema.Types.Mixed },
    takenBackAt: Date,
  },
  { ...SCHEMA_OPTIONS, collection: 'messages' },
);

messageSchema.index({ externalKey: 1 }, { unique: true, sparse: true });
/** Serves the pages of a thread. */
messageSchema.index({ conversationId: 1, order: 1 });
messageSchema.index({ changed: 1 });
/** What is to be done is small, however many messages there are: the index holds nothing else. */
messageSchema.index({ todo: 1 }, { sparse: true });
messageSchema.index({ fetching: 1 }, { sparse: true });
