import type { SqlValue } from './keys.js';

/** Documents that were just written are changed and read again soon: so many are remembered. */
const MOST = 1_000;
/** Larger ones (files) are read once, and would fill the memory. */
const LARGEST_BYTES = 4 * 1024;

export interface RecentRow {
  row: number;
  bytes: Uint8Array;
}

/**
 * The last documents that were written by `_id`, as bytes. True as long as every write of the table
 * passes by here: the data directory belongs to one process, and a rollback forgets the tables.
 */
export class Recent {
  readonly #rows = new Map<SqlValue, RecentRow>();

  find(id: SqlValue): RecentRow | undefined {
    return this.#rows.get(id);
  }

  note(id: SqlValue, found: RecentRow): void {
    // A blob is a new object each time: only texts and numbers can be found again.
    if (typeof id === 'object' || found.bytes.length > LARGEST_BYTES) {
      this.#rows.delete(id);
      return;
    }
    this.#rows.delete(id);
    this.#rows.set(id, found);
    if (this.#rows.size <= MOST) return;
    for (const oldest of this.#rows.keys()) {
      this.#rows.delete(oldest);
      return;
    }
  }

  forget(): void {
    this.#rows.clear();
  }

  forgetOne(id: SqlValue): void {
    this.#rows.delete(id);
  }
}
