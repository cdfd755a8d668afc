import { type Doc, isPlain, Rank, rankOf, unwrap } from './bson.js';
import { unsupported } from './errors.js';
import { ARRAY_KEY, ceilingOf, floorOf, keyOf, type SqlValue } from './keys.js';
import { assertDefined, isOperators } from './match.js';
import type { PathColumn } from './spec.js';
import type { Table } from './table.js';

/** A piece of SQL that finds at least the documents wanted; when `exact`, no others. */
export interface Piece {
  sql: string;
  parameters: SqlValue[];
  exact: boolean;
}

/** Demands nothing. */
export const NOTHING: Piece = { sql: '', parameters: [], exact: true };
/** SQLite cannot tell. */
export const UNKNOWN: Piece = { sql: '', parameters: [], exact: false };
/** More than this SQLite would not bind; such a list is tested document by document. */
const MOST_IN_LIST = 10_000;

/** The condition on one path, as far as a column tells. */
export function onPath(table: Table, path: string, condition: unknown): Piece {
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
export function isSure(value: unknown): boolean {
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

/** All of them. */
export function joined(pieces: Piece[]): Piece {
  const said = pieces.filter(({ sql }) => sql !== '');
  return {
    sql: said.map(({ sql }) => sql).join(' AND '),
    parameters: said.flatMap(({ parameters }) => parameters),
    exact: pieces.every(({ exact }) => exact),
  };
}
