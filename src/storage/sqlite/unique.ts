import type { Doc } from './bson.js';
import { duplicateKey, violatedUnique } from './errors.js';
import { steps, values } from './path.js';
import type { CollectionSpec, IndexSpec } from './spec.js';

/** MongoDB's error 11000 for SQLite's violation of a unique index; anything else as it was. */
export function asDuplicate(thrown: unknown, spec: CollectionSpec, doc: Doc): unknown {
  const violated = violatedUnique(thrown);
  return violated ? duplicateOf(spec, indexOf(spec, violated), doc) : thrown;
}

/** The same while an index is made over documents that are there. */
export function asDuplicateIn(thrown: unknown, spec: CollectionSpec, index: IndexSpec): unknown {
  return violatedUnique(thrown) ? duplicateOf(spec, index, {}) : thrown;
}

function indexOf(
  { indexes, paths }: CollectionSpec,
  violated: { columns: string[] } | { index: string },
): IndexSpec | null {
  const unique = indexes.filter((index) => index.unique);
  if ('index' in violated) {
    return unique.find((one) => violated.index.endsWith(`_${one.number}_null`)) ?? null;
  }
  const wanted = violated.columns.join();
  const column = (path: string) => paths.find((one) => one.path === path)?.column ?? 'id';
  return unique.find(({ key }) => key.map(([path]) => column(path)).join() === wanted) ?? null;
}

/** Without an index it is the one on `_id`. */
function duplicateOf({ name }: CollectionSpec, index: IndexSpec | null, doc: Doc): Error {
  const key = index?.key ?? ([['_id', 1]] as const);
  return duplicateKey({
    collection: name,
    index: index?.name ?? '_id_',
    keyPattern: Object.fromEntries(key),
    keyValue: Object.fromEntries(key.map(([path]) => [path, values(doc, steps(path))[0] ?? null])),
  });
}
