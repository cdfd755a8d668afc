import { aggregate } from './aggregate.js';
import { answer, projectorOf, type UpdateAnswer, withMetadata } from './answers.js';
import type { Doc } from './bson.js';
import { type BulkResult, bulkWrite } from './bulk.js';
import { same } from './compare.js';
import type { Cursor } from './cursor.js';
import type { Engine } from './engine.js';
import { countOf, queryFor, rowsOf, type Search } from './find.js';
import { FindCursor } from './find-cursor.js';
import { createIndex, describeIndexes } from './indexes.js';
import { BaseCollection } from './mongoose-base.js';
import { assertOptions, type Options, searchOf } from './options.js';
import { steps, values } from './path.js';
import { refuseTheRest } from './refused-methods.js';
import { handedOut } from './rows.js';
import { sortSpec } from './sort.js';
import type { Table } from './table.js';
import { type Change, type ChangeResult, change, remove } from './writes.js';

/** One collection with the methods of MongoDB's driver that we support; the others throw by name. */
export class EmbeddedCollection extends BaseCollection {
  /** mongoose waits for this; without it `Model.init()` never ends. */
  get collection(): this {
    return this;
  }

  get namespace(): string {
    return `${this.conn.name}.${this.name}`;
  }

  get collectionName(): string {
    return this.name;
  }

  set collectionName(_name: string) {
    // mongoose's base class writes the name that we already have.
  }

  async insertOne(doc: Doc, options?: Options): Promise<unknown> {
    const insertedId = await this.#write(options, (_engine, table) => table.rows.insert(doc));
    return { acknowledged: true, insertedId };
  }

  async insertMany(docs: Doc[], options?: Options): Promise<BulkResult> {
    const operations = docs.map((document) => ({ insertOne: { document } }));
    return this.bulkWrite(operations, options);
  }

  async bulkWrite(operations: unknown[], options?: Options): Promise<BulkResult> {
    const ordered = options?.ordered !== false;
    return this.#write(options, (engine, table) => bulkWrite(engine, table, operations, ordered));
  }

  find(filter: Doc = {}, options: Options = {}): FindCursor {
    const search = searchOf(filter, options);
    const engine = this.#engine;
    return new FindCursor({ engine, name: this.name, search, options });
  }

  async findOne(filter: Doc = {}, options?: Options): Promise<Doc | null> {
    const search = { ...searchOf(filter, options), limit: 1 };
    const [found] = await this.#search(options, 'findOne', search);
    return found ?? null;
  }

  async countDocuments(filter: Doc = {}, options?: Options): Promise<number> {
    const search = searchOf(filter, options);
    return this.#read(options, 0, (engine, table, sql) => {
      engine.reports.tell(sql, table, 'count', queryFor(table, { ...search, sort: [] }, '1'));
      return countOf(sql, table, search);
    });
  }

  async estimatedDocumentCount(options?: Options): Promise<number> {
    const search = searchOf({}, { session: options?.session });
    return this.#read(options, 0, (_engine, table, sql) => countOf(sql, table, search));
  }

  async distinct(path: string, filter: Doc = {}, options?: Options): Promise<unknown[]> {
    const docs = await this.#search(options, 'distinct', searchOf(filter, options));
    const result: unknown[] = [];
    for (const value of docs.flatMap((doc) => values(doc, steps(path)).flat())) {
      if (value !== undefined && !result.some((one) => same(one, value))) result.push(value);
    }
    return result;
  }

  updateOne(filter: Doc, update: unknown, options?: Options): Promise<UpdateAnswer> {
    return this.#change(filter, { update }, { options, many: false }).then(answer);
  }

  updateMany(filter: Doc, update: unknown, options?: Options): Promise<UpdateAnswer> {
    return this.#change(filter, { update }, { options, many: true }).then(answer);
  }

  replaceOne(filter: Doc, replacement: unknown, options?: Options): Promise<UpdateAnswer> {
    return this.#change(filter, { replacement }, { options, many: false }).then(answer);
  }

  findOneAndUpdate(filter: Doc, update: unknown, options?: Options): Promise<unknown> {
    return this.#changeOne(filter, { update }, options);
  }

  findOneAndReplace(filter: Doc, replacement: unknown, options?: Options): Promise<unknown> {
    return this.#changeOne(filter, { replacement }, options);
  }

  async findOneAndDelete(filter: Doc, options?: Options): Promise<unknown> {
    const { last, deleted } = await this.#remove(filter, options, false);
    const value = last && (projectorOf(options)?.(last) ?? last);
    return withMetadata(value, options, { n: deleted });
  }

  async deleteOne(filter: Doc = {}, options?: Options): Promise<unknown> {
    const { deleted } = await this.#remove(filter, options, false);
    return { acknowledged: true, deletedCount: deleted };
  }

  async deleteMany(filter: Doc = {}, options?: Options): Promise<unknown> {
    const { deleted } = await this.#remove(filter, options, true);
    return { acknowledged: true, deletedCount: deleted };
  }

  aggregate(pipeline: Doc[] = [], options?: Options): Cursor {
    return aggregate({ engine: this.#engine, name: this.name, pipeline, options });
  }

  /** Returns the name of the index. Making one that is there changes nothing. */
  async createIndex(keys: unknown, options: Doc = {}): Promise<string> {
    return this.#write(undefined, (engine, table) => createIndex(engine, table, keys, options));
  }

  ensureIndex(keys: unknown, options?: Doc): Promise<string> {
    return this.createIndex(keys, options);
  }

  async createIndexes(specs: (Doc & { key: unknown })[]): Promise<string[]> {
    return Promise.all(specs.map(({ key, ...options }) => this.createIndex(key, options)));
  }

  async dropIndex(name: string): Promise<unknown> {
    await this.#write(undefined, (engine, table) => engine.atomically(() => table.dropIndex(name)));
    return { ok: 1 };
  }

  async dropIndexes(): Promise<boolean> {
    await this.#write(undefined, (engine, table) =>
      engine.atomically(() => {
        for (const { name } of table.spec.indexes) table.dropIndex(name);
      }),
    );
    return true;
  }

  async indexes(): Promise<Doc[]> {
    return this.#read(undefined, [], (_engine, table) => describeIndexes(table));
  }

  listIndexes(): { toArray(): Promise<Doc[]> } {
    return { toArray: () => this.indexes() };
  }

  async indexExists(names: string | string[]): Promise<boolean> {
    const known = (await this.indexes()).map(({ name }) => name);
    return [names].flat().every((name) => known.includes(name));
  }

  async drop(): Promise<boolean> {
    return this.#engine.write(undefined, () => this.#engine.catalog.drop(this.name));
  }

  get #engine(): Engine {
    const { engine } = this.conn;
    if (!engine || this.conn.readyState !== 1) throw new Error('The storage is not open.');
    return engine;
  }

  #write<T>(options: Options | undefined, run: (engine: Engine, table: Table) => T): Promise<T> {
    assertOptions(options);
    const engine = this.#engine;
    return engine.write(options, () => run(engine, engine.catalog.make(this.name)));
  }

  #read<T>(
    options: Options | undefined,
    nothing: T,
    run: (engine: Engine, table: Table, sql: Engine['sql']) => T,
  ): Promise<T> {
    const engine = this.#engine;
    return engine.read(options, (sql) => {
      const table = engine.catalog.find(this.name);
      return table ? run(engine, table, sql) : nothing;
    });
  }

  #search(options: Options | undefined, operation: string, search: Search): Promise<Doc[]> {
    return this.#read<Doc[]>(options, [], (engine, table, sql) => {
      const query = queryFor(table, search);
      engine.reports.tell(sql, table, operation, query);
      return rowsOf(sql, query).map((found) => handedOut(found, projectorOf(options)));
    });
  }

  #change(
    filter: Doc,
    how: Change,
    { options, many }: { options: Options | undefined; many: boolean },
  ): Promise<ChangeResult> {
    return this.#write(options, (engine, table) =>
      change(engine, table, {
        filter,
        change: how,
        many,
        upsert: options?.upsert === true,
        sort: sortSpec(options?.sort),
        arrayFilters: options?.arrayFilters ?? [],
        keepBefore: false,
      }),
    );
  }

  async #changeOne(filter: Doc, how: Change, options?: Options): Promise<unknown> {
    const wantsAfter = options?.returnDocument === 'after';
    const done = await this.#write(options, (engine, table) =>
      change(engine, table, {
        filter,
        change: how,
        many: false,
        upsert: options?.upsert === true,
        sort: sortSpec(options?.sort),
        arrayFilters: options?.arrayFilters ?? [],
        keepBefore: !wantsAfter,
      }),
    );
    const { matched, upsertedId, before, after } = done;
    const project = projectorOf(options);
    const value = wantsAfter
      ? after && handedOut(after, project)
      : before && (project?.(before) ?? before);
    const upserted = upsertedId === null ? {} : { upserted: upsertedId };
    const n = upsertedId === null ? matched : 1;
    return withMetadata(value, options, { n, updatedExisting: matched > 0, ...upserted });
  }

  #remove(filter: Doc, options: Options | undefined, many: boolean) {
    const sort = sortSpec(options?.sort);
    return this.#write(options, (engine, table) => remove(engine, table, { filter, sort, many }));
  }
}

refuseTheRest(EmbeddedCollection.prototype);
