import { type Collection, Schema } from 'mongoose';
import type { Mention, Mentions } from '../mention.js';
import { compoundId, insertNew, SCHEMA_OPTIONS } from './collection.js';

/** A mention as it is kept; its id is made of the message and the operator. */
export interface MentionDoc extends Mention {
  _id: string;
  /** The operator, only while they have not seen it: the index holds nothing else. */
  unseenBy?: string;
  seenAt?: Date;
}

const text = { type: String, required: true };

export const mentionSchema = new Schema(
  {
    _id: text,
    operatorId: text,
    messageId: text,
    conversationId: text,
    by: { id: text, name: text },
    text: String,
    at: { type: Date, required: true },
    unseenBy: String,
    seenAt: Date,
  },
  { ...SCHEMA_OPTIONS, collection: 'mentions' },
);

mentionSchema.index({ unseenBy: 1 }, { sparse: true });

/** The kept mentions. */
export function createMentions(docs: Collection<MentionDoc>): Mentions {
  const open = (operatorId: string) => docs.find({ unseenBy: operatorId }).toArray();
  return {
    async note(mentions) {
      for (const mention of mentions) {
        const { messageId, operatorId } = mention;
        const _id = compoundId(messageId, operatorId);
        await insertNew(docs.insertOne({ _id, ...mention, unseenBy: operatorId }));
      }
    },
    async unseen(operatorId) {
      const found = await open(operatorId);
      return found.sort((one, other) => one.at.getTime() - other.at.getTime()).map(mentionOf);
    },
    async seen(operatorId, conversationId, at) {
      const here = (await open(operatorId)).filter((doc) => doc.conversationId === conversationId);
      if (here.length === 0) return 0;
      await docs.updateMany(
        { _id: { $in: here.map(({ _id }) => _id) } },
        { $set: { seenAt: at }, $unset: { unseenBy: 1 } },
      );
      return here.length;
    },
  };
}

function mentionOf({ _id, unseenBy: _, seenAt: __, ...mention }: MentionDoc): Mention {
  return mention;
}
