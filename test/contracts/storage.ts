import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose, { Schema } from 'mongoose';
import type { Collection, OpenStorage } from '../storage/open.js';
import type { Capability } from './storage-capabilities.js';

const { ObjectId } = mongoose.Types;

/** What every storage engine must do. A server that lacks a capability says so in a test of its own. */
export function storageContract(
  name: string,
  open: () => Promise<OpenStorage>,
  can: Record<Capability, boolean>,
): void {
  describe(`storage on ${name}`, () => {
    let opened: OpenStorage;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.remove());
    const filled = async (docs: object[]): Promise<Collection> => {
      const collection = opened.fresh();
      await collection.insertMany(docs);
      return collection;
    };
    const ids = async (cursor: { toArray(): Promise<unknown[]> }) =>
      (await cursor.toArray()).map((doc) => (doc as { _id: unknown })._id);
    /** Stands in the report as left out where the server cannot. */
    const where = (capability: Capability, title: string, run: () => Promise<void>) =>
      can[capability] ? it(title, run) : it.skip(`${title} [LEFT OUT: lacks ${capability}]`, run);

    describe('values', () => {
      it('gives back every type as it was kept', async () => {
        const doc = {
          _id: new ObjectId(),
          text: 'Pangkalan Balai 😀 \u0000 end',
          numbers: [0, -1, 1.5, 2 ** 40, -(2 ** 53) + 1],
          yes: true,
          none: null,
          at: new Date(-1),
          bytes: Buffer.from([0, 255, 1]),
          nested: { list: [{ a: 1 }, 2], empty: {}, nothing: [] },
        };
        const collection = await filled([doc]);
        const { bytes, ...kept } = (await collection.findOne({ _id: doc._id })) ?? {};
        const { bytes: _, ...rest } = doc;
        expect(kept).toEqual(rest);
        expect(Buffer.from((bytes as { buffer: Uint8Array }).buffer)).toEqual(doc.bytes);
      });

      it('makes nothing of undefined, and an _id where there is none', async () => {
        const collection = opened.fresh();
        const doc: { a: undefined; _id?: unknown } = { a: undefined };
        await collection.insertOne(doc);
        expect(await collection.findOne({})).toEqual({ _id: doc._id });
      });
    });

    describe('finding', () => {
      it('takes an equality with an array for membership', async () => {
        const collection = await filled([
          { _id: 1, tags: ['x', 'y'] },
          { _id: 2, tags: 'x' },
          { _id: 3, tags: ['y'] },
          { _id: 4 },
        ]);
        for (const indexed of [false, true]) {
          if (indexed) await collection.createIndex({ tags: 1 });
          expect((await ids(collection.find({ tags: 'x' }))).sort()).toEqual([1, 2]);
          expect((await ids(collection.find({ tags: { $ne: 'x' } }))).sort()).toEqual([3, 4]);
        }
      });

      where('nestedArrays', 'does not look into arrays within arrays', async () => {
        const collection = await filled([{ _id: 1, tags: [['x']] }]);
        expect(await ids(collection.find({ tags: 'x' }))).toEqual([]);
        expect(await ids(collection.find({ tags: ['x'] }))).toEqual([1]);
      });

      where('elementMatch', 'takes $elemMatch for one element that has it all', async () => {
        const collection = await filled([
          { _id: 1, items: [{ p: 1, q: 9 }] },
          { _id: 2, items: [{ p: 1 }, { q: 9 }] },
        ]);
        expect(await ids(collection.find({ items: { $elemMatch: { p: 1, q: 9 } } }))).toEqual([1]);
        expect(await ids(collection.find({ 'items.p': 1, 'items.q': 9 }))).toEqual([1, 2]);
      });

      it('takes null for missing as well, and $exists for what is there', async () => {
        const collection = await filled([{ _id: 1, a: null }, { _id: 2 }, { _id: 3, a: 0 }]);
        for (const indexed of [false, true]) {
          if (indexed) await collection.createIndex({ a: 1 });
          expect((await ids(collection.find({ a: null }))).sort()).toEqual([1, 2]);
          expect((await ids(collection.find({ a: { $exists: true } }))).sort()).toEqual([1, 3]);
          expect(await ids(collection.find({ a: { $ne: null } }))).toEqual([3]);
          expect((await ids(collection.find({ a: { $in: [null, 0] } }))).sort()).toEqual([1, 2, 3]);
        }
      });

      it('compares within one type only, and sorts types in MongoDB’s order', async () => {
        const at = new Date(5);
        const collection = await filled([
          { _id: 1, a: 'b' },
          { _id: 2, a: 7 },
          { _id: 3, a: at },
          { _id: 4, a: true },
          { _id: 5, a: null },
          { _id: 6, a: 'B' },
          { _id: 7, a: -1.5 },
        ]);
        for (const indexed of [false, true]) {
          if (indexed) await collection.createIndex({ a: 1 });
          expect(await ids(collection.find({ a: { $gt: 0 } }))).toEqual([2]);
          expect((await ids(collection.find({ a: { $lt: 'c' } }))).sort()).toEqual([1, 6]);
          expect(await ids(collection.find({ a: { $gte: at } }))).toEqual([3]);
          expect(await ids(collection.find({}).sort({ a: 1 }))).toEqual([5, 7, 2, 6, 1, 4, 3]);
          expect(await ids(collection.find({}).sort({ a: -1 }))).toEqual([3, 4, 1, 6, 2, 7, 5]);
        }
      });

      it('sorts by several fields, skips, limits and projects', async () => {
        const collection = await filled(
          [3, 1, 2, 5, 4].map((n) => ({ _id: n, group: n % 2, n, deep: { a: n, b: 0 } })),
        );
        const page = () =>
          collection.find(
            {},
            {
              sort: { group: 1, n: -1 },
              skip: 1,
              limit: 3,
              projection: { n: 1, 'deep.a': 1, _id: 0 },
            },
          );
        for (const indexed of [false, true]) {
          if (indexed) await collection.createIndex({ group: 1, n: -1 });
          expect(await page().toArray()).toEqual([2, 5, 3].map((n) => ({ n, deep: { a: n } })));
        }
      });

      it('knows the logical, element and array operators', async () => {
        const collection = await filled([
          { _id: 1, a: 1, list: [1, 2], items: [{ p: 1, q: 9 }] },
          { _id: 2, a: 2, list: [], items: [{ p: 1 }, { q: 9 }] },
          { _id: 3, a: 'Jalan Rusak' },
        ]);
        const found = async (filter: object) => (await ids(collection.find(filter))).sort();
        expect(await found({ $or: [{ a: 1 }, { a: 2 }] })).toEqual([1, 2]);
        expect(await found({ $and: [{ a: { $gt: 0 } }, { a: { $lt: 2 } }] })).toEqual([1]);
        expect(await found({ $nor: [{ a: 1 }, { a: 2 }] })).toEqual([3]);
        expect(await found({ a: { $not: { $gt: 1 } } })).toEqual([1, 3]);
        expect(await found({ a: /^jalan/i })).toEqual([3]);
        expect(await found({ list: { $size: 2 } })).toEqual([1]);
        expect(await found({ list: { $all: [2, 1] } })).toEqual([1]);
        expect(await found({ 'list.0': 1 })).toEqual([1]);
        expect(await found({ a: { $type: 'string' } })).toEqual([3]);
        expect(await found({ a: { $in: [1, 'Jalan Rusak'] } })).toEqual([1, 3]);
        expect(await found({ a: { $nin: [1] } })).toEqual([2, 3]);
      });

      it('counts, tells distinct values, and walks through a cursor of any length', async () => {
        const collection = await filled(
          Array.from({ length: 250 }, (_, n) => ({ _id: n, a: n % 3 })),
        );
        expect(await collection.countDocuments({ a: 1 })).toBe(83);
        expect(await collection.countDocuments({}, { skip: 100, limit: 20 })).toBe(20);
        expect(await collection.estimatedDocumentCount()).toBe(250);
        expect((await collection.distinct('a')).sort()).toEqual([0, 1, 2]);
        const seen: unknown[] = [];
        for await (const doc of collection.find({ a: { $lt: 2 } }).sort({ _id: 1 }))
          seen.push(doc._id);
        expect(seen).toHaveLength(167);
        expect(seen.slice(0, 4)).toEqual([0, 1, 3, 4]);
      });
    });

    describe('writing', () => {
      it('knows the update operators', async () => {
        const collection = await filled([{ _id: 1, n: 1, list: [1, 2, 3], old: 'x', deep: {} }]);
        await collection.updateOne(
          { _id: 1 },
          {
            $set: { 'deep.new': 1 },
            $inc: { n: 2, made: 1 },
            $unset: { gone: '' },
            $push: { list: { $each: [4, 5] } },
            $rename: { old: 'renamed' },
          },
        );
        expect(await collection.findOne({ _id: 1 })).toEqual({
          _id: 1,
          n: 3,
          made: 1,
          list: [1, 2, 3, 4, 5],
          renamed: 'x',
          deep: { new: 1 },
        });
        await collection.updateOne(
          { _id: 1 },
          {
            $pull: { list: 4 },
            $max: { n: 9 },
            $min: { made: 5 },
          },
        );
        await collection.updateOne({ _id: 1 }, { $addToSet: { list: 3 }, $mul: { n: 2 } });
        await collection.updateOne(
          { _id: 1 },
          {
            $pop: { list: 1 },
            $unset: { deep: '' },
          },
        );
        expect(await collection.findOne({ _id: 1 })).toEqual({
          _id: 1,
          n: 18,
          made: 1,
          list: [1, 2, 3],
          renamed: 'x',
        });
      });

      where('pushSlice', 'keeps the last of a list with $push and $slice', async () => {
        const collection = await filled([{ _id: 1, list: [1, 2, 3] }]);
        await collection.updateOne({ _id: 1 }, { $push: { list: { $each: [4, 5], $slice: -3 } } });
        expect(await collection.findOne({})).toEqual({ _id: 1, list: [3, 4, 5] });
      });

      it('tells what matched and what changed', async () => {
        const collection = await filled([
          { _id: 1, a: 1 },
          { _id: 2, a: 1 },
        ]);
        expect(await collection.updateMany({ a: 1 }, { $set: { b: 1 } })).toMatchObject({
          matchedCount: 2,
          modifiedCount: 2,
        });
        expect(await collection.updateOne({ _id: 1 }, { $set: { b: 1 } })).toMatchObject({
          matchedCount: 1,
          modifiedCount: 0,
        });
        expect(await collection.replaceOne({ _id: 2 }, { c: 3 })).toMatchObject({
          modifiedCount: 1,
        });
        expect(await collection.findOne({ _id: 2 })).toEqual({ _id: 2, c: 3 });
        expect(await collection.deleteMany({ b: 1 })).toMatchObject({ deletedCount: 1 });
        expect(await collection.deleteOne({ _id: 7 })).toMatchObject({ deletedCount: 0 });
      });

      it('makes by upsert what the filter and the update say', async () => {
        const collection = opened.fresh();
        const done = await collection.updateOne(
          { _id: 'k', kind: 'a', n: { $gt: 1 } },
          { $set: { b: 2 }, $setOnInsert: { made: true } },
          { upsert: true },
        );
        expect(done).toMatchObject({ matchedCount: 0, upsertedCount: 1, upsertedId: 'k' });
        expect(await collection.findOne({})).toEqual({ _id: 'k', kind: 'a', b: 2, made: true });
      });

      it('finds and changes in one step, giving the document before or after', async () => {
        const collection = await filled([
          { _id: 1, a: 1 },
          { _id: 2, a: 2 },
        ]);
        const after = { sort: { a: -1 }, returnDocument: 'after' } as const;
        expect(await collection.findOneAndUpdate({}, { $inc: { a: 10 } }, after)).toEqual({
          _id: 2,
          a: 12,
        });
        expect(await collection.findOneAndUpdate({ _id: 1 }, { $inc: { a: 10 } })).toEqual({
          _id: 1,
          a: 1,
        });
        expect(
          await collection.findOneAndReplace({ _id: 1 }, { b: 1 }, { returnDocument: 'after' }),
        ).toEqual({ _id: 1, b: 1 });
        expect(await collection.findOneAndDelete({ _id: 1 })).toEqual({ _id: 1, b: 1 });
        expect(await collection.findOneAndUpdate({ _id: 1 }, { $set: { a: 1 } })).toBeNull();
      });

      it('stops an ordered batch at its first failure and lets an unordered one go on', async () => {
        const collection = await filled([{ _id: 2 }]);
        const docs = () => [{ _id: 1 }, { _id: 2 }, { _id: 3 }];
        await expect(collection.insertMany(docs())).rejects.toMatchObject({ code: 11000 });
        expect((await ids(collection.find({}))).sort()).toEqual([1, 2]);
        await expect(
          collection.insertMany([{ _id: 2 }, { _id: 4 }, { _id: 5 }], { ordered: false }),
        ).rejects.toMatchObject({
          code: 11000,
          writeErrors: [expect.objectContaining({ index: 0 })],
        });
        expect((await ids(collection.find({}))).sort()).toEqual([1, 2, 4, 5]);
      });

      it('writes in bulk and counts every kind', async () => {
        const collection = await filled([{ _id: 1, a: 1 }, { _id: 2, a: 1 }, { _id: 3 }]);
        const done = await collection.bulkWrite([
          { insertOne: { document: { _id: 9 } } },
          { updateMany: { filter: { a: 1 }, update: { $set: { a: 2 } } } },
          { updateOne: { filter: { _id: 5 }, update: { $set: { a: 1 } }, upsert: true } },
          { deleteOne: { filter: { _id: 3 } } },
        ]);
        expect(done).toMatchObject({
          insertedCount: 1,
          matchedCount: 2,
          modifiedCount: 2,
          deletedCount: 1,
          upsertedCount: 1,
        });
      });

      where('atomicUpdates', 'loses none of many increments at once', async () => {
        const collection = await filled([{ _id: 1, n: 0 }]);
        await Promise.all(
          Array.from({ length: 50 }, () => collection.updateOne({ _id: 1 }, { $inc: { n: 1 } })),
        );
        expect(await collection.findOne({})).toEqual({ _id: 1, n: 50 });
      });
    });

    describe('indexes', () => {
      where(
        'duplicateDetails',
        'refuses a second document under a unique key, naming index and value',
        async () => {
          const collection = opened.fresh();
          await collection.createIndex({ a: 1, b: 1 }, { unique: true });
          await collection.insertOne({ a: 1, b: new Date(1) });
          await collection.insertOne({ a: 1, b: new Date(2) });
          const second = collection.insertOne({ a: 1, b: new Date(1) });
          await expect(second).rejects.toMatchObject({ code: 11000 });
          await expect(second).rejects.toMatchObject({
            keyPattern: { a: 1, b: 1 },
            keyValue: { a: 1, b: new Date(1) },
            message: expect.stringContaining('index: a_1_b_1 dup key'),
          });
        },
      );

      where('uniqueNulls', 'counts missing and null as one value in a unique index', async () => {
        const collection = opened.fresh();
        await collection.createIndex({ a: 1 }, { unique: true });
        await collection.insertOne({ _id: 1 });
        await expect(collection.insertOne({ _id: 2, a: null })).rejects.toMatchObject({
          code: 11000,
          keyPattern: { a: 1 },
        });
      });

      where(
        'sparseIndexes',
        'leaves documents without the field out of a sparse unique index',
        async () => {
          const collection = opened.fresh();
          await collection.createIndex({ a: 1 }, { unique: true, sparse: true });
          await collection.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3, a: 1 }]);
          await expect(collection.insertOne({ _id: 4, a: 1 })).rejects.toMatchObject({
            code: 11000,
          });
          expect(await collection.countDocuments({ a: null })).toBe(2);
        },
      );

      where(
        'partialIndexes',
        'holds a partial unique index to the documents it speaks of',
        async () => {
          const collection = opened.fresh();
          await collection.createIndex(
            { a: 1 },
            { unique: true, partialFilterExpression: { open: true } },
          );
          await collection.insertMany([
            { _id: 1, a: 1, open: false },
            { _id: 2, a: 1, open: true },
          ]);
          await expect(
            collection.updateOne({ _id: 1 }, { $set: { open: true } }),
          ).rejects.toMatchObject({ code: 11000 });
          expect(await collection.find({ a: 1 }).toArray()).toHaveLength(2);
          expect(await collection.find({ a: 1, open: true }).toArray()).toHaveLength(1);
        },
      );

      it('can be made over what is there, are listed, and dropped', async () => {
        const collection = await filled([
          { _id: 1, a: 1 },
          { _id: 2, a: 1 },
        ]);
        expect(await collection.createIndex({ a: 1 })).toBe('a_1');
        expect(await collection.createIndex({ a: 1 })).toBe('a_1');
        const names = (await collection.indexes()).map((index) => index.name);
        expect(names.sort()).toEqual(['_id_', 'a_1']);
        await collection.dropIndex('a_1');
        expect(await collection.indexes()).toHaveLength(1);
        await expect(collection.createIndex({ a: 1 }, { unique: true })).rejects.toThrow();
        expect(await collection.indexes()).toHaveLength(1);
      });
    });

    describe('aggregation', () => {
      it('matches, groups, sorts and limits', async () => {
        const collection = await filled(
          Array.from({ length: 20 }, (_, n) => ({ _id: n, kind: n % 3, n })),
        );
        const rows = await collection
          .aggregate([
            { $match: { n: { $gte: 5 } } },
            { $group: { _id: '$kind', sum: { $sum: '$n' } } },
            { $sort: { _id: 1 } },
            { $limit: 2 },
          ])
          .toArray();
        expect(rows).toEqual([
          { _id: 0, sum: 60 },
          { _id: 1, sum: 65 },
        ]);
      });

      where(
        'facets',
        'looks from several sides at once, and up in another collection',
        async () => {
          const people = await filled([{ _id: 'rina', name: 'Rina' }]);
          const collection = await filled([
            { _id: 1, by: 'rina' },
            { _id: 2, by: 'wati' },
          ]);
          const [sides] = await collection
            .aggregate([
              {
                $facet: {
                  all: [{ $count: 'n' }],
                  named: [
                    {
                      $lookup: {
                        from: people.collectionName,
                        localField: 'by',
                        foreignField: '_id',
                        as: 'who',
                      },
                    },
                    { $match: { 'who.name': 'Rina' } },
                    { $project: { _id: 1 } },
                  ],
                },
              },
            ])
            .toArray();
          expect(sides).toEqual({ all: [{ n: 2 }], named: [{ _id: 1 }] });
        },
      );
    });

    describe('transactions', () => {
      where(
        'transactions',
        'keep everything or nothing, unseen by others until the end',
        async () => {
          const collection = await filled([{ _id: 1, n: 0 }]);
          const session = await opened.connection.startSession();
          await session.withTransaction(async () => {
            await collection.updateOne({ _id: 1 }, { $set: { n: 1 } }, { session });
            await collection.insertOne({ _id: 2 }, { session });
            expect(await collection.countDocuments({}, { session })).toBe(2);
            expect(await collection.countDocuments({})).toBe(1);
          });
          expect(await collection.countDocuments({})).toBe(2);
          const failing = session.withTransaction(async () => {
            await collection.deleteMany({}, { session });
            throw new Error('changed my mind');
          });
          await expect(failing).rejects.toThrow('changed my mind');
          expect(await collection.countDocuments({})).toBe(2);
          await session.endSession();
        },
      );
    });

    it('carries mongoose models: init, create, save, lean, populate, cursor', async () => {
      const suffix = `${process.pid}${Date.now()}`;
      const person = new Schema({ name: String });
      const report = new Schema({
        reference: { type: String, unique: true },
        by: { type: Schema.Types.ObjectId, ref: `Person${suffix}` },
        tags: [String],
        extra: { type: Map, of: Number },
        photo: Buffer,
      });
      const Person = opened.connection.model(`Person${suffix}`, person);
      const Report = opened.connection.model(`Report${suffix}`, report);
      await Promise.all([Person.init(), Report.init()]);
      const rina = await Person.create({ name: 'Rina' });
      const made = await Report.create({
        reference: 'K7M',
        by: rina._id,
        tags: ['a'],
        extra: { x: 1 },
        photo: Buffer.from('p'),
      });
      made.tags.push('b');
      made.extra?.set('y', 2);
      await made.save();
      const found = await Report.findOne({ reference: 'K7M', tags: 'b' }).populate('by');
      expect(found?.toObject({ flattenMaps: true })).toMatchObject({
        by: { name: 'Rina' },
        tags: ['a', 'b'],
        extra: { x: 1, y: 2 },
      });
      expect(found?.photo?.toString()).toBe('p');
      await expect(Report.create({ reference: 'K7M' })).rejects.toMatchObject({ code: 11000 });
      const seen: string[] = [];
      for await (const one of Report.find().cursor()) seen.push(String(one.reference));
      expect(seen).toEqual(['K7M']);
    });
  });
}
