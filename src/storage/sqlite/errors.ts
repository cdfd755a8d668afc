import mongoose from 'mongoose';
import { SahutError } from '../../errors.js';

/** What the embedded storage does not do, by name: refused instead of done wrongly. */
export function unsupported(operation: string): SahutError {
  return new SahutError(
    'storage/unsupported',
    `The embedded storage does not support ${operation}. Use another operation, or set MONGODB_URL.`,
  );
}

/** An error as MongoDB's driver throws it, so that code written for MongoDB understands it. */
export function serverError(
  code: number,
  codeName: string,
  errmsg: string,
  more: Readonly<Record<string, unknown>> = {},
): Error & { code?: string | number | undefined } {
  return new mongoose.mongo.MongoServerError({ ok: 0, errmsg, code, codeName, ...more });
}

export interface Duplicate {
  collection: string;
  index: string;
  keyPattern: Readonly<Record<string, unknown>>;
  keyValue: Readonly<Record<string, unknown>>;
}

/** Error 11000, worded as MongoDB words it. */
export function duplicateKey({ collection, index, keyPattern, keyValue }: Duplicate): Error {
  const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${show(value)}`);
  return serverError(
    11000,
    'DuplicateKey',
    `E11000 duplicate key error collection: ${collection} index: ${index} dup key: { ${shown.join(', ')} }`,
    { keyPattern, keyValue },
  );
}

function show(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  return typeof value === 'object' && 'toHexString' in value
    ? `ObjectId('${String(value)}')`
    : JSON.stringify(value);
}

/** True for a violated unique index, and which columns or index SQLite named. */
export function violatedUnique(error: unknown): { columns: string[] } | { index: string } | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  if (!String(error.code).startsWith('SQLITE_CONSTRAINT')) return null;
  const named = /UNIQUE constraint failed: (.*)$/.exec(error.message)?.[1];
  if (named === undefined) return null;
  const index = /^index '(.*)'$/.exec(named)?.[1];
  if (index !== undefined) return { index };
  return { columns: named.split(', ').map((column) => column.slice(column.lastIndexOf('.') + 1)) };
}
