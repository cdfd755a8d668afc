import type { Doc } from './bson.js';
import type { SqlValue } from './keys.js';
import { type Matcher, matcher } from './match.js';
import { type Plan, plan } from './plan.js';
import type { Found } from './rows.js';
import { type SortSpec, sorter } from './sort.js';
import type { Statements } from './statements.js';
import type { Table } from './table.js';

/** What is looked for. A limit of 0 means all. */
export interface Search {
  filter: Doc;
  sort: SortSpec;
  skip: number;
  limit: number;
}

/** A search turned into one SQL statement and what is left to do in memory. */
export interface Query {
  sql: string;
  parameters: SqlValue[];
  plan: Plan;
  matches: Matcher | null;
  search: Search;
  table: Table;
}

/** Prepares a search on a table; `what` is the list of columns, `row, doc` as a rule. */
export function queryFor(table: Table, search: Search, what = 'row, doc'): Query {
  const planned = plan(table, search.filter, search.sort);
  const { where, orderBy, refined, sortsInMemory, single } = planned;
  let sql = `SELECT ${what} FROM ${table.sqlName}`;
  if (where !== '') sql += ` WHERE ${where}`;
  if (orderBy !== '') sql += ` ORDER BY ${orderBy}`;
  const parameters = planned.parameters;
  const isCut = (search.limit > 0 && !single) || search.skip > 0;
  if (!refined && !sortsInMemory && isCut) {
    sql += ' LIMIT ? OFFSET ?';
    parameters.push(search.limit > 0 ? search.limit : -1, search.skip);
  }
  const matches = refined ? matcher(single ? withoutId(search.filter) : search.filter) : null;
  return { sql, parameters, plan: planned, matches, search, table };
}

/** SQLite, or who remembers the row, has found it by its `_id`. */
function withoutId({ _id, ...rest }: Doc): Doc {
  return rest;
}

/** The documents found, in order, no more than asked for. */
export function rowsOf(sql: Statements, query: Query): Found[] {
  const { plan: planned, search, table } = query;
  if (planned.single && search.skip === 0) return onlyRow(sql, query);
  table.rows.hotOn(sql)?.tellAll();
  if (planned.sortsInMemory) return sortedInMemory(sql, query);
  if (query.matches) return refined(sql, query, query.matches);
  if (search.limit === 1) {
    const row = sql.get(query.sql, query.parameters);
    return row ? [found(sql, query, row)] : [];
  }
  return sql.all(query.sql, query.parameters).map((row) => found(sql, query, row));
}

function found(sql: Statements, { table }: Query, row: unknown[]): Found {
  return table.rows.found(sql, row[0] as number, row[1] as Uint8Array);
}

/** By `_id`: as it was just written, or from SQLite. */
function onlyRow(sql: Statements, query: Query): Found[] {
  const { parameters, matches, table } = query;
  const hot = table.rows.hotOn(sql)?.find(parameters[0] ?? null);
  const only = hot ? { row: hot.row, doc: hot.doc, kept: hot } : stored(sql, query);
  return only && (!matches || matches(only.doc)) ? [only] : [];
}

function stored(sql: Statements, query: Query): Found | null {
  const row = sql.get(query.sql, query.parameters);
  return row ? found(sql, query, row) : null;
}

/** Reads on only until the limit is reached. */
function refined(sql: Statements, query: Query, matches: Matcher): Found[] {
  const { search } = query;
  const result: Found[] = [];
  let toSkip = search.skip;
  sql.each(query.sql, query.parameters, (row) => {
    const candidate = found(sql, query, row);
    if (matches(candidate.doc) && toSkip-- <= 0) result.push(candidate);
    return search.limit === 0 || result.length < search.limit;
  });
  return result;
}

function sortedInMemory(sql: Statements, query: Query): Found[] {
  const { matches, search } = query;
  const all = sql.all(query.sql, query.parameters).map((row) => found(sql, query, row));
  const kept = matches ? all.filter(({ doc }) => matches(doc)) : all;
  const order = sorter(search.sort);
  kept.sort((a, b) => order(a.doc, b.doc));
  return kept.slice(search.skip, search.limit > 0 ? search.skip + search.limit : undefined);
}

/** How many documents a search finds; without reading them when SQLite can tell alone. */
export function countOf(sql: Statements, table: Table, search: Search): number {
  table.rows.hotOn(sql)?.tellAll();
  const query = queryFor(table, { ...search, skip: 0, limit: 0, sort: [] }, '1');
  const total = query.matches
    ? rowsOf(sql, queryFor(table, { ...search, skip: 0, limit: 0, sort: [] })).length
    : Number(sql.get(query.sql.replace('SELECT 1', 'SELECT count(*)'), query.parameters)?.[0]);
  const rest = Math.max(0, total - search.skip);
  return search.limit > 0 ? Math.min(rest, search.limit) : rest;
}
