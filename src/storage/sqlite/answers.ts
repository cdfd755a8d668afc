import { type Doc, isPlain } from './bson.js';
import type { Options } from './options.js';
import { projector } from './project.js';
import type { ChangeResult } from './writes.js';

/** What MongoDB's driver answers to an update. */
export interface UpdateAnswer {
  acknowledged: true;
  matchedCount: number;
  modifiedCount: number;
  upsertedCount: number;
  upsertedId: unknown;
}

/** A change, as the driver tells of it. */
export function answer(done: ChangeResult): UpdateAnswer {
  return {
    acknowledged: true,
    matchedCount: done.matched,
    modifiedCount: done.modified,
    upsertedCount: done.upsertedId === null ? 0 : 1,
    upsertedId: done.upsertedId,
  };
}

/** What the option `projection` leaves of a document; null when that is everything. */
export function projectorOf(options: Options | undefined): ((doc: Doc) => Doc) | null {
  return isPlain(options?.projection) ? projector(options.projection) : null;
}

/** The value alone, or with what mongoose reads beside it. */
export function withMetadata(
  value: unknown,
  options: Options | undefined,
  lastErrorObject: Doc,
): unknown {
  return options?.includeResultMetadata ? { value, lastErrorObject, ok: 1 } : value;
}
