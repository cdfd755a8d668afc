import { type Collection, Schema, Types } from 'mongoose';
import { SahutError } from '../../errors.js';
import { CATEGORIES } from '../category.js';
import { COMPLAINT_STATUSES } from '../complaint.js';
import type { QuickReplies, QuickReply, QuickReplyText } from '../quick-reply.js';
import { isDuplicate, SCHEMA_OPTIONS } from './collection.js';

/** A quick reply as it is kept; of a removed one, only its id and that it was there. */
export interface QuickReplyDoc extends Partial<QuickReplyText> {
  _id: string;
  version: number;
  removed?: boolean;
}

export const quickReplySchema = new Schema(
  {
    _id: { type: String, required: true },
    shortcut: String,
    text: { id: String, en: String },
    category: { type: String, enum: [...CATEGORIES, null] },
    status: { type: String, enum: [...COMPLAINT_STATUSES, null] },
    version: { type: Number, required: true },
    removed: Boolean,
  },
  { ...SCHEMA_OPTIONS, collection: 'quickreplies' },
);

quickReplySchema.index({ shortcut: 1 }, { unique: true, sparse: true });

/** The kept quick replies: some dozens, read whole. */
export function createQuickReplies(docs: Collection<QuickReplyDoc>): QuickReplies {
  return {
    async list() {
      const found = await docs.find({ shortcut: { $gt: '' } }).toArray();
      return found.map(replyOf).sort((one, other) => (one.shortcut < other.shortcut ? -1 : 1));
    },
    async untouched() {
      return (await docs.findOne({ _id: { $gt: '' } })) === null;
    },
    async add(reply, id = new Types.ObjectId().toHexString()) {
      try {
        await docs.insertOne({ _id: id, ...reply, version: 1 });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        const same = await docs.findOne({ _id: id });
        if (!same) throw new SahutError('quick-reply/taken');
        return replyOf(same);
      }
      return { id, ...reply, version: 1 };
    },
    async change(id, version, reply) {
      const result = await update(docs, { id, version, reply });
      if (result.matchedCount === 1) return { id, ...reply, version: version + 1 };
      const known = await docs.findOne({ _id: id, shortcut: { $gt: '' } });
      throw new SahutError(known ? 'quick-reply/changed-meanwhile' : 'quick-reply/unknown');
    },
    async remove(id) {
      await docs.updateOne(
        { _id: id },
        {
          $set: { removed: true },
          $unset: { shortcut: 1, text: 1, category: 1, status: 1 },
          $inc: { version: 1 },
        },
      );
    },
  };
}

interface Change {
  id: string;
  version: number;
  reply: QuickReplyText;
}

async function update(docs: Collection<QuickReplyDoc>, { id, version, reply }: Change) {
  try {
    return await docs.updateOne(
      { _id: id, version, shortcut: { $gt: '' } },
      { $set: { ...reply, version: version + 1 } },
    );
  } catch (error) {
    if (isDuplicate(error)) throw new SahutError('quick-reply/taken');
    throw error;
  }
}

function replyOf(doc: QuickReplyDoc): QuickReply {
  const { _id, shortcut = '', text, category, status, version } = doc;
  return {
    id: _id,
    shortcut,
    text: { id: text?.id ?? '', en: text?.en ?? '' },
    category: category ?? null,
    status: status ?? null,
    version,
  };
}
