import type { Doc } from './bson.js';
import { unsupported } from './errors.js';
import type { Search } from './find.js';
import { sortSpec } from './sort.js';

/** The options of MongoDB's driver that mean something here. */
export interface Options {
  session?: unknown;
  sort?: unknown;
  skip?: number | undefined;
  limit?: number | undefined;
  projection?: unknown;
  ordered?: boolean;
  upsert?: boolean;
  arrayFilters?: Doc[];
  returnDocument?: 'before' | 'after';
  includeResultMetadata?: boolean;
  batchSize?: number;
  /** `j: false`: answers when it is written; durable no later than any later write that waits. */
  writeConcern?: { j?: boolean };
  collation?: unknown;
  let?: unknown;
  min?: unknown;
  max?: unknown;
  returnKey?: unknown;
  showRecordId?: unknown;
  tailable?: unknown;
}

/** Options that would change the answer: silently leaving them out would be a wrong answer. */
const REFUSED = [
  'collation',
  'let',
  'min',
  'max',
  'returnKey',
  'showRecordId',
  'tailable',
] as const;

/** Throws `storage/unsupported` for an option that we do not have. */
export function assertOptions(options: Options | undefined): void {
  if (!options) return;
  for (const name of REFUSED) {
    if (options[name]) throw unsupported(`the option ${name}`);
  }
}

/** A search as the driver's options describe it. A negative limit means the same as its amount. */
export function searchOf(filter: Doc, options: Options | undefined): Search {
  assertOptions(options);
  return {
    filter,
    sort: sortSpec(options?.sort),
    skip: options?.skip ?? 0,
    limit: Math.abs(options?.limit ?? 0),
  };
}
