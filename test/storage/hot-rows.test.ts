import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { createLog } from '../../src/log.js';
import { connectStorage } from '../../src/storage/connect.js';
import { type Collection, type OpenStorage, openStorage } from './open.js';

const SOON = { writeConcern: { j: false } };
const { ObjectId } = mongoose.mongo.BSON;

/** What a document was changed to is told to SQLite late; nobody may be able to see that. */
describe('documents that SQLite was not told of yet', () => {
  let opened: OpenStorage;
  let people: Collection;
  beforeEach(async () => {
    opened = await openStorage();
    people = opened.fresh();
    await people.createIndex({ age: 1 });
    await people.createIndex({ mail: 1 }, { unique: true, sparse: true });
    await people.insertMany([
      { _id: 'ani', age: 30, mail: 'a@x', tags: ['a'], home: { city: 'Sekayu' } },
      { _id: 'budi', age: 40, mail: 'b@x' },
    ]);
  });
  afterEach(() => opened.remove());

  const ages = async (filter: object) =>
    (await people.find(filter).sort({ age: 1 }).toArray()).map(({ _id }) => _id);

  it('are found by their new values in the same breath, by every kind of question', async () => {
    const write = people.updateOne({ _id: 'ani' }, { $set: { age: 50 } });
    const answers = await Promise.all([
      ages({ age: { $gt: 45 } }),
      ages({ age: 30 }),
      people.countDocuments({ age: 50 }),
      people.distinct('age'),
      people.aggregate([{ $match: { age: 50 } }, { $project: { _id: 1 } }]).toArray(),
      ages({}),
    ]);
    expect(answers).toEqual([['ani'], [], 1, [50, 40], [{ _id: 'ani' }], ['budi', 'ani']]);
    await write;
    for await (const doc of people.find({ age: 50 })) expect(doc.age).toBe(50);
  });

  it('are changed, deleted and counted right by filters on their new values', async () => {
    const first = people.updateOne({ _id: 'ani' }, { $set: { age: 50 } }, SOON);
    const many = people.updateMany({ age: 50 }, { $inc: { age: 1 } }, SOON);
    const gone = people.deleteMany({ age: 51 });
    expect(await first).toMatchObject({ modifiedCount: 1 });
    expect(await many).toMatchObject({ modifiedCount: 1 });
    expect(await gone).toMatchObject({ deletedCount: 1 });
    expect(await people.findOne({ _id: 'ani' })).toBeNull();
    await people.insertOne({ _id: 'ani', age: 1 });
    expect(await people.findOne({ _id: 'ani' })).toEqual({ _id: 'ani', age: 1 });
  });

  it('stand after the storage was closed and opened again', async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        people.updateOne({ _id: 'ani' }, { $set: { age: i }, $push: { tags: i } }, SOON),
      ),
    );
    const { dataDir, clock } = opened;
    await opened.storage.close();
    const again = await connectStorage({ dataDir, clock, log: createLog('silent') });
    const reopened = again.connection.collection(people.collectionName);
    const [kept] = await reopened.find({ age: 29 }).toArray();
    await again.close();
    expect(kept?.tags).toEqual(['a', ...Array.from({ length: 30 }, (_, i) => i)]);
  });

  it('take back a whole transaction, and let others see nothing of it before', async () => {
    const session = await opened.connection.startSession();
    session.startTransaction();
    await people.updateOne({ _id: 'ani' }, { $set: { age: 99 } }, { session });
    expect(await people.findOne({ _id: 'ani' })).toMatchObject({ age: 30 });
    expect(await people.findOne({ _id: 'ani' }, { session })).toMatchObject({ age: 99 });
    await session.abortTransaction();
    await session.endSession();
    expect(await people.findOne({ _id: 'ani' })).toMatchObject({ age: 30 });
    expect(await ages({ age: 99 })).toEqual([]);
  });

  it('are refused at once for a unique key, and stay as they were', async () => {
    const late = people.updateOne({ _id: 'ani' }, { $set: { age: 31 } }, SOON);
    const clash = people.updateOne({ _id: 'ani' }, { $set: { mail: 'b@x', age: 32 } });
    await expect(clash).rejects.toMatchObject({ code: 11000, keyValue: { mail: 'b@x' } });
    await late;
    expect(await people.findOne({ _id: 'ani' })).toMatchObject({ age: 31, mail: 'a@x' });
    const free = people.updateOne({ _id: 'budi' }, { $unset: { mail: 1 } }, SOON);
    const taken = people.updateOne({ _id: 'ani' }, { $set: { mail: 'b@x' } });
    await Promise.all([free, taken]);
    expect(await people.findOne({ mail: 'b@x' })).toMatchObject({ _id: 'ani' });
  });

  it('belong to nobody outside: what was given or read can be changed without harm', async () => {
    const home = { city: 'Betung', lines: ['RT 1'] };
    await people.updateOne({ _id: 'ani' }, { $set: { home } });
    home.city = 'spoilt';
    home.lines.push('spoilt');
    const read = (await people.findOne({ _id: 'ani' })) as { home: typeof home; tags: string[] };
    read.home.city = 'spoilt';
    read.tags.push('spoilt');
    const after = (await people.findOneAndUpdate(
      { _id: 'ani' },
      { $set: { age: 7 } },
      { returnDocument: 'after' },
    )) as { home: typeof home };
    after.home.lines.push('spoilt');
    expect(await people.findOne({ _id: 'ani' })).toEqual({
      _id: 'ani',
      age: 7,
      mail: 'a@x',
      tags: ['a'],
      home: { city: 'Betung', lines: ['RT 1'] },
    });
  });

  it('say when nothing was different', async () => {
    expect(await people.updateOne({ _id: 'ani' }, { $set: { age: 31 } })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 1,
    });
    const same = { $set: { age: 31, home: { city: 'Sekayu' }, tags: ['a'] } };
    expect(await people.updateOne({ _id: 'ani' }, same)).toMatchObject({
      matchedCount: 1,
      modifiedCount: 0,
    });
  });

  it('are kept as BSON keeps them when they hold more than texts, numbers and dates', async () => {
    const odd = {
      bytes: Buffer.from([1, 2]),
      id: new ObjectId(),
      half: '\ud800',
      deep: { at: new Date(5) },
    };
    await people.updateOne({ _id: 'ani' }, { $set: { odd } });
    await people.updateOne({ _id: 'ani' }, { $inc: { age: 1 } });
    const { odd: read } = (await people.findOne({ _id: 'ani' })) as {
      odd: Record<string, unknown>;
    };
    expect(String(read.id)).toBe(String(odd.id));
    expect(read.half).toBe('\ufffd');
    expect(read.deep).toEqual({ at: new Date(5) });
    expect(await ages({ age: 31 })).toEqual(['ani']);
  });

  it('are as many as there are: more than are remembered', async () => {
    const many = Array.from({ length: 2_500 }, (_, i) => ({ _id: `p${i}`, age: 100 }));
    await people.insertMany(many);
    await Promise.all(
      many.map(({ _id }, i) => people.updateOne({ _id }, { $set: { age: 200 + i } }, SOON)),
    );
    expect(await people.countDocuments({ age: { $gte: 200 } })).toBe(2_500);
    const all = await people
      .find({ age: { $gte: 200 } })
      .sort({ age: 1 })
      .toArray();
    expect(all.every((doc, i) => doc.age === 200 + i && doc._id === `p${i}`)).toBe(true);
  });
});
