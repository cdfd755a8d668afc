import type { Doc } from './bson.js';
import type { Source } from './cursor.js';
import type { Engine } from './engine.js';
import { queryFor, rowsOf, type Search } from './find.js';
import { matcher } from './match.js';
import type { Options } from './options.js';
import { projector } from './project.js';
import { reportOn } from './report.js';
import { handedOut } from './rows.js';
import { Table } from './table.js';

/** What a cursor over one collection is to find. */
export interface Wanted {
  engine: Engine;
  name: string;
  search: Search;
  options: Options;
}

const BATCH = 100;

/** The documents of one search, for a cursor. */
export function foundSource(wanted: Wanted): Source {
  return {
    all: () => all(wanted),
    batches: () => batches(wanted),
    explain: () => explain(wanted),
  };
}

async function all({ engine, name, search, options }: Wanted): Promise<Doc[]> {
  const project = projector(options?.projection);
  return engine.read(options, (sql) => {
    const table = engine.catalog.find(name);
    if (!table) return [];
    const query = queryFor(table, search);
    engine.reports.tell(sql, table, 'find', query);
    return rowsOf(sql, query).map((found) => handedOut(found, project));
  });
}

/**
 * First the numbers of the rows, then the documents in batches, each read when it is wanted: memory
 * stays small and nothing is held open. A document that was changed meanwhile so that it no longer
 * matches, or deleted, is left out.
 */
async function* batches(wanted: Wanted): AsyncGenerator<Doc[]> {
  const { engine, name, search, options } = wanted;
  const project = projector(options?.projection);
  const matches = matcher(search.filter);
  const rows = await rowNumbers(wanted);
  const size = options?.batchSize ?? BATCH;
  for (let i = 0; i < rows.length; i += size) {
    const docs = await engine.read(options, (sql) => {
      const table = engine.catalog.find(name);
      if (!table) return [];
      const one = `SELECT doc FROM ${table.sqlName} WHERE row = ?`;
      return rows.slice(i, i + size).flatMap((row) => {
        const bytes = sql.get(one, [row])?.[0];
        return bytes instanceof Uint8Array ? [handedOut(table.rows.found(sql, row, bytes))] : [];
      });
    });
    const kept = docs.filter(matches);
    if (kept.length > 0) yield project ? kept.map(project) : kept;
  }
}

function rowNumbers({ engine, name, search, options }: Wanted): Promise<number[]> {
  return engine.read(options, (sql) => {
    const table = engine.catalog.find(name);
    if (!table) return [];
    const query = queryFor(table, search);
    engine.reports.tell(sql, table, 'find', query);
    if (query.matches || query.plan.sortsInMemory) {
      return rowsOf(sql, query).map(({ row }) => row);
    }
    table.rows.hotOn(sql)?.tellAll();
    const narrow = query.sql.replace('SELECT row, doc', 'SELECT row');
    return sql.all(narrow, query.parameters).map(([row]) => Number(row));
  });
}

function explain({ engine, name, search, options }: Wanted): Promise<unknown> {
  return engine.read(options, (sql) => {
    const table = engine.catalog.find(name);
    if (!(table instanceof Table)) return { served: 'index', collection: name, everything: true };
    return reportOn(sql, table, 'find', queryFor(table, search));
  });
}
