import { type Collection, Schema } from 'mongoose';
import type { Emergencies, EmergencyKey, EmergencyRecord, Moment } from '../emergency.js';
import { compoundId, isDuplicate, SCHEMA_OPTIONS, type Update, type Where } from './collection.js';

/** The times as they are kept; the id is made of the conversation and the first word of danger. */
export interface EmergencyDoc extends EmergencyRecord {
  _id: string;
}

const act = {
  operatorId: { type: String, required: true },
  name: { type: String, required: true },
  at: { type: Date, required: true },
};

export const emergencySchema = new Schema(
  {
    _id: { type: String, required: true },
    conversationId: { type: String, required: true },
    openedAt: { type: Date, required: true },
    shown: { type: [new Schema(act, { _id: false })], default: undefined },
    accepted: { type: [new Schema(act, { _id: false })], default: undefined },
    lost: { type: [new Schema(act, { _id: false })], default: undefined },
    firstWordsAt: Date,
    closedAt: Date,
    outcome: String,
  },
  { ...SCHEMA_OPTIONS, collection: 'emergencies' },
);

emergencySchema.index({ openedAt: 1 });

/** The kept times of emergencies. */
export function createEmergencies(docs: Collection<EmergencyDoc>): Emergencies {
  return {
    async note(key, moment) {
      const { where, update } = writeOf(moment);
      const _id = idOf(key);
      const made = { conversationId: key.conversationId, openedAt: key.openedAt };
      try {
        await docs.updateOne(
          { _id, ...where },
          { ...update, $setOnInsert: made },
          { upsert: true },
        );
      } catch (error) {
        // The id is there and the condition does not hold: this was noted before.
        if (!isDuplicate(error)) throw error;
      }
    },
    async find(key) {
      const doc = await docs.findOne({ _id: idOf(key) });
      return doc && recordOf(doc);
    },
    async between(from, to, limit) {
      const range = { openedAt: { $gte: from, $lt: to } };
      const found = await docs.find(range, { sort: { openedAt: 1 }, limit }).toArray();
      return found.map(recordOf);
    },
  };
}

const idOf = ({ conversationId, openedAt }: EmergencyKey) =>
  compoundId(conversationId, String(openedAt.getTime()));

/** The write, and the condition under which the moment is news. */
function writeOf(moment: Moment): { where: Where<EmergencyDoc>; update: Update<EmergencyDoc> } {
  switch (moment.kind) {
    case 'shown': {
      const { by } = moment;
      return {
        where: { 'shown.operatorId': { $ne: by.operatorId } },
        update: { $push: { shown: by } },
      };
    }
    case 'accepted':
      return {
        where: { 'accepted.at': { $ne: moment.by.at } },
        update: { $push: { accepted: moment.by } },
      };
    case 'lost':
      return {
        where: { 'lost.at': { $ne: moment.by.at } },
        update: { $push: { lost: moment.by } },
      };
    case 'spoke':
      return { where: {}, update: { $min: { firstWordsAt: moment.at } } };
    case 'closed': {
      const { outcome, at: closedAt } = moment;
      return { where: { outcome: { $exists: false } }, update: { $set: { outcome, closedAt } } };
    }
  }
}

function recordOf({
  _id,
  shown = [],
  accepted = [],
  lost = [],
  ...rest
}: EmergencyDoc): EmergencyRecord {
  return { ...rest, shown, accepted, lost };
}
