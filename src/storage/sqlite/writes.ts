import { type Doc, decode, isPlain, ObjectId } from './bson.js';
import { same } from './compare.js';
import type { Engine } from './engine.js';
import { serverError } from './errors.js';
import { queryFor, rowsOf } from './find.js';
import { draftOf } from './plain.js';
import { type Found, handedOut } from './rows.js';
import type { SortSpec } from './sort.js';
import type { Table } from './table.js';
import { applyUpdate, assertUpdate, changedRoots, seedOf, type UpdateContext } from './update.js';

/** How a document is to be changed: by operators, or by another document in its place. */
export type Change = { update: unknown } | { replacement: unknown };

export interface ChangeRequest {
  filter: Doc;
  change: Change;
  many: boolean;
  upsert: boolean;
  sort: SortSpec;
  arrayFilters: Doc[];
  /** Give the single document as it was before, too. */
  keepBefore: boolean;
}

export interface ChangeResult {
  matched: number;
  modified: number;
  /** `_id` of the document that was made because none matched. */
  upsertedId: unknown;
  /** The single document before and after; null where there was none. */
  before: Doc | null;
  after: Found | null;
}

/** Changes what a filter finds. Each document is changed completely or not at all. */
export function change(engine: Engine, table: Table, request: ChangeRequest): ChangeResult {
  if ('update' in request.change) assertUpdate(request.change.update);
  else assertReplacement(request.change.replacement);
  const found = search(engine, table, request);
  if (found.length === 0 && request.upsert) return insertInstead(engine, table, request);
  const result = nothingChanged();
  result.matched = found.length;
  const changing = 'update' in request.change ? changedRoots(request.change.update as Doc) : null;
  for (const one of found) {
    const before = table.rows.keysOf(one.doc, changing);
    if (request.keepBefore) result.before = documentOf(one);
    const after = changed(engine, one, { request, changing });
    if (table.rows.replace(one, after, { before, changing })) result.modified++;
    result.after = { row: one.row, doc: after, kept: one.kept };
  }
  return result;
}

const NO_BYTES = new Uint8Array();

function nothingChanged(): ChangeResult {
  return { matched: 0, modified: 0, upsertedId: null, before: null, after: null };
}

/** The document as it was found, whatever becomes of it. */
function documentOf(found: Found): Doc {
  return found.kept instanceof Uint8Array ? decode(found.kept) : handedOut(found);
}

function search(engine: Engine, table: Table, request: ChangeRequest): Found[] {
  const { filter, sort, many } = request;
  const query = queryFor(table, { filter, sort, skip: 0, limit: many ? 0 : 1 });
  engine.reports.tell(engine.sql, table, 'update', query);
  return rowsOf(engine.sql, query);
}

function changed(
  engine: Engine,
  { doc, kept }: Found,
  { request, changing }: { request: ChangeRequest; changing: Set<string> | null },
): Doc {
  if ('replacement' in request.change) {
    return replaced(doc._id, request.change.replacement as Doc);
  }
  const draft = kept instanceof Uint8Array || !changing ? doc : draftOf(doc, changing);
  applyUpdate(draft, request.change.update as Doc, contextOf(engine, request, false));
  return draft;
}

function contextOf(engine: Engine, request: ChangeRequest, inserting: boolean): UpdateContext {
  return {
    filter: request.filter,
    arrayFilters: request.arrayFilters,
    inserting,
    now: engine.clock.now(),
  };
}

function replaced(id: unknown, replacement: Doc): Doc {
  const { _id: given, ...rest } = replacement;
  if (given !== undefined && !same(given, id)) {
    throw serverError(
      66,
      'ImmutableField',
      "After applying the update, the (immutable) field '_id' was found to have been altered",
    );
  }
  return { _id: id, ...rest };
}

function assertReplacement(replacement: unknown): void {
  if (!isPlain(replacement)) {
    throw serverError(9, 'FailedToParse', 'The replacement document must be an object');
  }
  if (Object.keys(replacement).some((key) => key.startsWith('$'))) {
    throw serverError(
      52,
      'DollarPrefixedFieldName',
      'The replacement document must not contain atomic operators',
    );
  }
}

function insertInstead(engine: Engine, table: Table, request: ChangeRequest): ChangeResult {
  const seed = seedOf(request.filter);
  let doc = seed;
  if ('replacement' in request.change) {
    const replacement = request.change.replacement as Doc;
    const id = replacement._id ?? seed._id ?? new ObjectId();
    doc = { ...replacement, _id: id };
  } else {
    applyUpdate(doc, request.change.update as Doc, contextOf(engine, request, true));
  }
  const upsertedId = table.rows.insert(doc);
  // Not hot: it is the caller's own.
  return { ...nothingChanged(), upsertedId, after: { row: 0, doc, kept: NO_BYTES } };
}

/** Deletes what a filter finds; returns how many, and the last one. */
export function remove(
  engine: Engine,
  table: Table,
  request: { filter: Doc; sort: SortSpec; many: boolean },
): { deleted: number; last: Doc | null } {
  const { filter, sort, many } = request;
  const query = queryFor(table, { filter, sort, skip: 0, limit: many ? 0 : 1 });
  engine.reports.tell(engine.sql, table, 'delete', query);
  const found = rowsOf(engine.sql, query);
  for (const one of found) table.rows.remove(one);
  const [first] = found;
  return { deleted: found.length, last: first ? handedOut(first) : null };
}
