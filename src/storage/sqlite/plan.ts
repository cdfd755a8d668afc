import { type Doc, unwrap } from './bson.js';
import { isSure, joined, NOTHING, onPath, type Piece, UNKNOWN } from './conditions.js';
import { coveredIndexes } from './cover.js';
import { keyOf, type SqlValue } from './keys.js';
import { isOperators } from './match.js';
import type { SortSpec } from './sort.js';
import type { PathColumn } from './spec.js';
import type { Table } from './table.js';

/** How a filter and a sort are served. */
export interface Plan {
  /** Condition after WHERE; empty when SQLite cannot narrow the search. */
  where: string;
  parameters: SqlValue[];
  /** The filter must be tested again on every document found. */
  refined: boolean;
  /** `_id` is given: there is one row at most. */
  single: boolean;
  /** ORDER BY columns; empty without a sort or when it has to be done in memory. */
  orderBy: string;
  /** The sort has to be done in memory, after everything was read. */
  sortsInMemory: boolean;
}

/** Turns a filter and a sort into SQL over the columns of indexed fields. */
export function plan(table: Table, filter: Doc, sort: SortSpec): Plan {
  const id = onlyValue(filter._id);
  if (isOne(id)) return onlyOne(id, filter);
  const found = conjunction(table, filter);
  const covered = coveredIndexes(table, filter);
  const where = [found.sql, ...covered].filter((part) => part !== '').join(' AND ');
  const orderBy = sortColumns(table, sort);
  return {
    where,
    parameters: found.parameters,
    refined: !found.exact,
    single: false,
    orderBy: orderBy ?? '',
    sortsInMemory: orderBy === null,
  };
}

/** `{ $in: [x] }` and `{ $eq: x }` mean x. */
function onlyValue(condition: unknown): unknown {
  if (!isOperators(condition)) return condition;
  const [operator, more] = Object.keys(condition);
  if (more !== undefined) return condition;
  if (operator === '$eq') return condition.$eq;
  const list = condition.$in;
  return operator === '$in' && Array.isArray(list) && list.length === 1 ? list[0] : condition;
}

function isOne(id: unknown): boolean {
  return id !== undefined && isSure(id) && keyOf(unwrap(id)) !== null;
}

/** One statement for every filter with an `_id`: what else it says is cheaper to test in memory. */
function onlyOne(id: unknown, filter: Doc): Plan {
  let refined = false;
  for (const path in filter) if (path !== '_id') refined = true;
  const parameters = [keyOf(unwrap(id))];
  return { where: 'id = ?', parameters, refined, single: true, orderBy: '', sortsInMemory: false };
}

function conjunction(table: Table, filter: Doc): Piece {
  let sql = '';
  let exact = true;
  const parameters: SqlValue[] = [];
  for (const key in filter) {
    const piece = clause(table, key, filter[key]);
    exact &&= piece.exact;
    if (piece.sql === '') continue;
    sql += sql === '' ? piece.sql : ` AND ${piece.sql}`;
    parameters.push(...piece.parameters);
  }
  return { sql, parameters, exact };
}

function clause(table: Table, key: string, condition: unknown): Piece {
  if (!key.startsWith('$')) return onPath(table, key, unwrap(condition));
  if (key === '$and' && Array.isArray(condition)) {
    return joined(condition.map((branch) => conjunction(table, branch)));
  }
  if (key === '$or' && Array.isArray(condition)) {
    return alternatives(condition.map((branch) => conjunction(table, branch)));
  }
  return key === '$comment' ? NOTHING : UNKNOWN;
}

function alternatives(pieces: Piece[]): Piece {
  if (pieces.some(({ sql }) => sql === '')) return UNKNOWN;
  return {
    sql: `(${pieces.map(({ sql }) => `(${sql})`).join(' OR ')})`,
    parameters: pieces.flatMap(({ parameters }) => parameters),
    exact: pieces.every(({ exact }) => exact),
  };
}

/** Null when SQLite cannot give MongoDB's order: the field has no column, or holds arrays or objects. */
function sortColumns(table: Table, sort: SortSpec): string | null {
  const parts: string[] = [];
  for (const [path, way] of sort) {
    const column = path === '$natural' ? 'row' : ordered(table.column(path));
    if (!column) return null;
    parts.push(way === -1 ? `${column} DESC` : column);
  }
  return parts.join(', ');
}

function ordered(column: PathColumn | undefined): string | null {
  if (!column || column.arrays) return null;
  return column.objects && column.path !== '_id' ? null : column.column;
}
