import type { CollectionSpec, IndexSpec } from './spec.js';
import { quoted } from './statements.js';

/** Sparse and partial indexes have a column that is 1 for the documents they hold. */
export function indexColumn(index: IndexSpec): string | null {
  return index.sparse || index.partial ? `p${index.number}` : null;
}

function columnOf(spec: CollectionSpec, path: string): string {
  return path === '_id' ? 'id' : (spec.paths.find((one) => one.path === path)?.column ?? 'id');
}

function sqlIndexName(spec: CollectionSpec, index: IndexSpec): string {
  return `i_${spec.name}_${index.number}`;
}

/**
 * The SQL of one index. SQLite holds NULLs for different from each other, MongoDB for equal: a
 * unique index gets a twin over the rows that have a NULL in it, with a value in its place that
 * no key ever has.
 */
export function createIndexSql(spec: CollectionSpec, index: IndexSpec): string[] {
  const name = sqlIndexName(spec, index);
  const table = quoted(`c_${spec.name}`);
  const columns = index.key.map(([path, way]) => [columnOf(spec, path), way] as const);
  const member = indexColumn(index);
  const list = columns.map(([column, way]) => (way === -1 ? `${column} DESC` : column)).join(', ');
  const where = member ? ` WHERE ${member} = 1` : '';
  const unique = index.unique ? 'UNIQUE ' : '';
  const statements = [`CREATE ${unique}INDEX ${quoted(name)} ON ${table} (${list})${where}`];
  if (index.unique) {
    const filled = columns.map(([column]) => `ifnull(${column}, x'')`).join(', ');
    const nulls = columns.map(([column]) => `${column} IS NULL`).join(' OR ');
    const also = member ? `${member} = 1 AND ` : '';
    statements.push(
      `CREATE UNIQUE INDEX ${quoted(`${name}_null`)} ON ${table} (${filled}) WHERE ${also}(${nulls})`,
    );
  }
  return statements;
}

/** Undoes {@link createIndexSql}; the columns stay, they do no harm. */
export function dropIndexSql(spec: CollectionSpec, index: IndexSpec): string[] {
  const name = sqlIndexName(spec, index);
  return [`DROP INDEX IF EXISTS ${quoted(name)}`, `DROP INDEX IF EXISTS ${quoted(`${name}_null`)}`];
}
