import type { Query } from './find.js';
import type { Statements } from './statements.js';
import type { Table } from './table.js';

/** How one query was or would be served. */
export interface QueryReport {
  collection: string;
  operation: string;
  /** `index` when no more rows are visited than the index finds, and the order comes from it too. */
  served: 'index' | 'scan';
  /** MongoDB's name of the index (`_id_` for the primary key). */
  index: string | null;
  sql: string;
  /** Documents that SQLite found were tested again in memory. */
  refined: boolean;
  /** Where the order comes from; null without a sort. */
  sorted: 'index' | 'temporary' | 'memory' | null;
  /** True when everything was asked for: no filter, no sort by a field. */
  everything: boolean;
  sqlitePlan: string[];
}

export type QueryListener = (report: QueryReport) => void;

/** The ear of tests and of `explain()`. Costs nothing while nobody listens. */
export class QueryReports {
  readonly #listeners = new Set<QueryListener>();

  listen(listener: QueryListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(sql: Statements, table: Table, operation: string, query: Query): void {
    if (this.#listeners.size === 0) return;
    const report = reportOn(sql, table, operation, query);
    for (const listener of this.#listeners) listener(report);
  }
}

/** Asks SQLite how it serves a query. */
export function reportOn(
  sql: Statements,
  table: Table,
  operation: string,
  query: Query,
): QueryReport {
  const rows = sql.all(`EXPLAIN QUERY PLAN ${query.sql}`, query.parameters);
  const sqlitePlan = rows.map((row) => String(row[3]));
  const temporary = sqlitePlan.some((line) => line.includes('USE TEMP B-TREE'));
  const { sort, filter } = query.search;
  const everything =
    Object.keys(filter).length === 0 && sort.every(([path]) => path === '$natural');
  const inMemory = query.plan.sortsInMemory;
  const scans = sqlitePlan.some((line) => isScan(table, line, Object.keys(filter).length > 0));
  const isServed = !scans && !temporary && !inMemory;
  return {
    collection: table.name,
    operation,
    served: isServed || everything ? 'index' : 'scan',
    index: indexNamed(table, sqlitePlan),
    sql: query.sql,
    refined: query.plan.refined,
    sorted: sort.length === 0 ? null : inMemory ? 'memory' : temporary ? 'temporary' : 'index',
    everything,
    sqlitePlan,
  };
}

/**
 * Walking along a whole index in its order is right when nothing was filtered; with a filter only
 * when the index is partial and holds no others than the filter wants.
 */
function isScan(table: Table, line: string, isFiltered: boolean): boolean {
  if (!line.startsWith('SCAN ')) return false;
  if (!line.includes('INDEX ')) return true;
  const name = indexNamed(table, [line]);
  const index = table.spec.indexes.find((one) => one.name === name);
  return isFiltered && !index?.partial && !index?.sparse;
}

function indexNamed(table: Table, sqlitePlan: string[]): string | null {
  for (const line of sqlitePlan) {
    const name = /USING (?:COVERING )?INDEX (\S+)/.exec(line)?.[1];
    if (name === undefined) continue;
    if (name === `i_${table.name}_id`) return '_id_';
    const number = Number(/_(\d+)(?:_null)?$/.exec(name)?.[1]);
    const index = table.spec.indexes.find((one) => one.number === number);
    if (index) return index.name;
  }
  return sqlitePlan.some((line) => line.includes('USING INTEGER PRIMARY KEY')) ? '$natural' : null;
}
