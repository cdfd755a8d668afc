import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { createLog } from '../../src/log.js';
import { connectStorage } from '../../src/storage/connect.js';
import { lockDirectory } from '../../src/storage/lock.js';
import { Engine } from '../../src/storage/sqlite/engine.js';
import type { QueryReport } from '../../src/storage/sqlite/report.js';
import { settled } from '../support/clock.js';
import { type OpenStorage, openStorage } from './open.js';

describe('the embedded storage', () => {
  let opened: OpenStorage;
  beforeEach(async () => {
    opened = await openStorage();
  });
  afterEach(() => opened.remove());

  it('lets no second process at the same data', async () => {
    const { dataDir, clock } = opened;
    const second = connectStorage({ dataDir, clock, log: createLog('silent') });
    await expect(second).rejects.toMatchObject({ code: 'storage/locked' });
  });

  it('refuses data of a later version, and leaves it to that version', async () => {
    const { dataDir, clock } = opened;
    await opened.storage.close();
    const file = new Database(join(dataDir, 'sahut.db'));
    file.exec('PRAGMA user_version = 999');
    file.close();
    const open = () => connectStorage({ dataDir, clock, log: createLog('silent') });
    await expect(open()).rejects.toMatchObject({ code: 'storage/newer-data' });
    await expect(open()).rejects.toMatchObject({ code: 'storage/newer-data' });
  });

  it('may be closed twice, at once or one after the other, by every door', async () => {
    const { storage, connection } = opened;
    await opened.fresh().insertOne({ _id: 1 });
    await Promise.all([storage.close(), storage.close()]);
    await storage.close();
    await connection.close();
    await expect(storage.close()).resolves.toBeUndefined();
  });

  it('takes no harm when engine and lock are let go twice', async () => {
    const engine = new Engine(join(opened.dataDir, 'other.db'), opened.clock);
    await engine.close();
    await engine.close();
    const other = join(opened.dataDir, 'elsewhere');
    mkdirSync(other);
    const unlock = lockDirectory(other);
    unlock();
    const held = lockDirectory(other);
    unlock();
    expect(() => lockDirectory(other)).toThrow(expect.objectContaining({ code: 'storage/locked' }));
    held();
  });

  it('leaves everything in one file when it is closed', async () => {
    const { dataDir, storage } = opened;
    await opened.fresh().insertOne({ _id: 1 });
    expect(statSync(join(dataDir, 'sahut.db-wal')).size).toBeGreaterThan(0);
    await storage.close();
    const log = statSync(join(dataDir, 'sahut.db-wal'), { throwIfNoEntry: false });
    expect(log?.size ?? 0).toBe(0);
  });

  it('keeps the neighbours of a write that fails in the same group', async () => {
    const collection = opened.fresh();
    const results = await Promise.allSettled(
      [1, 2, 2, 3].map((n) => collection.insertOne({ _id: n })),
    );
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await collection.countDocuments({})).toBe(3);
  });

  it('reads at once what was written, and refuses only when that is durable', async () => {
    const collection = opened.fresh();
    const order: string[] = [];
    const told = (what: string) => () => order.push(what);
    const write = collection.insertOne({ _id: 1 }).then(told('written'));
    const again = collection.insertOne({ _id: 1 }).catch(told('refused'));
    const read = collection.findOne({ _id: 1 }).then((doc) => order.push(doc ? 'seen' : 'unseen'));
    await Promise.all([write, again, read]);
    expect(order).toEqual(['seen', 'written', 'refused']);
  });

  it('answers a write with j: false before the disk, and ends with it on the disk', async () => {
    const collection = opened.fresh();
    const order: string[] = [];
    const told = (what: string) => () => order.push(what);
    const slow = collection.insertOne({ _id: 1 }).then(told('durable'));
    const soon = { writeConcern: { j: false } };
    const fast = collection.insertOne({ _id: 2 }, soon).then(told('written'));
    await Promise.all([slow, fast]);
    expect(order).toEqual(['written', 'durable']);
    await collection.insertOne({ _id: 3 }, soon);
    // Nobody waits for that write; closing must, and must not wait for ever.
    await opened.storage.close();
    const { dataDir, clock } = opened;
    const log = createLog('silent');
    const reopened = await connectStorage({ dataDir, clock, log });
    const kept = reopened.connection.collection(collection.collectionName);
    expect(await kept.distinct('_id')).toEqual([1, 2, 3]);
    await reopened.close();
  });

  it('lets a write wait for a transaction, but not for ever', async () => {
    const collection = opened.fresh();
    await collection.insertOne({ _id: 0 });
    const session = await opened.connection.startSession();
    session.startTransaction();
    await collection.insertOne({ _id: 1 }, { session });
    const waiting = collection.insertOne({ _id: 2 });
    const refused = expect(waiting).rejects.toMatchObject({ code: 'storage/transaction-timeout' });
    await opened.clock.advance(10_000);
    await refused;
    const patient = collection.insertOne({ _id: 3 });
    await settled();
    await session.commitTransaction();
    await patient;
    expect(await collection.distinct('_id')).toEqual([0, 1, 3]);
    await session.endSession();
  });

  it('undoes a transaction at its first failure, as MongoDB does', async () => {
    const collection = opened.fresh();
    await collection.insertOne({ _id: 0 });
    const session = await opened.connection.startSession();
    const run = session.withTransaction(async () => {
      await collection.insertOne({ _id: 1 }, { session });
      await collection.insertOne({ _id: 0 }, { session }).catch(() => {});
      await collection.insertOne({ _id: 2 }, { session });
    });
    await expect(run).rejects.toMatchObject({ code: 251 });
    expect(await collection.distinct('_id')).toEqual([0]);
    await session.endSession();
  });

  it('deletes what a TTL index says is over, by the clock', async () => {
    const collection = opened.fresh();
    await collection.createIndex({ until: 1 }, { expireAfterSeconds: 60 });
    await collection.insertMany([
      { _id: 1, until: opened.clock.now() },
      { _id: 2, until: 'text' },
      { _id: 3 },
    ]);
    await opened.clock.advance(59_000);
    expect(await opened.storage.expire()).toBe(0);
    await opened.clock.advance(61_000);
    expect(await collection.distinct('_id')).toEqual([2, 3]);
  });

  it('refuses by name what it does not know, instead of answering wrongly', async () => {
    const collection = opened.fresh();
    await collection.insertOne({ _id: 1, a: 1 });
    const refused: [string, () => unknown][] = [
      ['$near', () => collection.find({ a: { $near: [0, 0] } }).toArray()],
      ['$where', () => collection.find({ $where: '1' }).toArray()],
      ['$out', () => collection.aggregate([{ $out: 'x' }]).toArray()],
      ['pipeline', () => collection.updateOne({}, [{ $set: { a: 1 } }])],
      ['$sneeze', () => collection.updateOne({}, { $sneeze: { a: 1 } })],
      ['collation', () => collection.find({}, { collation: { locale: 'id' } }).toArray()],
      ['undefined', () => collection.deleteMany({ _id: undefined })],
      ['index', () => collection.createIndex({ a: '2dsphere' })],
      ['watch', () => opened.connection.collection('x').watch()],
    ];
    for (const [name, run] of refused) {
      const asked = (async () => run())();
      await expect(asked).rejects.toMatchObject({ code: 'storage/unsupported' });
      await expect(asked).rejects.toThrow(name);
    }
    expect(await collection.countDocuments({})).toBe(1);
  });

  it('tells of every query whether an index served it', async () => {
    const collection = opened.fresh();
    const reports: QueryReport[] = [];
    await collection.createIndex({ a: 1, b: -1 });
    await collection.createIndex({ c: 1 }, { partialFilterExpression: { open: true } });
    await collection.insertOne({ _id: 1, a: 1, b: 1, c: 1, d: 1, open: true });
    opened.storage.onQuery((report) => reports.push(report));
    const served = async (run: Promise<unknown>) => {
      await run;
      const { served: how, index, sorted, refined } = reports.pop() ?? {};
      return { how, index, sorted, refined };
    };
    const indexed = (index: string, more: object = {}) => ({
      how: 'index',
      index,
      sorted: null,
      refined: false,
      ...more,
    });
    expect(await served(collection.findOne({ _id: 1 }))).toEqual(indexed('_id_'));
    expect(
      await served(collection.find({ a: 1 }, { sort: { b: -1 }, limit: 5 }).toArray()),
    ).toEqual(indexed('a_1_b_-1', { sorted: 'index' }));
    expect(await served(collection.find({ a: 1, b: { $gt: 0, $lte: 5 } }).toArray())).toEqual(
      indexed('a_1_b_-1'),
    );
    expect(await served(collection.find({ a: 1, d: 1 }).toArray())).toEqual(
      indexed('a_1_b_-1', { refined: true }),
    );
    expect(await served(collection.updateOne({ open: true, c: 1 }, { $set: { d: 2 } }))).toEqual(
      indexed('c_1', { refined: true }),
    );
    expect(await served(collection.find({ c: 1 }).toArray())).toMatchObject({ how: 'scan' });
    expect(await served(collection.find({ d: 2 }).toArray())).toMatchObject({
      how: 'scan',
      refined: true,
    });
    expect(await served(collection.find({ a: 1 }).sort({ d: 1 }).toArray())).toMatchObject({
      how: 'scan',
      sorted: 'memory',
    });
  });
});
