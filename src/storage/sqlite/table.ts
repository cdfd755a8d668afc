import { decode, Rank, rankOf } from './bson.js';
import { columnsOf } from './columns.js';
import { serverError, unsupported } from './errors.js';
import { createIndexSql, dropIndexSql, indexColumn } from './index-sql.js';
import { ARRAY } from './path.js';
import { Rows } from './rows.js';
import type { CollectionSpec, IndexSpec, PathColumn } from './spec.js';
import { quoted, type Statements } from './statements.js';
import { asDuplicateIn } from './unique.js';

/**
 * One collection: a table with the document as BSON, `_id` and every indexed field in columns of
 * their own before it, so that finding never has to read past a large document.
 */
export class Table {
  readonly spec: CollectionSpec;
  readonly rows: Rows;
  readonly #sql: Statements;
  readonly #keep: () => void;

  constructor(sql: Statements, spec: CollectionSpec, keep: () => void) {
    this.#sql = sql;
    this.spec = spec;
    this.#keep = keep;
    this.rows = new Rows(sql, spec);
    this.#derive();
  }

  get sqlName(): string {
    return this.rows.sqlName;
  }

  get name(): string {
    return this.spec.name;
  }

  /** Makes the table, its columns and indexes as the description says. */
  create(): void {
    const columns = this.rows.columns.map(({ name }) => `${name},`).join(' ');
    this.#sql.exec(
      `CREATE TABLE ${this.sqlName} (row INTEGER PRIMARY KEY, ${columns} doc BLOB NOT NULL)`,
    );
    this.#sql.exec(`CREATE UNIQUE INDEX ${quoted(`i_${this.name}_id`)} ON ${this.sqlName} (id)`);
    for (const index of this.spec.indexes) this.#createIndex(index);
  }

  drop(): void {
    this.rows.clear();
    this.#sql.exec(`DROP TABLE IF EXISTS ${this.sqlName}`);
  }

  /** The column of a path, if an index needs one. */
  column(path: string): PathColumn | undefined {
    if (path === '_id') return ID_PATH;
    return this.spec.paths.find((one) => one.path === path);
  }

  /** Adds an index, filling its columns from the documents that are there. */
  addIndex(index: IndexSpec): void {
    this.rows.tellAll();
    const missing = index.key.map(([path]) => path).filter((path) => !this.column(path));
    for (const path of missing) {
      const column = `k${this.spec.nextNumber++}`;
      this.spec.paths.push({ path, column, arrays: false, objects: false });
    }
    this.spec.indexes.push(index);
    for (const [path] of index.key) if (this.column(path)?.arrays) this.#refuseUniqueArray(path);
    const added = [...missing.map((path) => this.column(path)?.column ?? '')];
    const membership = indexColumn(index);
    if (membership) added.push(membership);
    this.#derive();
    if (added.length > 0) this.#addColumns(added, index);
    else this.#createIndex(index);
    this.#keep();
  }

  dropIndex(name: string): void {
    this.rows.tellAll();
    const index = this.spec.indexes.find((one) => one.name === name);
    if (!index) throw serverError(27, 'IndexNotFound', `index not found with name [${name}]`);
    for (const sql of dropIndexSql(this.spec, index)) this.#sql.exec(sql);
    this.spec.indexes = this.spec.indexes.filter((one) => one !== index);
    this.#derive();
    this.#keep();
  }

  isEmpty(): boolean {
    return this.#sql.get(`SELECT 1 FROM ${this.sqlName} LIMIT 1`) === undefined;
  }

  #addColumns(added: string[], index: IndexSpec): void {
    if (this.isEmpty()) {
      this.drop();
      this.create();
      return;
    }
    for (const name of added) this.#sql.exec(`ALTER TABLE ${this.sqlName} ADD COLUMN ${name}`);
    this.#fill(added);
    this.#createIndex(index);
  }

  #fill(added: string[]): void {
    const columns = this.rows.columns.filter(({ name }) => added.includes(name));
    const set = columns.map(({ name }) => `${name} = ?`).join(', ');
    const update = `UPDATE ${this.sqlName} SET ${set} WHERE row = ?`;
    const page = `SELECT row, doc FROM ${this.sqlName} WHERE row > ? ORDER BY row LIMIT 100`;
    let last = Number.MIN_SAFE_INTEGER;
    for (;;) {
      const rows = this.#sql.all(page, [last]);
      if (rows.length === 0) return;
      for (const [row, bytes] of rows) {
        const doc = decode(bytes as Uint8Array);
        this.#sql.run(update, [...columns.map((column) => column.of(doc)), Number(row)]);
        last = Number(row);
      }
    }
  }

  #createIndex(index: IndexSpec): void {
    try {
      for (const sql of createIndexSql(this.spec, index)) this.#sql.exec(sql);
    } catch (thrown) {
      throw asDuplicateIn(thrown, this.spec, index);
    }
  }

  #derive(): void {
    this.rows.columns = columnsOf(this.spec, (column, value) => this.#note(column, value));
  }

  #note(column: PathColumn, value: unknown): void {
    if (value === ARRAY) {
      if (column.arrays) return;
      this.#refuseUniqueArray(column.path);
      column.arrays = true;
      this.#keep();
    } else if (!column.objects && rankOf(value) === Rank.object) {
      column.objects = true;
      this.#keep();
    }
  }

  #refuseUniqueArray(path: string): void {
    const unique = this.spec.indexes.find(
      (index) => index.unique && index.key.some(([key]) => key === path),
    );
    if (unique) throw unsupported(`an array in the unique index ${unique.name}`);
  }
}

const ID_PATH: PathColumn = { path: '_id', column: 'id', arrays: false, objects: true };
