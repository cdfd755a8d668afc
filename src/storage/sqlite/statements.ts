import Database from 'libsql';
import type { SqlValue } from './keys.js';

export type Row = unknown[];

/** What a statement without rows did. */
export interface Ran {
  changes: number;
  lastInsertRowid: number;
}

/** A compiled statement, as far as we use it. */
interface Compiled {
  raw(on: boolean): void;
  get(parameters: SqlValue[]): Row | undefined;
  all(parameters: SqlValue[]): Row[];
  iterate(parameters: SqlValue[]): Iterable<Row>;
  run(parameters: SqlValue[]): Ran;
}

/** SQLite keeps a compiled statement in some kilobytes: a bound, far above what the product uses. */
const MOST_STATEMENTS = 1000;

/**
 * One SQLite connection with the statements it has compiled. One row and many rows are read by
 * statements of their own: libsql's `get` goes on with the rows of an `all` or `iterate` before it
 * on the same statement instead of starting anew.
 */
export class Statements {
  readonly #database: Database.Database;
  readonly #ones = new Map<string, Compiled>();
  readonly #manies = new Map<string, Compiled>();
  readonly #runs = new Map<string, Compiled>();

  constructor(file: string) {
    this.#database = new Database(file);
  }

  /** The first row. */
  get(sql: string, parameters: SqlValue[] = []): Row | undefined {
    return (this.#ones.get(sql) ?? this.#compile(this.#ones, sql, true)).get(parameters);
  }

  /** Every row. */
  all(sql: string, parameters: SqlValue[] = []): Row[] {
    return this.#many(sql).all(parameters);
  }

  /** Row by row until `visit` returns false. */
  each(sql: string, parameters: SqlValue[], visit: (row: Row) => boolean): void {
    const statement = this.#many(sql);
    let wantsMore = true;
    try {
      for (const row of statement.iterate(parameters)) {
        wantsMore = false;
        wantsMore = visit(row);
        if (!wantsMore) break;
      }
    } finally {
      // Starting over without reading puts the statement back: it would hold its snapshot open.
      if (!wantsMore) statement.iterate(parameters);
    }
  }

  /** A statement without rows. */
  run(sql: string, parameters: SqlValue[] = []): Ran {
    return (this.#runs.get(sql) ?? this.#compile(this.#runs, sql, false)).run(parameters);
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  /** False after SQLite rolled back by itself (disk full, I/O error). */
  get inTransaction(): boolean {
    return this.#database.inTransaction;
  }

  close(): void {
    for (const cache of [this.#ones, this.#manies, this.#runs]) cache.clear();
    this.#database.close();
  }

  #many(sql: string): Compiled {
    return this.#manies.get(sql) ?? this.#compile(this.#manies, sql, true);
  }

  #compile(cache: Map<string, Compiled>, sql: string, hasRows: boolean): Compiled {
    const statement = this.#database.prepare(sql) as unknown as Compiled;
    if (hasRows) statement.raw(true);
    if (cache.size >= MOST_STATEMENTS) cache.clear();
    cache.set(sql, statement);
    return statement;
  }
}

/** An SQL name in quotes. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
