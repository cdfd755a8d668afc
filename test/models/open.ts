import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { createLog } from '../../src/log.js';
import { type Change, createStores, type Stores } from '../../src/models/store/stores.js';
import { connectStorage, type Storage } from '../../src/storage/connect.js';
import { TestClock } from '../support/clock.js';

/** Stores on an engine of their own, with what a test wants to look at. */
export interface OpenStores {
  stores: Stores;
  clock: TestClock;
  /** What the bell said. */
  changes: Change[];
  storage: Storage;
  close(): Promise<void>;
}

/** Fresh stores on the embedded engine, or in a database of its own on the given server. */
export async function openStores(mongodbUrl?: string): Promise<OpenStores> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sahut-models-'));
  const clock = new TestClock();
  const storage = await connectStorage({
    dataDir,
    clock,
    log: createLog('silent'),
    ...(mongodbUrl === undefined ? {} : { mongodbUrl: ownDatabase(mongodbUrl) }),
  });
  const changes: Change[] = [];
  const onChange = (change: Change) => changes.push(change);
  const stores = createStores(storage.connection, { clock, onChange });
  await stores.ready();
  return {
    stores,
    clock,
    changes,
    storage,
    async close() {
      if (mongodbUrl !== undefined) await storage.connection.dropDatabase();
      await storage.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** FerretDB 1 reads, compares and writes in separate steps: it loses races that MongoDB wins. */
export async function updatesAreAtomic(mongodbUrl: string): Promise<boolean> {
  const connection = await mongoose.createConnection(mongodbUrl).asPromise();
  const build = await connection.db?.admin().buildInfo();
  await connection.close();
  return !JSON.stringify(build).toLowerCase().includes('ferretdb');
}

let databases = 0;

function ownDatabase(mongodbUrl: string): string {
  const url = new URL(mongodbUrl);
  databases += 1;
  url.pathname = `/sahut_models_${process.pid}_${databases}`;
  return url.href;
}
