import type { Collection, Connection, mongo, Schema } from 'mongoose';
import { asError } from '../../errors.js';

export type Where<Doc> = mongo.Filter<Doc>;
export type Update<Doc> = mongo.UpdateFilter<Doc>;

/** Options of every schema: ids are ours, indexes are made by `ready`, empty objects are kept. */
export const SCHEMA_OPTIONS = {
  autoIndex: false,
  autoCreate: false,
  versionKey: false,
  minimize: false,
} as const;

/**
 * For a write that nobody outside hears of: it is answered when it is written, without waiting for
 * the disk. The journal is durable front to back, so that it stands before any later write that waits.
 */
export const SOON = { writeConcern: { j: false } } as const;

/** A collection with the indexes that its schema declares. */
export interface Shelf<Doc extends { _id: string }> {
  docs: Collection<Doc>;
  makeIndexes(): Promise<void>;
}

/**
 * The collection of a mongoose model. The stores write through it directly: what they write is
 * typed already, and casting and hydrating each document again would cost more than the write.
 */
export function shelf<Doc extends { _id: string }>(
  connection: Connection,
  name: string,
  schema: Schema,
): Shelf<Doc> {
  const model = connection.models[name] ?? connection.model(name, schema);
  const docs = model.collection as unknown as Collection<Doc>;
  return { docs, makeIndexes: () => makeIndexes(docs, schema) };
}

async function makeIndexes<Doc extends { _id: string }>(
  docs: Collection<Doc>,
  schema: Schema,
): Promise<void> {
  for (const [fields, options] of schema.indexes()) {
    const { background: _, ...wanted } = options;
    await docs
      .createIndex(fields as Record<string, 1 | -1>, wanted as mongo.CreateIndexesOptions)
      .catch((error: unknown) => makePlainIndex(error, docs, { fields, unique: options.unique }));
  }
}

/** MongoDB's code for an option that a compatible server does not know. */
const NOT_IMPLEMENTED = 238;

/**
 * FerretDB 1 knows neither sparse nor TTL indexes. It counts absent fields as different from each
 * other, so that a plain index does the same; expired sessions are swept when one is opened.
 */
async function makePlainIndex<Doc extends { _id: string }>(
  error: unknown,
  docs: Collection<Doc>,
  index: { fields: object; unique?: unknown },
): Promise<void> {
  if ((error as { code?: unknown }).code !== NOT_IMPLEMENTED) throw error;
  await docs.createIndex(
    index.fields as Record<string, 1 | -1>,
    index.unique ? { unique: true } : {},
  );
}

const DUPLICATE = 11_000;
/** FerretDB 1 gives this violation no code when an update, not an insert, runs into it. */
const UNCODED_DUPLICATE = /UNIQUE constraint failed/;

/** True for the violation of a unique key, and for a batch in which nothing else went wrong. */
export function isDuplicate(error: unknown): boolean {
  const { code, writeErrors } = error as { code?: unknown; writeErrors?: unknown };
  if (code !== DUPLICATE) return UNCODED_DUPLICATE.test(asError(error).message);
  const faults: unknown[] = Array.isArray(writeErrors) ? writeErrors : [];
  return faults.every((fault) => (fault as { code?: unknown }).code === DUPLICATE);
}

/** Inserts one document. False when its id, or another unique key, is taken. */
export async function insertNew(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** An id of several parts that can be taken apart and ranged over by its first part. */
export function compoundId(first: string, ...rest: string[]): string {
  return [encodeURIComponent(first), ...rest.map(encodeURIComponent)].join('/');
}

/** The filter on `_id` for everything under a first part; `0` is the character after `/`. */
export function under(first: string): { $gt: string; $lt: string } {
  const prefix = encodeURIComponent(first);
  return { $gt: `${prefix}/`, $lt: `${prefix}0` };
}
