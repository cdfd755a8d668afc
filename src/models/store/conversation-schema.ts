import { Schema } from 'mongoose';
import { SPOKEN_LANGUAGES } from '../category.js';
import { CHANNEL_NAMES } from '../channel.js';
import type { Conversation, Owner } from '../conversation.js';
import { SCHEMA_OPTIONS } from './collection.js';

/** `waitingAt` of a conversation in which nobody waits: sorts behind every time. */
export const NOBODY_WAITS = 9e15;

/**
 * A conversation as it is kept. `owner` says everything about who answers; `desk` is the same in
 * one word for filters and the index: `bot`, `waiting`, `closed` or `operator:<id>`.
 */
export interface ConversationDoc extends Omit<Conversation, 'id' | 'waitingSince' | 'dialogue'> {
  _id: string;
  /** As JSON: no filter looks into it, and most who read a conversation have no use for it. */
  dialogue: string | null;
  desk: string;
  /** `waitingSince` in milliseconds: a number, so that `$min` keeps the first one in one write. */
  waitingAt: number;
  /** The turn of `effects`, present only while they are not carried out. */
  unsettledTurn?: number;
  /** When the last of `unsaid` came in. */
  unsaidSince?: Date;
}

/** The desks of conversations that no operator owns. */
export const FREE_DESKS = ['bot', 'waiting', 'closed'];

export const operatorDesk = (operatorId: string) => `operator:${operatorId}`;

/** The desk on which a conversation with this owner lies. */
export function deskOf(owner: Owner): string {
  return owner.kind === 'operator' ? operatorDesk(owner.operatorId) : owner.kind;
}

/** The noun without what only the store needs. */
export function conversationOf(doc: ConversationDoc): Conversation {
  const { _id, desk: _desk, waitingAt, unsettledTurn: _turn, unsaidSince: _since, ...rest } = doc;
  const waitingSince = waitingAt >= NOBODY_WAITS ? null : new Date(waitingAt);
  // FerretDB leaves out nulls and empty lists when it inserts by an upsert.
  const { dialogue: json = null, effects = null, references = [] } = rest;
  const dialogue: unknown = json === null ? null : JSON.parse(json);
  return { id: _id, ...rest, dialogue, effects, references, waitingSince };
}

const text = { type: String, required: true };
const time = { type: Date, required: true };
const count = { type: Number, required: true, min: 0 };

export const conversationSchema = new Schema(
  {
    _id: text,
    channel: { type: String, required: true, enum: CHANNEL_NAMES },
    account: text,
    chatId: text,
    citizen: {
      name: String,
      phone: String,
      language: { type: String, required: true, enum: SPOKEN_LANGUAGES },
    },
    owner: {
      kind: text,
      reason: String,
      outcome: String,
      operatorId: String,
      name: String,
      since: Date,
    },
    desk: text,
    danger: { type: Number, required: true, enum: [0, 1, 2] },
    emergency: Schema.Types.Mixed,
    dialogue: String,
    version: count,
    turn: count,
    effects: Schema.Types.Mixed,
    unsettledTurn: Number,
    silence: { at: Date, bellAt: Date },
    unsaid: { type: [Schema.Types.Mixed], default: undefined },
    unsaidSince: Date,
    returnedNote: String,
    returnedAt: Date,
    lastText: String,
    lastAt: time,
    waitingAt: count,
    firstCitizenAt: time,
    lastCitizenAt: time,
    unseen: count,
    references: [String],
    changed: count,
    createdAt: time,
  },
  { ...SCHEMA_OPTIONS, collection: 'conversations' },
);

/** Serves the lists `waiting` and `mine` in their order, and their counts. */
conversationSchema.index({ desk: 1, danger: -1, waitingAt: 1, _id: 1 });
/** Serves the list `all` and the resuming of live views. */
conversationSchema.index({ changed: 1 });
conversationSchema.index({ unsettledTurn: 1 }, { sparse: true });
conversationSchema.index({ unsaidSince: 1 }, { sparse: true });
conversationSchema.index({ returnedAt: 1 }, { sparse: true });
