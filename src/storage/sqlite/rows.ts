import { type Doc, decode, encode, isPlain, ObjectId } from './bson.js';
import type { Column } from './columns.js';
import { type HotRow, HotRows, type Untold } from './hot-rows.js';
import { keyOf, type SqlValue, sameKey } from './keys.js';
import { copyOf, plainCopy, samePlain, settled } from './plain.js';
import type { CollectionSpec } from './spec.js';
import { quoted, type Statements } from './statements.js';
import { asDuplicate } from './unique.js';

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

/** The rows of one collection: what is in SQLite, and what it is to be told before the COMMIT. */
export class Rows {
  /** The table's name in SQL. */
  readonly sqlName: string;
  readonly #sql: Statements;
  readonly #spec: CollectionSpec;
  readonly #hot = new HotRows((hot) => this.#tell(hot));
  #columns: readonly Column[] = [];
  #insertSql = '';

  constructor(sql: Statements, spec: CollectionSpec) {
    this.#sql = sql;
    this.#spec = spec;
    this.sqlName = quoted(`c_${spec.name}`);
  }

  get columns(): readonly Column[] {
    return this.#columns;
  }

  /** The columns have changed: SQLite must know everything before. */
  set columns(columns: readonly Column[]) {
    this.#columns = columns;
    const names = columns.map(({ name }) => name).join(', ');
    const marks = columns.map(() => '?').join(', ');
    this.#insertSql = `INSERT INTO ${this.sqlName} (${names}, doc) VALUES (${marks}, ?)`;
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

  /** They are gone, all of them. */
  clear(): void {
    this.#hot.clear();
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

  #run(sql: string, parameters: SqlValue[], doc: Doc): number {
    try {
      return this.#sql.run(sql, parameters).lastInsertRowid;
    } catch (thrown) {
      throw asDuplicate(thrown, this.#spec, doc);
    }
  }
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
