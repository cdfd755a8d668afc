import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type mongoose from 'mongoose';
import { embeddedMongoose } from '../../src/storage/sqlite/connection.js';
import { Engine } from '../../src/storage/sqlite/engine.js';
import { TestClock } from '../support/clock.js';
import type { Collection } from './open.js';

const SOON = { writeConcern: { j: false } };

describe('a disk that is full', () => {
  let dir: string;
  let clock: TestClock;
  let engine: Engine;
  let collection: Collection;
  /** While true, every COMMIT fails as on a full disk: SQLite leaves the transaction open. */
  let isFull = false;
  /** How many COMMITs failed. */
  let failed = 0;

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sahut-full-'));
    clock = new TestClock();
    isFull = false;
    failed = 0;
    await open();
  });
  afterEach(async () => {
    isFull = false;
    await engine.close();
    rmSync(dir, { recursive: true, force: true });
  });

  async function open(): Promise<void> {
    engine = new Engine(join(dir, 'sahut.db'), clock);
    const connection = await embeddedMongoose()
      .createConnection('sahut:embedded', { engine } as mongoose.ConnectOptions)
      .asPromise();
    collection = connection.collection('kept') as unknown as Collection;
    const { sql } = engine;
    const exec = sql.exec.bind(sql);
    sql.exec = (statement: string) => {
      if (isFull && statement === 'COMMIT') {
        failed += 1;
        throw new Error('database or disk is full');
      }
      exec(statement);
    };
  }

  /** What is on the disk, as the next start finds it. */
  async function kept(): Promise<number[]> {
    await engine.close();
    await open();
    return (await collection.distinct('_id')) as number[];
  }

  it('loses nothing for whoever was told yes, and tells no to everybody who waited', async () => {
    const yes: number[] = [];
    const no: number[] = [];
    let next = 0;
    await collection.insertOne({ _id: -1 });
    for (let round = 0; round < 60; round += 1) {
      isFull = round % 3 === 1;
      const writes = Array.from({ length: 1 + (round % 7) }, async () => {
        const id = next++;
        await collection.insertOne({ _id: id }).then(
          () => yes.push(id),
          (problem: Error) => {
            expect(problem.message).toMatch(/disk is full/);
            no.push(id);
          },
        );
      });
      // Some rounds begin while the disk is busy with the one before.
      if (round % 2 === 0) await Promise.all(writes);
      else await new Promise((resolve) => setImmediate(resolve));
    }
    isFull = false;
    // Behind everybody else in the line: when it is told, all are.
    await collection.insertOne({ _id: -2 });
    expect(yes.length + no.length).toBe(next);
    expect([yes.length > 50, no.length > 20, failed > 5]).toEqual([true, true, true]);
    const there = new Set(await kept());
    expect(yes.filter((id) => !there.has(id))).toEqual([]);
    expect(no.filter((id) => there.has(id))).toEqual([]);
  });

  it('lets nobody build on what was told early and is gone', async () => {
    await collection.insertOne({ _id: 0 });
    isFull = true;
    await collection.insertOne({ _id: 1 }, SOON);
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(failed).toBe(1);
    isFull = false;
    // There is room again, but whoever was told "written" may be about to go on.
    const soon = collection.insertOne({ _id: 2 }, SOON);
    await expect(soon).rejects.toThrow(/disk is full/);
    await expect(collection.insertOne({ _id: 3 })).rejects.toThrow(/disk is full/);
    expect(await collection.findOne({ _id: 1 })).toBeNull();
    await clock.advance(1_000);
    await collection.insertOne({ _id: 4 });
    expect(await kept()).toEqual([0, 4]);
  });

  it('refuses a transaction whole, and goes on', async () => {
    await collection.insertOne({ _id: 0 });
    const session = engine.startSession();
    session.startTransaction();
    await collection.insertOne({ _id: 1 }, { session });
    isFull = true;
    await expect(session.commitTransaction()).rejects.toThrow(/disk is full/);
    isFull = false;
    await session.endSession();
    await collection.insertOne({ _id: 2 });
    expect(await kept()).toEqual([0, 2]);
  });

  it('is told of by SQLite itself, at whatever statement, and ends when there is room', async () => {
    await collection.insertOne({ _id: 0 });
    const pages = Number(engine.sql.get('PRAGMA page_count')?.[0]);
    engine.sql.exec(`PRAGMA max_page_count = ${pages + 8}`);
    const long = 'x'.repeat(3_000);
    const results = await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) => collection.insertOne({ _id: n + 1, long })),
    );
    const yes = results.flatMap(({ status }, n) => (status === 'fulfilled' ? [n + 1] : []));
    expect(yes.length).toBeLessThan(40);
    engine.sql.exec('PRAGMA max_page_count = 1000000');
    await clock.advance(1_000);
    await collection.insertOne({ _id: 99, long });
    expect(await kept()).toEqual([0, ...yes, 99]);
  });
});
