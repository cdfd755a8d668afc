import { type Collection, Schema } from 'mongoose';
import { SahutError } from '../../errors.js';
import { CATEGORIES, URGENCIES } from '../category.js';
import {
  COMPLAINT_STATUSES,
  type Complaint,
  type ComplaintChange,
  type Complaints,
  type HistoryEntry,
  mayMove,
  type NewComplaint,
} from '../complaint.js';
import type { Changes } from './changes.js';
import { insertNew, SCHEMA_OPTIONS, SOON } from './collection.js';
import { defined } from './defined.js';

/** A complaint as it is kept: its reference is its id. */
export interface ComplaintDoc extends Omit<Complaint, 'id' | 'reference'> {
  _id: string;
}

const text = { type: String, required: true };
const time = { type: Date, required: true };

export const complaintSchema = new Schema(
  {
    _id: text,
    conversationId: text,
    description: text,
    category: { type: String, required: true, enum: CATEGORIES },
    urgency: { type: String, required: true, enum: URGENCIES },
    triage: { type: Schema.Types.Mixed, required: true },
    categoryBy: { type: String, required: true, enum: ['triage', 'citizen', 'operator'] },
    place: { type: Schema.Types.Mixed, required: true },
    facts: Schema.Types.Mixed,
    mediaIds: [String],
    reporter: { kind: text, name: String },
    agencyId: text,
    status: { type: String, required: true, enum: COMPLAINT_STATUSES },
    dueAt: time,
    lastPublicNote: String,
    history: [Schema.Types.Mixed],
    version: { type: Number, required: true, min: 0 },
    changed: { type: Number, required: true, min: 1 },
    filedAt: time,
  },
  { ...SCHEMA_OPTIONS, collection: 'complaints' },
);

complaintSchema.index({ conversationId: 1, filedAt: 1 });

interface ComplaintShelf {
  docs: Collection<ComplaintDoc>;
  changes: Changes;
  /** The conversation's line shows its newest complaint: live views must look again. */
  touch: (conversationId: string) => Promise<void>;
}

/** The kept complaints. */
export function createComplaints({ docs, changes, touch }: ComplaintShelf): Complaints {
  return {
    async file(complaint) {
      const filed = await changes.write((stamp) =>
        insertNew(docs.insertOne(newDoc(defined(complaint), stamp), SOON)),
      );
      await touch(complaint.conversationId);
      return filed;
    },
    async find(reference) {
      const doc = await docs.findOne({ _id: reference });
      return doc && complaintOf(doc);
    },
    async ofConversation(conversationId) {
      const found = await docs.find({ conversationId }, { sort: { filedAt: 1 } }).toArray();
      return found.map(complaintOf);
    },
    async change(reference, version, change, by, at) {
      const doc = await docs.findOne({ _id: reference, version });
      if (!doc) return null;
      const { fields, history } = edits(doc, { change, by, at });
      if (Object.keys(fields).length === 0) return complaintOf(doc);
      const after = await changes.write((changed) =>
        docs.findOneAndUpdate(
          { _id: reference, version },
          {
            $set: { ...fields, changed },
            $inc: { version: 1 },
            $push: { history: { $each: history } },
          },
          { returnDocument: 'after', includeResultMetadata: false },
        ),
      );
      if (!after) return null;
      await touch(after.conversationId);
      return complaintOf(after);
    },
  };
}

function complaintOf({ _id, ...rest }: ComplaintDoc): Complaint {
  return { id: _id, reference: _id, ...rest };
}

function newDoc({ reference, ...complaint }: NewComplaint, changed: number): ComplaintDoc {
  return {
    _id: reference,
    ...complaint,
    status: 'filed',
    history: [{ at: complaint.filedAt, by: 'bot', what: 'filed', to: complaint.category }],
    version: 0,
    changed,
  };
}

interface Edit {
  change: ComplaintChange;
  by: { name: string; operatorId?: string };
  at: Date;
}

/** The fields that really change, and an entry of the history for each of them. */
function edits(doc: ComplaintDoc, { change, by, at }: Edit) {
  if (change.status && change.status !== doc.status && !mayMove(doc.status, change.status)) {
    throw new SahutError(
      'complaint/illegal-move',
      `A complaint cannot go from ${doc.status} to ${change.status}.`,
    );
  }
  const who = { at, by: by.name, ...(by.operatorId ? { operatorId: by.operatorId } : {}) };
  const fields: Partial<ComplaintDoc> = {};
  const history: HistoryEntry[] = [];
  const set = <Name extends 'category' | 'urgency' | 'status'>(
    what: Name,
    to: ComplaintDoc[Name] | undefined,
  ) => {
    if (to === undefined || to === doc[what]) return;
    Object.assign(fields, { [what]: to });
    history.push({ ...who, what, from: doc[what], to });
  };
  set('category', change.category);
  set('urgency', change.urgency);
  set('status', change.status);
  if (fields.category) fields.categoryBy = 'operator';
  if (change.agencyId && change.agencyId !== doc.agencyId) {
    fields.agencyId = change.agencyId;
    history.push({ ...who, what: 'agency', from: doc.agencyId, to: change.agencyId });
  }
  if (change.dueAt && change.dueAt.getTime() !== doc.dueAt.getTime()) {
    fields.dueAt = change.dueAt;
    history.push({
      ...who,
      what: 'due',
      from: doc.dueAt.toISOString(),
      to: change.dueAt.toISOString(),
    });
  }
  if (change.publicNote) {
    fields.lastPublicNote = change.publicNote;
    history.push({ ...who, what: 'public-note', publicNote: change.publicNote });
  }
  return { fields, history };
}
