import { type Doc, Rank, rankOf } from './bson.js';
import { serverError } from './errors.js';
import { indexColumn } from './index-sql.js';
import { keyOf, type SqlValue } from './keys.js';
import { type Matcher, matcher } from './match.js';
import { single, steps, values } from './path.js';
import type { CollectionSpec, IndexSpec, PathColumn } from './spec.js';

/** One value of a row that stands in a column of its own, computed from the document. */
export interface Column {
  name: string;
  /** First steps of the paths that it is computed from; null when it may be any. */
  roots: readonly string[] | null;
  /** Two rows may not have the same. */
  unique: boolean;
  of(doc: Doc): SqlValue;
}

/** All columns of a collection; `seen` is told of values that are arrays or objects. */
export function columnsOf(
  spec: CollectionSpec,
  seen: (column: PathColumn, value: unknown) => void,
): Column[] {
  const unique = new Set(
    spec.indexes.filter((index) => index.unique).flatMap(({ key }) => key.map(([path]) => path)),
  );
  return [
    { name: 'id', roots: ['_id'], unique: true, of: (doc) => idKey(doc._id) },
    ...spec.paths.map((path) => pathColumn(path, unique.has(path.path), seen)),
    ...spec.indexes.flatMap(membershipColumn),
  ];
}

function pathColumn(
  column: PathColumn,
  unique: boolean,
  seen: (column: PathColumn, value: unknown) => void,
): Column {
  const parts = steps(column.path);
  return {
    name: column.column,
    roots: parts.slice(0, 1),
    unique,
    of: (doc) => {
      const value = single(doc, parts);
      if (typeof value === 'object' || typeof value === 'symbol') seen(column, value);
      return keyOf(value);
    },
  };
}

function membershipColumn(index: IndexSpec): Column[] {
  const name = indexColumn(index);
  if (!name) return [];
  const belongs = memberTest(index);
  const of = (doc: Doc): SqlValue => (belongs(doc) ? 1 : null);
  return [{ name, roots: memberRoots(index), unique: index.unique, of }];
}

function memberRoots({ key, partial }: IndexSpec): string[] | null {
  const paths = partial ? Object.keys(partial) : key.map(([path]) => path);
  return paths.some((path) => path.startsWith('$')) ? null : paths.flatMap(rootOf);
}

const rootOf = (path: string): readonly string[] => steps(path).slice(0, 1);

function memberTest(index: IndexSpec): Matcher {
  if (index.partial) return matcher(index.partial);
  const paths = index.key.map(([path]) => steps(path));
  return (doc) => paths.some((parts) => values(doc, parts).some((value) => value !== undefined));
}

function idKey(id: unknown): SqlValue {
  const rank = rankOf(id);
  if (rank === Rank.nothing || rank === Rank.array || rank === Rank.pattern) {
    throw serverError(
      2,
      'InvalidIdField',
      'The _id must not be null, an array or a regular expression',
    );
  }
  return keyOf(id);
}
