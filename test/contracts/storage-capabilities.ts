import type { Collection, OpenStorage } from '../storage/open.js';

/** What MongoDB can and a compatible server may not. */
export type Capability =
  | 'transactions'
  | 'facets'
  | 'sparseIndexes'
  | 'partialIndexes'
  | 'uniqueNulls'
  | 'duplicateDetails'
  | 'atomicUpdates'
  | 'nestedArrays'
  | 'elementMatch'
  | 'pushSlice';

type Probe = (collection: Collection, opened: OpenStorage) => Promise<boolean>;

const PROBES: Record<Capability, Probe> = {
  transactions: async (collection, { connection }) => {
    await collection.insertOne({ _id: 1 });
    const session = await connection.startSession();
    try {
      await session.withTransaction(() => collection.insertOne({ _id: 2 }, { session }));
      return true;
    } finally {
      await session.endSession();
    }
  },
  nestedArrays: async (collection) => Boolean(await collection.insertOne({ a: [[1]] })),
  elementMatch: async (collection) => {
    await collection.insertOne({ items: [{ p: 1 }] });
    return (await collection.findOne({ items: { $elemMatch: { p: 1 } } })) !== null;
  },
  pushSlice: async (collection) => {
    await collection.insertOne({ _id: 1, list: [1] });
    await collection.updateOne({ _id: 1 }, { $push: { list: { $each: [2], $slice: -1 } } });
    const kept = await collection.findOne({});
    return Array.isArray(kept?.list) && kept.list.length === 1;
  },
  facets: async (collection) => {
    await collection.aggregate([{ $facet: { all: [{ $count: 'n' }] } }]).toArray();
    return true;
  },
  sparseIndexes: async (collection) =>
    Boolean(await collection.createIndex({ a: 1 }, { sparse: true })),
  partialIndexes: async (collection) =>
    Boolean(await collection.createIndex({ a: 1 }, { partialFilterExpression: { a: { $gt: 1 } } })),
  uniqueNulls: async (collection) => {
    await collection.createIndex({ a: 1 }, { unique: true });
    await collection.insertOne({ _id: 1 });
    return collection.insertOne({ _id: 2 }).then(
      () => false,
      () => true,
    );
  },
  duplicateDetails: async (collection) => {
    await collection.insertOne({ _id: 1 });
    return collection.insertOne({ _id: 1 }).then(
      () => false,
      (error: { keyPattern?: unknown }) => error.keyPattern !== undefined,
    );
  },
  atomicUpdates: async (collection) => {
    await collection.insertOne({ _id: 1, n: 0 });
    const one = () => collection.updateOne({ _id: 1 }, { $inc: { n: 1 } });
    await Promise.all(Array.from({ length: 50 }, one));
    return (await collection.findOne({}))?.n === 50;
  },
};

/** The embedded engine has to do everything. */
export const EVERYTHING = Object.fromEntries(
  Object.keys(PROBES).map((capability) => [capability, true]),
) as Record<Capability, boolean>;

/** Asks the server itself what it can; a refusal counts as "cannot". */
export async function probe(opened: OpenStorage): Promise<Record<Capability, boolean>> {
  const found: [string, boolean][] = [];
  for (const [capability, ask] of Object.entries(PROBES)) {
    found.push([capability, await ask(opened.fresh(), opened).catch(() => false)]);
  }
  return Object.fromEntries(found) as Record<Capability, boolean>;
}
