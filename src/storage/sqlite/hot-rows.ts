import type { Doc } from './bson.js';
import type { SqlValue } from './keys.js';

/** Documents that were just written are changed and read again soon: so many are remembered. */
const MOST = 1_000;

/** Columns, by their place, that SQLite has otherwise than they are now. */
export type Untold = Map<number, { told: SqlValue; now: SqlValue }>;

/** A document as it stands, which SQLite may not know yet. */
export interface HotRow {
  readonly id: SqlValue;
  readonly row: number;
  /** Plain, and nobody else's: readers get copies. */
  doc: Doc;
  /** What SQLite was not told of yet; null when it knows all. */
  untold: Untold | null;
}

/**
 * The last documents that were written, as objects. True as long as every write of the table passes
 * by here: the data directory belongs to one process, and a rollback forgets the tables.
 */
export class HotRows {
  readonly #byId = new Map<SqlValue, HotRow>();
  readonly #byRow = new Map<number, HotRow>();
  readonly #untold = new Set<HotRow>();
  readonly #tell: (hot: HotRow) => void;

  /** `tell` writes a row to SQLite. */
  constructor(tell: (hot: HotRow) => void) {
    this.#tell = tell;
  }

  find(id: SqlValue): HotRow | undefined {
    return this.#byId.get(id);
  }

  at(row: number): HotRow | undefined {
    return this.#byRow.get(row);
  }

  /** Remembers a row as SQLite has it; undefined when it could not be found again by its id. */
  note(id: SqlValue, row: number, doc: Doc): HotRow | undefined {
    // A blob is a new object each time: only texts and numbers can be found again.
    if (typeof id === 'object') return undefined;
    const hot: HotRow = { id, row, doc, untold: null };
    this.#byId.set(id, hot);
    this.#byRow.set(row, hot);
    if (this.#byId.size > MOST) this.#forgetOldest();
    return hot;
  }

  /** The document has changed: SQLite is told before the COMMIT, or before it is asked anything. */
  changed(hot: HotRow, doc: Doc, untold: Untold): void {
    hot.doc = doc;
    if (hot.untold === null) hot.untold = untold;
    else {
      for (const [column, { told, now }] of untold) {
        hot.untold.set(column, { told: hot.untold.get(column)?.told ?? told, now });
      }
    }
    this.#untold.add(hot);
    // Last changed, last forgotten; it may have been forgotten since it was found.
    this.#byRow.set(hot.row, hot);
    this.#byId.delete(hot.id);
    this.#byId.set(hot.id, hot);
  }

  /** Tells SQLite everything that it does not know. */
  tellAll(): void {
    for (const hot of this.#untold) this.tell(hot);
  }

  /** Tells SQLite of one row. */
  tell(hot: HotRow): void {
    if (hot.untold === null) return;
    this.#tell(hot);
    hot.untold = null;
    this.#untold.delete(hot);
  }

  forget(hot: HotRow): void {
    this.#byId.delete(hot.id);
    this.#byRow.delete(hot.row);
    this.#untold.delete(hot);
  }

  clear(): void {
    this.#byId.clear();
    this.#byRow.clear();
    this.#untold.clear();
  }

  #forgetOldest(): void {
    for (const oldest of this.#byId.values()) {
      this.tell(oldest);
      this.forget(oldest);
      return;
    }
  }
}
