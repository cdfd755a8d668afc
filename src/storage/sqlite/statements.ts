import Database from 'libsql';
import type { SqlValue } from './keys.js';

export type Row = unknown[];

/** The part of a prepared statement that we use; rows come as arrays. */
export interface Statement {
  get(parameters: SqlValue[]): Row | undefined;
  all(parameters: SqlValue[]): Row[];
  iterate(parameters: SqlValue[]): Iterable<Row>;
  run(parameters: SqlValue[]): { changes: number };
}

/** SQLite keeps a compiled statement in some kilobytes: a bound, far above what the product uses. */
const MOST_STATEMENTS = 1000;

/** One SQLite connection with the statements it has compiled. */
export class Statements {
  readonly #database: Database.Database;
  readonly #writes = new Map<string, Statement>();
  readonly #reads = new Map<string, Statement>();

  constructor(file: string) {
    this.#database = new Database(file);
  }

  /** A statement that returns rows, compiled once. */
  read(sql: string): Statement {
    const known = this.#reads.get(sql);
    if (known) return known;
    const statement: { raw(on: boolean): unknown } = this.#database.prepare(sql) as never;
    statement.raw(true);
    return remember(this.#reads, sql, statement as unknown as Statement);
  }

  /** A statement that returns no rows, compiled once. */
  write(sql: string): Statement {
    const known = this.#writes.get(sql);
    if (known) return known;
    return remember(this.#writes, sql, this.#database.prepare(sql) as unknown as Statement);
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  /** False after SQLite rolled back by itself (disk full, I/O error). */
  get inTransaction(): boolean {
    return this.#database.inTransaction;
  }

  close(): void {
    this.#reads.clear();
    this.#writes.clear();
    this.#database.close();
  }
}

function remember(cache: Map<string, Statement>, sql: string, statement: Statement): Statement {
  if (cache.size >= MOST_STATEMENTS) cache.clear();
  cache.set(sql, statement);
  return statement;
}

/** An SQL name in quotes. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
