import { type Collection, Schema } from 'mongoose';
import type { JobStore, StoredJob } from '../job.js';
import { insertNew, SCHEMA_OPTIONS } from './collection.js';

/** A job as it is kept; its id is made of name and key. */
export interface JobDoc extends StoredJob {
  _id: string;
}

const text = { type: String, required: true };
const time = { type: Date, required: true };

export const jobSchema = new Schema(
  {
    _id: text,
    name: text,
    key: text,
    lane: String,
    payload: { type: Schema.Types.Mixed, required: true },
    dueAt: time,
    addedAt: time,
    order: { type: Number, required: true },
    attempts: { type: Number, required: true, min: 0 },
    dead: { problem: String, at: Date },
  },
  { ...SCHEMA_OPTIONS, collection: 'jobs' },
);

jobSchema.index({ 'dead.at': 1 }, { sparse: true });

/** The kept jobs of the embedded queue. */
export function createJobStore(docs: Collection<JobDoc>): JobStore {
  return {
    keep: (job) => insertNew(docs.insertOne({ _id: idOf(job.name, job.key), ...job })),
    async finish(name, key) {
      await docs.deleteOne({ _id: idOf(name, key) });
    },
    async postpone(name, key, { dueAt, attempts }) {
      await docs.updateOne({ _id: idOf(name, key) }, { $set: { dueAt, attempts } });
    },
    async bury(name, key, problem, at) {
      await docs.updateOne({ _id: idOf(name, key) }, { $set: { dead: { problem, at } } });
    },
    async pending() {
      // All but the few dead ones: cheaper to leave them out here than to keep an index for it.
      const kept = await docs.find({ _id: { $gt: '' } }).toArray();
      return kept
        .filter((job) => !job.dead)
        .sort((one, other) => one.order - other.order)
        .map(jobOf);
    },
    async dead(limit) {
      const dead = await docs
        .find({ 'dead.at': { $gt: new Date(0) } }, { sort: { 'dead.at': -1 }, limit })
        .toArray();
      return dead.map(jobOf);
    },
    async revive(name, key, at) {
      const result = await docs.updateOne(
        { _id: idOf(name, key), 'dead.at': { $gt: new Date(0) } },
        { $set: { dueAt: at, attempts: 0 }, $unset: { dead: 1 } },
      );
      return result.matchedCount === 1;
    },
  };
}

/** A queue's name has no `/`, so that this cannot mean two jobs. */
const idOf = (name: string, key: string) => `${name}/${key}`;

function jobOf({ _id, ...job }: JobDoc): StoredJob {
  return job;
}
