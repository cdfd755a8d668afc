import { type Doc, decode, encode } from './bson.js';
import type { CollectionSpec } from './spec.js';
import type { Statements } from './statements.js';
import { Table } from './table.js';

const CREATE_CATALOG =
  'CREATE TABLE IF NOT EXISTS sahut_collections (name TEXT PRIMARY KEY, spec BLOB NOT NULL)';

/** The collections there are, loaded once and written through. */
export class Catalog {
  readonly #sql: Statements;
  #tables = new Map<string, Table>();

  constructor(sql: Statements) {
    this.#sql = sql;
    sql.exec(CREATE_CATALOG);
    this.reload();
  }

  /** Forgets what was learnt since the last COMMIT. */
  reload(): void {
    this.#tables = new Map();
    for (const [bytes] of this.#sql.all('SELECT spec FROM sahut_collections')) {
      const spec = decode(bytes as Uint8Array) as unknown as CollectionSpec;
      this.#tables.set(spec.name, new Table(this.#sql, spec, () => this.#keep(spec)));
    }
  }

  get names(): string[] {
    return [...this.#tables.keys()];
  }

  get tables(): Table[] {
    return [...this.#tables.values()];
  }

  find(name: string): Table | undefined {
    return this.#tables.get(name);
  }

  /** The table of a collection, made when there is none: within a write. */
  make(name: string): Table {
    const known = this.#tables.get(name);
    if (known) return known;
    const spec: CollectionSpec = { name, paths: [], indexes: [], nextNumber: 1 };
    const table = new Table(this.#sql, spec, () => this.#keep(spec));
    table.create();
    this.#keep(spec);
    this.#tables.set(name, table);
    return table;
  }

  drop(name: string): boolean {
    const table = this.#tables.get(name);
    if (!table) return false;
    table.drop();
    this.#sql.run('DELETE FROM sahut_collections WHERE name = ?', [name]);
    this.#tables.delete(name);
    return true;
  }

  #keep(spec: CollectionSpec): void {
    this.#sql.run(
      'INSERT INTO sahut_collections VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET spec = excluded.spec',
      [spec.name, encode(spec as unknown as Doc)],
    );
  }
}
