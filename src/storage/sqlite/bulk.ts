import mongoose from 'mongoose';
import { asError } from '../../errors.js';
import { type Doc, isPlain } from './bson.js';
import type { Engine } from './engine.js';
import { unsupported } from './errors.js';
import { sortSpec } from './sort.js';
import type { Table } from './table.js';
import { type Change, change, remove } from './writes.js';

/** The counts of a bulk write, with the accessors of MongoDB's driver. */
export class BulkResult {
  readonly acknowledged = true;
  readonly ok = 1;
  insertedCount = 0;
  matchedCount = 0;
  modifiedCount = 0;
  deletedCount = 0;
  upsertedCount = 0;
  insertedIds: Record<number, unknown> = {};
  upsertedIds: Record<number, unknown> = {};
  writeErrors: WriteProblem[] = [];

  hasWriteErrors(): boolean {
    return this.writeErrors.length > 0;
  }

  getWriteErrors(): WriteProblem[] {
    return this.writeErrors;
  }
}

/** One operation that failed; `err` is the shape in which mongoose looks at it. */
export interface WriteProblem {
  index: number;
  code: unknown;
  errmsg: string;
  err: { index: number; code: unknown; errmsg: string; op: unknown };
}

/** Runs operations in order; an ordered run stops at the first failure, the others stand. */
export function bulkWrite(
  engine: Engine,
  table: Table,
  operations: unknown[],
  ordered: boolean,
): BulkResult {
  const result = new BulkResult();
  for (const [index, operation] of operations.entries()) {
    try {
      runOne(engine, table, { operation, index, result });
    } catch (thrown) {
      if (!engine.sql.inTransaction) throw thrown;
      result.writeErrors.push(problemOf(asError(thrown), index, operation));
      if (ordered) break;
    }
  }
  if (result.hasWriteErrors()) throw bulkError(result);
  return result;
}

function problemOf(error: Error & { code?: unknown }, index: number, op: unknown): WriteProblem {
  const { code, message: errmsg } = error;
  return { index, code, errmsg, err: { index, code, errmsg, op } };
}

function bulkError(result: BulkResult): Error {
  const [first] = result.writeErrors;
  const description = {
    message: first?.errmsg ?? 'bulk write failed',
    code: first?.code as number,
    writeErrors: result.writeErrors as never,
  };
  return new mongoose.mongo.MongoBulkWriteError(description, result as never);
}

interface Step {
  operation: unknown;
  index: number;
  result: BulkResult;
}

function runOne(engine: Engine, table: Table, step: Step): void {
  const [kind, body] = Object.entries(isPlain(step.operation) ? step.operation : {})[0] ?? [];
  if (!isPlain(body)) throw unsupported('a bulk write without a named operation');
  const filter = isPlain(body.filter) ? body.filter : {};
  switch (kind) {
    case 'insertOne':
      insert(table, (isPlain(body.document) ? body.document : body) as Doc, step);
      break;
    case 'updateOne':
    case 'updateMany':
      modify(engine, table, { update: body.update }, { ...step, body, filter, kind });
      break;
    case 'replaceOne':
      modify(engine, table, { replacement: body.replacement }, { ...step, body, filter, kind });
      break;
    case 'deleteOne':
    case 'deleteMany':
      step.result.deletedCount += remove(engine, table, {
        filter,
        sort: [],
        many: kind === 'deleteMany',
      }).deleted;
      break;
    default:
      throw unsupported(`the bulk operation ${kind}`);
  }
}

function insert(table: Table, document: Doc, { index, result }: Step): void {
  result.insertedIds[index] = table.rows.insert(document);
  result.insertedCount++;
}

function modify(
  engine: Engine,
  table: Table,
  how: Change,
  step: Step & { body: Doc; filter: Doc; kind: string },
): void {
  const { body, filter, kind, result, index } = step;
  const done = change(engine, table, {
    filter,
    change: how,
    many: kind === 'updateMany',
    upsert: body.upsert === true,
    sort: sortSpec(body.sort),
    arrayFilters: Array.isArray(body.arrayFilters) ? body.arrayFilters : [],
    keepBefore: false,
  });
  result.matchedCount += done.matched;
  result.modifiedCount += done.modified;
  if (done.upsertedId === null) return;
  result.upsertedCount++;
  result.upsertedIds[index] = done.upsertedId;
}
