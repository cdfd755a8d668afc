import { Readable } from 'node:stream';
import type { Doc } from './bson.js';
import { unsupported } from './errors.js';

/** How a cursor gets its documents. */
export interface Source {
  /** Everything at once. */
  all(): Promise<Doc[]>;
  /** The next documents; an empty list at the end. */
  batches(): AsyncIterator<Doc[]>;
  explain(): Promise<unknown>;
}

/** A cursor over found documents, as MongoDB's driver has it. Nothing is held open between batches. */
export class Cursor {
  readonly #source: Source;
  #batches: AsyncIterator<Doc[]> | null = null;
  #batch: Doc[] = [];
  #transform: ((doc: Doc) => unknown) | null = null;
  closed = false;

  constructor(source: Source) {
    this.#source = source;
  }

  async toArray(): Promise<unknown[]> {
    if (this.#batches !== null) return this.#rest();
    const all = await this.#source.all();
    return this.#transform ? all.map(this.#transform) : all;
  }

  /** The next document, or null at the end. */
  async next(): Promise<unknown> {
    if (!(await this.hasNext())) return null;
    const doc = this.#batch.shift();
    return doc && this.#transform ? this.#transform(doc) : (doc ?? null);
  }

  async hasNext(): Promise<boolean> {
    if (this.closed) return false;
    if (this.#batch.length > 0) return true;
    this.#batches ??= this.#source.batches();
    const { value, done } = await this.#batches.next();
    if (done) this.closed = true;
    else this.#batch = value;
    return this.#batch.length > 0;
  }

  async tryNext(): Promise<unknown> {
    return this.next();
  }

  async forEach(visit: (doc: unknown) => unknown): Promise<void> {
    for await (const doc of this) if (visit(doc) === false) return;
  }

  map(transform: (doc: Doc) => unknown): this {
    this.#transform = transform;
    return this;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<unknown> {
    while (await this.hasNext()) yield this.next();
  }

  stream(): Readable {
    return Readable.from(this);
  }

  explain(): Promise<unknown> {
    return this.#source.explain();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.#batch = [];
  }

  /** Options that change nothing here. */
  batchSize(_size: number): this {
    return this;
  }

  addCursorFlag(flag: string): this {
    if (flag === 'noCursorTimeout' || flag === 'exhaust') return this;
    throw unsupported(`the cursor flag ${flag}`);
  }

  async #rest(): Promise<unknown[]> {
    const result: unknown[] = [];
    for await (const doc of this) result.push(doc);
    return result;
  }
}
