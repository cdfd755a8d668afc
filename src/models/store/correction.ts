import { type Collection, Schema } from 'mongoose';
import { CATEGORIES, INTENTS, URGENCIES } from '../category.js';
import { CORRECTION_STATES, type Correction, type Corrections } from '../correction.js';
import { SCHEMA_OPTIONS, type Where } from './collection.js';
import { defined } from './defined.js';

/** A correction as it is kept; `order` is the latest act's time and the reference. */
export interface CorrectionDoc extends Omit<Correction, 'id'> {
  _id: string;
  order: string;
}

const text = { type: String, required: true };
const time = { type: Date, required: true };
const mixed = { type: Schema.Types.Mixed, required: true };

export const correctionSchema = new Schema(
  {
    _id: text,
    text,
    category: { type: String, required: true, enum: CATEGORIES },
    urgency: { type: String, required: true, enum: URGENCIES },
    intent: { type: String, required: true, enum: INTENTS },
    language: text,
    said: mixed,
    acts: [Schema.Types.Mixed],
    at: time,
    by: mixed,
    state: { type: String, required: true, enum: CORRECTION_STATES },
    decided: Schema.Types.Mixed,
    order: text,
  },
  { ...SCHEMA_OPTIONS, collection: 'corrections' },
);

correctionSchema.index({ order: 1 });
correctionSchema.index({ state: 1, order: 1 });

/** The kept corrections. */
export function createCorrections(docs: Collection<CorrectionDoc>): Corrections {
  const newest = async (where: Where<CorrectionDoc>, limit: number): Promise<Correction[]> => {
    const found = await docs.find(where, { sort: { order: -1 }, limit }).toArray();
    return found.map(correctionOf);
  };
  return {
    async keep({ id, ...correction }) {
      const order = `${correction.at.toISOString()} ${id}`;
      await docs.updateOne(
        { _id: id },
        { $set: { ...defined(correction), order }, $setOnInsert: { state: 'new' as const } },
        { upsert: true },
      );
    },
    async find(id) {
      const doc = await docs.findOne({ _id: id });
      return doc && correctionOf(doc);
    },
    async list({ after, limit }) {
      if (after === undefined) return newest({ order: { $gt: '' } }, limit);
      const last = await docs.findOne({ _id: after });
      return last ? newest({ order: { $gt: '', $lt: last.order } }, limit) : [];
    },
    included: (limit) => newest({ state: 'included' }, limit),
    async counts() {
      const [fresh = 0, included = 0, excluded = 0] = await Promise.all(
        CORRECTION_STATES.map((state) => docs.countDocuments({ state })),
      );
      return { new: fresh, included, excluded };
    },
    async decide(ids, state, decided) {
      const where = { _id: { $in: [...ids] } };
      const { matchedCount } = await docs.updateMany(where, { $set: { state, decided } });
      return matchedCount;
    },
  };
}

function correctionOf({ _id, order: _, ...rest }: CorrectionDoc): Correction {
  return { id: _id, ...rest };
}
