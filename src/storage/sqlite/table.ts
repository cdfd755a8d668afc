import { type Doc, decode, encode, isPlain, ObjectId, Rank, rankOf } from './bson.js';
import { type Column, columnsOf } from './columns.js';
import { duplicateKey, serverError, unsupported, violatedUnique } from './errors.js';
import { type HotRow, HotRows, type Untold } from './hot-rows.js';
import { createIndexSql, dropIndexSql, indexColumn } from './index-sql.js';
import { keyOf, type SqlValue, sameKey } from './keys.js';
import { ARRAY, steps, values } from './path.js';
import { copyOf, plainCopy, samePlain, settled } from './plain.js';
import type { CollectionSpec, IndexSpec, PathColumn } from './spec.js';
import { quoted, type Statements } from './statements.js';

/** A key before a change; undefined when the change leaves it as it is. */
export type OldKey = SqlValue | undefined;

/** What a change does: the columns before it, and the fields that it touches. */
export interface Changing {
  before: readonly OldKey[];
  changing: ReadonlySet<string> | null;
}

/** A row as it was found. */
export interface Found {
  row: number;
  /** The document; not to be changed or handed out when it is a hot row's: see {@link handedOut}. */
  doc: Doc;
  /** Where it is kept: as an object, or as bytes. */
  kept: HotRow | Uint8Array;
}

/** A found document, or what a projection leaves of it, for whoever asked: theirs to change. */
export function handedOut({ doc, kept }: Found, project?: ((doc: Doc) => Doc) | null): Doc {
  const wanted = project ? project(doc) : doc;
  return kept instanceof Uint8Array ? wanted : copyOf(wanted);
}

/**
 * One collection: a table with the document as BSON, `_id` and every indexed field in columns of
 * their own before it, so that finding never has to read past a large document.
 */
export class Table {
  readonly spec: CollectionSpec;
  readonly sqlName: string;
  readonly #sql: Statements;
  readonly #keep: () => void;
  readonly #hot = new HotRows((hot) => this.#tell(hot));
  #columns: Column[] = [];
  #insertSql = '';

  constructor(sql: Statements, spec: CollectionSpec, keep: () => void) {
    this.#sql = sql;
    this.spec = spec;
    this.#keep = keep;
    this.sqlName = quoted(`c_${spec.name}`);
    this.#derive();
  }

  get name(): string {
    return this.spec.name;
  }

  /** Makes the table, its columns and indexes as the description says. */
  create(): void {
    const columns = this.#columns.map(({ name }) => `${name},`).join(' ');
    this.#sql.exec(
      `CREATE TABLE ${this.sqlName} (row INTEGER PRIMARY KEY, ${columns} doc BLOB NOT NULL)`,
    );
    this.#sql.exec(`CREATE UNIQUE INDEX ${quoted(`i_${this.name}_id`)} ON ${this.sqlName} (id)`);
    for (const index of this.spec.indexes) this.#createIndex(index);
  }

  drop(): void {
    this.#hot.clear();
    this.#sql.exec(`DROP TABLE IF EXISTS ${this.sqlName}`);
  }

  /** The column of a path, if an index needs one. */
  column(path: string): PathColumn | undefined {
    if (path === '_id') return ID_PATH;
    return this.spec.paths.find((one) => one.path === path);
  }

  /** Keeps a new document; returns its `_id`. Throws error 11000 when it is there already. */
  insert(given: Doc): unknown {
    const doc = withIdFirst(given);
    const keys = this.#columns.map((column) => column.of(doc));
    const row = this.#run(this.#insertSql, [...keys, encode(doc)], doc);
    this.#heat(keys[0] ?? null, row, doc);
    return doc._id;
  }

  /** What was written lately, for a reader on the connection that writes; null for others. */
  hotOn(sql: Statements): HotRows | null {
    return sql === this.#sql ? this.#hot : null;
  }

  /** A row as SQLite had it. On the connection that writes it is remembered. */
  found(sql: Statements, row: number, bytes: Uint8Array): Found {
    const hot = this.hotOn(sql)?.at(row);
    return hot ? { row, doc: hot.doc, kept: hot } : { row, doc: decode(bytes), kept: bytes };
  }

  /** Tells SQLite of every change that waits for its COMMIT: before that, and before any question. */
  tellAll(): void {
    this.#hot.tellAll();
  }

  /**
   * Puts a document, in which these fields were changed (null: any), in the place of the old one;
   * false when nothing was different.
   */
  replace(found: Found, doc: Doc, { before, changing }: Changing): boolean {
    const untold = this.#untold(before, doc);
    const hot = this.#hotOf(found);
    // What was found as bytes is the finder's own; a draft of a hot row shares what did not change.
    const copy = changing && hot === found.kept ? settled(doc, changing) : plainCopy(doc);
    if (hot && copy) return this.#replaceHot(hot, copy, untold);
    if (hot) this.#hot.forget(this.#told(hot));
    const bytes = encode(doc);
    const old = found.kept instanceof Uint8Array ? found.kept : encode(found.kept.doc);
    if (Buffer.compare(bytes, old) === 0) return false;
    this.#overwrite(found.row, untold, { bytes, doc });
    return true;
  }

  /** The column values of a document before these fields of it change (null: any), for {@link replace}. */
  keysOf(doc: Doc, changing: ReadonlySet<string> | null): OldKey[] {
    return this.#columns.map((column) => {
      const stays = changing && column.roots?.every((root) => !changing.has(root));
      return stays ? undefined : column.of(doc);
    });
  }

  remove({ row }: Found): void {
    const hot = this.#hot.at(row);
    this.#sql.run(`DELETE FROM ${this.sqlName} WHERE row = ?`, [row]);
    if (hot) this.#hot.forget(hot);
  }

  /** Adds an index, filling its columns from the documents that are there. */
  addIndex(index: IndexSpec): void {
    this.tellAll();
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
    this.tellAll();
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
    const columns = this.#columns.filter(({ name }) => added.includes(name));
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
      const violated = violatedUnique(thrown);
      throw violated ? this.#duplicate(index, {}) : thrown;
    }
  }

  #derive(): void {
    this.#columns = columnsOf(this.spec, (column, value) => this.#note(column, value));
    const names = this.#columns.map(({ name }) => name).join(', ');
    const marks = this.#columns.map(() => '?').join(', ');
    this.#insertSql = `INSERT INTO ${this.sqlName} (${names}, doc) VALUES (${marks}, ?)`;
  }

  /** The hot row of what was found: as it was found, or made now. */
  #hotOf({ row, kept }: Found): HotRow | undefined {
    if (!(kept instanceof Uint8Array)) return kept;
    const doc = decode(kept);
    return this.#heat(keyOf(doc._id), row, doc);
  }

  #heat(id: SqlValue, row: number, doc: Doc): HotRow | undefined {
    const copy = plainCopy(doc);
    return copy ? this.#hot.note(id, row, copy) : undefined;
  }

  /** What a change does to the columns. Computed at once: it may be refused. */
  #untold(before: readonly OldKey[], doc: Doc): Untold {
    const untold: Untold = new Map();
    for (const [i, column] of this.#columns.entries()) {
      const told = before[i];
      if (told === undefined) continue;
      const now = column.of(doc);
      if (!sameKey(told, now)) untold.set(i, { told, now });
    }
    return untold;
  }

  /** The change waits for the COMMIT, unless another row may stand in its way. */
  #replaceHot(hot: HotRow, doc: Doc, untold: Untold): boolean {
    if (samePlain(doc, hot.doc)) return false;
    for (const i of untold.keys()) {
      if (!this.#columns[i]?.unique) continue;
      this.#overwrite(this.#told(hot).row, untold, { bytes: encode(doc), doc });
      hot.doc = doc;
      return true;
    }
    this.#hot.changed(hot, doc, untold);
    return true;
  }

  #told(hot: HotRow): HotRow {
    this.#hot.tell(hot);
    return hot;
  }

  #tell({ row, doc, untold }: HotRow): void {
    if (untold) this.#overwrite(row, untold, { bytes: encode(doc), doc });
  }

  #overwrite(row: number, untold: Untold, { bytes, doc }: { bytes: Uint8Array; doc: Doc }): void {
    const parameters: SqlValue[] = [];
    let assignments = '';
    for (const [i, { told, now }] of untold) {
      if (sameKey(told, now)) continue;
      assignments += `${this.#columns[i]?.name} = ?, `;
      parameters.push(now);
    }
    parameters.push(bytes, row);
    this.#run(`UPDATE ${this.sqlName} SET ${assignments}doc = ? WHERE row = ?`, parameters, doc);
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

  #run(sql: string, parameters: SqlValue[], doc: Doc): number {
    try {
      return this.#sql.run(sql, parameters).lastInsertRowid;
    } catch (thrown) {
      const violated = violatedUnique(thrown);
      if (!violated) throw thrown;
      throw this.#duplicate(this.#indexOf(violated), doc);
    }
  }

  #indexOf(violated: { columns: string[] } | { index: string }): IndexSpec | null {
    const unique = this.spec.indexes.filter((index) => index.unique);
    if ('index' in violated) {
      return unique.find((one) => violated.index.endsWith(`_${one.number}_null`)) ?? null;
    }
    const wanted = violated.columns.join();
    const columns = (index: IndexSpec) =>
      index.key.map(([path]) => this.column(path)?.column).join();
    return unique.find((index) => columns(index) === wanted) ?? null;
  }

  /** Without an index it is the one on `_id`. */
  #duplicate(index: IndexSpec | null, doc: Doc): Error {
    const key = index?.key ?? ([['_id', 1]] as const);
    return duplicateKey({
      collection: this.name,
      index: index?.name ?? '_id_',
      keyPattern: Object.fromEntries(key),
      keyValue: Object.fromEntries(
        key.map(([path]) => [path, values(doc, steps(path))[0] ?? null]),
      ),
    });
  }
}

const ID_PATH: PathColumn = { path: '_id', column: 'id', arrays: false, objects: true };

/** As MongoDB does: a document without `_id` gets one, and it stands first. */
function withIdFirst(doc: Doc): Doc {
  if (doc._id === undefined) doc._id = new ObjectId();
  for (const first in doc) {
    if (first === '_id') return doc;
    break;
  }
  const { _id, ...rest } = doc;
  return isPlain(doc) ? { _id, ...rest } : doc;
}
