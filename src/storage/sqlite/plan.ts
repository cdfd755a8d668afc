import { type Doc, isPlain, Rank, rankOf, unwrap } from './bson.js';
import { coveredIndexes } from './cover.js';
import { unsupported } from './errors.js';
import { ARRAY_KEY, ceilingOf, floorOf, keyOf, type SqlValue } from './keys.js';
import { assertDefined, isOperators } from './match.js';
import type { SortSpec } from './sort.js';
import type { PathColumn } from './spec.js';
import type { Table } from './table.js';

/** A piece of SQL that finds at least the documents wanted; when `exact`, no others. */
export interface Piece {
  sql: string;
  parameters: SqlValue[];
  exact: boolean;
}

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

const NOTHING: Piece = { sql: '', parameters: [], exact: true };
const UNKNOWN: Piece = { sql: '', parameters: [], exact: false };
/** More than this SQLite would not bind; such a list is tested document by document. */
const MOST_IN_LIST = 10_000;

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

function joined(pieces: Piece[]): Piece {
  const said = pieces.filter(({ sql }) => sql !== '');
  return {
    sql: said.map(({ sql }) => sql).join(' AND '),
    parameters: said.flatMap(({ parameters }) => parameters),
    exact: pieces.every(({ exact }) => exact),
  };
}

function alternatives(pieces: Piece[]): Piece {
  if (pieces.some(({ sql }) => sql === '')) return UNKNOWN;
  return {
    sql: `(${pieces.map(({ sql }) => `(${sql})`).join(' OR ')})`,
    parameters: pieces.flatMap(({ parameters }) => parameters),
    exact: pieces.every(({ exact }) => exact),
  };
}

function onPath(table: Table, path: string, condition: unknown): Piece {
  assertDefined(path, condition);
  const column = table.column(path);
  if (!column) return UNKNOWN;
  if (!isOperators(condition)) return equals(column, condition);
  const pieces: Piece[] = [];
  const others = operatorNames(condition);
  for (const operator in condition) {
    const isClosed = others.some((other) => closes(other, operator, condition));
    pieces.push(onOperator(column, { operator, argument: condition[operator], isClosed }));
  }
  const [first] = pieces;
  return pieces.length === 1 && first ? first : joined(pieces);
}

interface Operation {
  operator: string;
  argument: unknown;
  /** The other end of the range is given too: SQLite must not be offered the end of the type. */
  isClosed: boolean;
}

const UPWARDS = new Set(['$gt', '$gte']);
const DOWNWARDS = new Set(['$lt', '$lte']);

function operatorNames(condition: Doc): string[] {
  return Object.keys(condition).filter((name) => UPWARDS.has(name) || DOWNWARDS.has(name));
}

function closes(other: string, operator: string, condition: Doc): boolean {
  if (UPWARDS.has(other) === UPWARDS.has(operator)) return false;
  return rankOf(condition[other]) === rankOf(condition[operator]);
}

function onOperator(column: PathColumn, operation: Operation): Piece {
  const { operator, argument } = operation;
  switch (operator) {
    case '$eq':
      return equals(column, argument);
    case '$in':
      return oneOf(column, argument);
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return range(column, operation);
    case '$ne':
      return column.arrays ? UNKNOWN : negation(equals(column, argument));
    case '$nin':
      return column.arrays ? UNKNOWN : negation(oneOf(column, argument));
    case '$exists':
      return argument ? UNKNOWN : withArrays(column, `${column.column} IS NULL`, [], false);
    default:
      return UNKNOWN;
  }
}

/** Values whose keys are in no doubt: equal keys mean equal values. */
function isSure(value: unknown): boolean {
  const rank = rankOf(value);
  return rank !== Rank.object && rank !== Rank.array && rank !== Rank.pattern;
}

function equals(column: PathColumn, value: unknown): Piece {
  if (isPlain(value)) return typeRange(column, Rank.object);
  if (!isSure(value)) return UNKNOWN;
  const key = keyOf(value);
  if (key === null) return withArrays(column, `${column.column} IS NULL`, [], true);
  if (!column.arrays) return { sql: `${column.column} = ?`, parameters: [key], exact: true };
  return { sql: `${column.column} IN (?, ?)`, parameters: [key, ARRAY_KEY], exact: false };
}

function typeRange(column: PathColumn, rank: number): Piece {
  const sql = `(${column.column} >= ? AND ${column.column} < ?)`;
  return withArrays(column, sql, [floorOf(rank), ceilingOf(rank)], false);
}

function oneOf(column: PathColumn, list: unknown): Piece {
  if (!Array.isArray(list)) throw unsupported('$in and $nin without a list');
  const wanted = list.map(unwrap);
  if (wanted.length > MOST_IN_LIST || !wanted.every(isSure)) return UNKNOWN;
  const keys = [...new Set(wanted.map(keyOf))];
  const [only] = keys;
  if (keys.length === 1 && only !== undefined && only !== null) return equals(column, wanted[0]);
  const present = padded(keys.filter((key) => key !== null));
  const sql = `${column.column} IN (${present.map(() => '?').join(', ')})`;
  if (!keys.includes(null)) {
    return withArrays(column, sql, present, true);
  }
  return withArrays(column, `(${sql} OR ${column.column} IS NULL)`, present, true);
}

/** Lists of nearly one length share one compiled statement. */
function padded(keys: SqlValue[]): SqlValue[] {
  const last = keys[keys.length - 1];
  if (last === undefined) return keys;
  let length = 1;
  while (length < keys.length) length *= 2;
  return [...keys, ...new Array<SqlValue>(length - keys.length).fill(last)];
}

const SQL_ORDER: Readonly<Record<string, string>> = { $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' };

/** Comparisons stay within the type of the value they compare with. */
function range(column: PathColumn, { operator, argument: value, isClosed }: Operation): Piece {
  const rank = rankOf(value);
  if (rank === Rank.object) return typeRange(column, rank);
  if (!isSure(value)) return UNKNOWN;
  const key = keyOf(value);
  const name = column.column;
  if (key === null) {
    const within = operator === '$gte' || operator === '$lte';
    return within ? withArrays(column, `${name} IS NULL`, [], true) : UNKNOWN;
  }
  const own = `${name} ${SQL_ORDER[operator]} ?`;
  if (isClosed && !column.arrays) return { sql: own, parameters: [key], exact: true };
  const up = UPWARDS.has(operator);
  const sql = up ? `${own} AND ${name} < ?` : `${own} AND ${name} >= ?`;
  return withArrays(column, `(${sql})`, [key, up ? ceilingOf(rank) : floorOf(rank)], true);
}

/** Where arrays were kept, they have to be looked at whatever the condition is. */
function withArrays(
  column: PathColumn,
  sql: string,
  parameters: SqlValue[],
  exact: boolean,
): Piece {
  if (!column.arrays) return { sql, parameters, exact };
  return {
    sql: `(${sql} OR ${column.column} = ?)`,
    parameters: [...parameters, ARRAY_KEY],
    exact: false,
  };
}

/** Only of a piece that is exact and certain: the rest is tested on the documents. */
function negation(piece: Piece): Piece {
  if (!piece.exact || piece.sql === '') return UNKNOWN;
  return { ...piece, sql: `(${piece.sql}) IS NOT TRUE` };
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
