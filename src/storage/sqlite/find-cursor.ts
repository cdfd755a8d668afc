import { Cursor } from './cursor.js';
import { foundSource, type Wanted } from './found-source.js';
import { sortSpec } from './sort.js';

/** A cursor that can still be told what to look for, until its first document was read. */
export class FindCursor extends Cursor {
  readonly #wanted: Wanted;

  constructor(wanted: Wanted) {
    const own = { ...wanted, search: { ...wanted.search }, options: { ...wanted.options } };
    super(foundSource(own));
    this.#wanted = own;
  }

  sort(sort: unknown, way?: unknown): this {
    this.#wanted.search.sort = sortSpec(way === undefined ? sort : [[sort, way]]);
    return this;
  }

  limit(limit: number): this {
    this.#wanted.search.limit = Math.abs(limit);
    return this;
  }

  skip(skip: number): this {
    this.#wanted.search.skip = skip;
    return this;
  }

  project(projection: unknown): this {
    this.#wanted.options.projection = projection;
    return this;
  }

  override batchSize(size: number): this {
    this.#wanted.options.batchSize = size;
    return this;
  }

  /** SQLite chooses the index itself. */
  hint(): this {
    return this;
  }
}
