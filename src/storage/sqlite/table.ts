import { type Doc, decode, encode, isPlain, ObjectId, Rank, rankOf } from './bson.js';
import { duplicateKey, serverError, unsupported, violatedUnique } from './errors.js';
import { createIndexSql, dropIndexSql, indexColumn } from './index-sql.js';
import { keyOf, type SqlValue, sameKey } from './keys.js';
import { type Matcher, matcher } from './match.js';
import { ARRAY, single, steps, values } from './path.js';
import { Recent } from './recent.js';
import type { CollectionSpec, IndexSpec, PathColumn } from './spec.js';
import { quoted, type Statements } from './statements.js';

/** One value of a row that stands in a column of its own, computed from the document. */
interface Column {
  name: string;
  /** First steps of the paths that it is computed from; null when it may be any. */
  roots: readonly string[] | null;
  of(doc: Doc): SqlValue;
}

/** A key before a change; undefined when the change leaves it as it is. */
export type OldKey = SqlValue | undefined;

/** A row as it was found. */
export interface Found {
  row: number;
  bytes: Uint8Array;
  doc: Doc;
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
  readonly #recent = new Recent();
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
    this.#recent.forget();
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
    const keys = this.#keys(doc);
    this.#run(this.#insertSql, [...keys, encode(doc)], doc);
    return doc._id;
  }

  /** What was written lately, for a reader on the connection that writes; null for others. */
  recentOn(sql: Statements): Recent | null {
    return sql === this.#sql ? this.#recent : null;
  }

  /** Writes a changed document over the old one; false when nothing was different. */
  replace(found: Found, before: readonly OldKey[], doc: Doc): boolean {
    const bytes = encode(doc);
    if (Buffer.compare(bytes, found.bytes) === 0) return false;
    const parameters: SqlValue[] = [];
    let assignments = '';
    for (const [i, column] of this.#columns.entries()) {
      const old = before[i];
      if (old === undefined) continue;
      const key = column.of(doc);
      if (sameKey(key, old)) continue;
      assignments += `${column.name} = ?, `;
      parameters.push(key);
    }
    parameters.push(bytes, found.row);
    this.#run(`UPDATE ${this.sqlName} SET ${assignments}doc = ? WHERE row = ?`, parameters, doc);
    this.#recent.note(keyOf(doc._id), { row: found.row, bytes });
    return true;
  }

  /** The column values of a document before these fields of it change (null: any), for {@link replace}. */
  keysOf(doc: Doc, changing: ReadonlySet<string> | null): OldKey[] {
    return this.#columns.map((column) => {
      const stays = changing && column.roots?.every((root) => !changing.has(root));
      return stays ? undefined : column.of(doc);
    });
  }

  remove({ row, doc }: Found): void {
    this.#sql.run(`DELETE FROM ${this.sqlName} WHERE row = ?`, [row]);
    this.#recent.forgetOne(keyOf(doc._id));
  }

  /** Adds an index, filling its columns from the documents that are there. */
  addIndex(index: IndexSpec): void {
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
    this.#columns = [
      { name: 'id', roots: ['_id'], of: (doc) => idKey(doc._id) },
      ...this.spec.paths.map((path) => this.#pathColumn(path)),
      ...this.spec.indexes.flatMap(membershipColumn),
    ];
    const names = this.#columns.map(({ name }) => name).join(', ');
    const marks = this.#columns.map(() => '?').join(', ');
    this.#insertSql = `INSERT INTO ${this.sqlName} (${names}, doc) VALUES (${marks}, ?)`;
  }

  #pathColumn(column: PathColumn): Column {
    const parts = steps(column.path);
    return {
      name: column.column,
      roots: parts.slice(0, 1),
      of: (doc) => {
        const value = single(doc, parts);
        if (typeof value === 'object' || value === ARRAY) this.#note(column, value);
        return keyOf(value);
      },
    };
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

  #keys(doc: Doc): SqlValue[] {
    return this.#columns.map((column) => column.of(doc));
  }

  #run(sql: string, parameters: SqlValue[], doc: Doc): void {
    try {
      this.#sql.run(sql, parameters);
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

function membershipColumn(index: IndexSpec): Column[] {
  const name = indexColumn(index);
  if (!name) return [];
  const belongs = memberTest(index);
  return [{ name, roots: memberRoots(index), of: (doc) => (belongs(doc) ? 1 : null) }];
}

function memberRoots({ key, partial }: IndexSpec): string[] | null {
  const paths = partial ? Object.keys(partial) : key.map(([path]) => path);
  return paths.some((path) => path.startsWith('$')) ? null : paths.flatMap(rootOf);
}

const rootOf = (path: string): readonly string[] => steps(path).slice(0, 1);

function memberTest(index: IndexSpec): Matcher {
  if (index.partial) return matcher(index.partial);
  const paths = index.key.map(([path]) => steps(path));
  return (doc) => paths.some((parts) => values(doc, parts).some((value) => value !== undefined));
}

function idKey(id: unknown): SqlValue {
  const rank = rankOf(id);
  if (rank === Rank.nothing || rank === Rank.array || rank === Rank.pattern) {
    throw serverError(
      2,
      'InvalidIdField',
      'The _id must not be null, an array or a regular expression',
    );
  }
  return keyOf(id);
}

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
