import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import mongoose from 'mongoose';
import type { Logger } from '../log.js';
import type { Clock } from '../models/clock.js';
import { lockDirectory } from './lock.js';
import { embeddedMongoose } from './sqlite/connection.js';
import { Engine } from './sqlite/engine.js';
import { startExpiry } from './sqlite/expiry.js';
import type { QueryListener } from './sqlite/report.js';

/** What the storage needs to be told. */
export interface StorageOptions {
  /** A MongoDB server; absent: embedded storage. */
  mongodbUrl?: string | undefined;
  /** Directory of the embedded storage; made when it is not there. */
  dataDir: string;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
  clock: Clock;
}

/** An open storage. Models are compiled on `connection` (`connection.model(name, schema)`). */
export interface Storage {
  connection: mongoose.Connection;
  kind: 'embedded' | 'mongodb';
  /**
   * Tells how every query is served, for tests; returns the function that ends it.
   * On MongoDB nothing is ever told: ask its profiler.
   */
  onQuery(listener: QueryListener): () => void;
  /** Deletes what TTL indexes say is over; runs by itself every minute. Returns how many. */
  expire(): Promise<number>;
  /** Lets what is under way end, then closes. */
  close(): Promise<void>;
}

/**
 * Opens the storage. Throws `storage/locked` when another process has the data directory and
 * `storage/newer-data` when a later version wrote it.
 */
export async function connectStorage(options: StorageOptions): Promise<Storage> {
  return options.mongodbUrl
    ? connectMongoDb(options.mongodbUrl)
    : connectEmbedded(options.dataDir, options);
}

async function connectMongoDb(url: string): Promise<Storage> {
  const instance = new mongoose.Mongoose();
  // As in the embedded storage: a field that is undefined is no field.
  const connection = await instance.createConnection(url, { ignoreUndefined: true }).asPromise();
  return {
    connection,
    kind: 'mongodb',
    onQuery: () => () => {},
    expire: async () => 0,
    close: () => connection.close(),
  };
}

async function connectEmbedded(dataDir: string, { clock, log }: StorageOptions): Promise<Storage> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const unlock = lockDirectory(dataDir);
  try {
    const engine = new Engine(join(dataDir, 'sahut.db'), clock);
    const connection = await embeddedMongoose()
      .createConnection('sahut:embedded', { engine } as mongoose.ConnectOptions)
      .asPromise();
    const expiry = startExpiry(engine, log);
    let closing: Promise<void> | undefined;
    const close = async () => {
      expiry.stop();
      await connection.close();
      await engine.close();
      unlock();
    };
    return {
      connection,
      kind: 'embedded',
      onQuery: (listener) => engine.onQuery(listener),
      expire: expiry.sweep,
      close: () => {
        closing ??= close();
        return closing;
      },
    };
  } catch (thrown) {
    unlock();
    throw thrown;
  }
}
