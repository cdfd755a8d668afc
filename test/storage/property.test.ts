import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Query } from 'mingo';
import { update as mingoUpdate } from 'mingo/updater';
import { compare } from '../../src/storage/sqlite/compare.js';
import { type Collection, type OpenStorage, openStorage } from './open.js';

const scalar = fc.oneof(
  fc.constant(null),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom('', 'a', 'b', 'é', '\u{1F600}', 'a\u0000b'),
  fc.boolean(),
  fc.integer({ min: -2, max: 2 }).map((ms) => new Date(ms)),
  fc.constantFrom(0.5, -2.5, 2 ** 40),
);
/** Here mingo compares UTF-16 units, MongoDB and we code points: only for our own order. */
const sortable = fc.oneof(scalar, fc.constant('\uFFFD'));
const comparable = scalar.filter((value) => value !== null);
const field = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
);
const document = fc.record(
  { a: field, b: scalar, n: fc.record({ x: field }, { requiredKeys: [] }) },
  { requiredKeys: [] },
);
const condition = fc.oneof(
  scalar,
  fc.record({ $ne: scalar }),
  fc.record({ $in: fc.array(scalar, { maxLength: 4 }) }),
  fc.record({ $nin: fc.array(scalar, { maxLength: 4 }) }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $gt: comparable }),
  fc.record({ $gte: comparable, $lt: comparable }),
  fc.record({ $lte: comparable }),
  fc.record({ $not: fc.record({ $gt: comparable }) }),
);
const clause = fc
  .tuple(fc.constantFrom('a', 'b', 'n.x', '_id'), condition)
  .map(([path, wanted]) => ({ [path]: wanted }));
const filter = fc.oneof(
  { weight: 3, arbitrary: clause },
  { weight: 1, arbitrary: fc.tuple(clause, clause).map(([x, y]) => ({ ...x, ...y })) },
  { weight: 1, arbitrary: fc.record({ $or: fc.array(clause, { minLength: 1, maxLength: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ $and: fc.array(clause, { minLength: 1, maxLength: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ $nor: fc.array(clause, { minLength: 1, maxLength: 2 }) }) },
);
const change = fc.oneof(
  fc.record({ $set: fc.record({ b: scalar }) }),
  fc.record({ $set: fc.record({ 'n.y': scalar, b: scalar }) }),
  fc.record({ $unset: fc.constant({ a: '' }) }),
  fc.record({ $inc: fc.record({ count: fc.integer({ min: -5, max: 5 }) }) }),
  fc.record({ $push: fc.record({ list: scalar }) }),
  fc.record({ $min: fc.record({ low: fc.integer() }) }),
);

async function addIndexes(collection: Collection): Promise<void> {
  await collection.createIndex({ a: 1, b: -1 });
  await collection.createIndex({ 'n.x': 1 });
  await collection.createIndex({ b: 1 }, { sparse: true });
}

async function expectSame(
  collection: Collection,
  docs: { _id: number }[],
  wanted: object,
): Promise<void> {
  const query = new Query(wanted as never);
  const expected = docs.filter((doc) => query.test(doc)).map(({ _id }) => _id);
  const found = await collection.find(wanted, { sort: { _id: 1 } }).toArray();
  expect(found.map(({ _id }) => _id)).toEqual(expected);
  expect(await collection.countDocuments(wanted)).toBe(expected.length);
}

async function expectChangedAlike(
  collection: Collection,
  docs: { _id: number }[],
  { which, update }: { which: object; update: object },
): Promise<void> {
  await collection.updateMany(which, update);
  const query = new Query(which as never);
  for (const doc of docs) if (query.test(doc)) mingoUpdate(doc, update as never);
  expect(await collection.find({}, { sort: { _id: 1 } }).toArray()).toEqual(docs);
}

describe('the embedded storage, on documents and filters of any kind', () => {
  let opened: OpenStorage;
  beforeAll(async () => {
    opened = await openStorage();
  });
  afterAll(() => opened.remove());

  it('finds, counts and changes what mingo does over the plain list, with indexes and without', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { maxLength: 12 }),
        fc.array(filter, { minLength: 1, maxLength: 6 }),
        change,
        fc.boolean(),
        async (given, filters, update, indexed) => {
          const docs = given.map((doc, n) => ({ _id: n, ...doc }));
          const collection = opened.fresh();
          if (indexed) await addIndexes(collection);
          if (docs.length > 0) await collection.insertMany(docs);
          for (const wanted of filters) await expectSame(collection, docs, wanted);
          await expectChangedAlike(collection, docs, { which: filters[0] ?? {}, update });
          await opened.connection.dropCollection(
            (collection as { collectionName: string }).collectionName,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('sorts scalars of mixed types alike in memory and by index', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sortable, { maxLength: 20 }),
        fc.constantFrom(1, -1),
        async (list, way) => {
          const collection = opened.fresh();
          const docs = list.map((a, n) => ({ _id: n, a }));
          if (docs.length > 0) await collection.insertMany(docs);
          const expected = [...docs].sort((x, y) => compare(x.a, y.a) * way || x._id - y._id);
          const sort = { a: way, _id: 1 };
          expect(await collection.find({}).sort(sort).toArray()).toEqual(expected);
          await collection.createIndex({ a: way, _id: 1 });
          expect(await collection.find({}).sort(sort).toArray()).toEqual(expected);
        },
      ),
      { numRuns: 30 },
    );
  });
});
