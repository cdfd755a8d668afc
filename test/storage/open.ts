import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { createLog } from '../../src/log.js';
import { connectStorage, type Storage } from '../../src/storage/connect.js';
import { TestClock } from '../support/clock.js';

type Doc = Record<string, unknown>;

interface Found extends AsyncIterable<Doc> {
  sort(sort: object): Found;
  toArray(): Promise<Doc[]>;
}

/** A collection as the tests use it: filters and documents of any shape, also wrong ones. */
export interface Collection {
  collectionName: string;
  insertOne(doc: object, options?: object): Promise<unknown>;
  insertMany(docs: object[], options?: object): Promise<unknown>;
  find(filter: object, options?: object): Found;
  findOne(filter: object, options?: object): Promise<Doc | null>;
  countDocuments(filter: object, options?: object): Promise<number>;
  estimatedDocumentCount(): Promise<number>;
  distinct(path: string): Promise<unknown[]>;
  updateOne(filter: object, update: object, options?: object): Promise<unknown>;
  updateMany(filter: object, update: object, options?: object): Promise<unknown>;
  replaceOne(filter: object, replacement: object): Promise<unknown>;
  findOneAndUpdate(filter: object, update: object, options?: object): Promise<unknown>;
  findOneAndReplace(filter: object, replacement: object, options?: object): Promise<unknown>;
  findOneAndDelete(filter: object, options?: object): Promise<unknown>;
  deleteOne(filter: object): Promise<unknown>;
  deleteMany(filter: object, options?: object): Promise<unknown>;
  bulkWrite(operations: object[], options?: object): Promise<unknown>;
  aggregate(pipeline: object[]): { toArray(): Promise<Doc[]> };
  createIndex(keys: object, options?: object): Promise<string>;
  dropIndex(name: string): Promise<unknown>;
  indexes(): Promise<Doc[]>;
}

export interface OpenStorage {
  storage: Storage;
  connection: Connection;
  clock: TestClock;
  dataDir: string;
  /** An empty collection that nobody else uses. */
  fresh(): Collection;
  /** Closes, and removes everything that was kept. */
  remove(): Promise<void>;
}

let collections = 0;

/** An empty storage of its own: embedded, or a database on the given server. */
export async function openStorage(mongodbUrl?: string): Promise<OpenStorage> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sahut-storage-'));
  const clock = new TestClock();
  const storage = await connectStorage({ dataDir, clock, log: createLog('silent'), mongodbUrl });
  const { connection } = storage;
  if (mongodbUrl) await connection.dropDatabase();
  return {
    storage,
    connection,
    clock,
    dataDir,
    fresh: () => connection.collection(`c${process.pid}_${++collections}`) as unknown as Collection,
    async remove() {
      if (mongodbUrl) await connection.dropDatabase();
      await storage.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
