import mongoose from 'mongoose';
import { EmbeddedCollection } from './collection.js';
import type { Engine } from './engine.js';
import { serverError, unsupported } from './errors.js';
import { BaseConnection } from './mongoose-base.js';
import type { ClientSession } from './session.js';

/** A mongoose connection on an open {@link Engine}, given as the option `engine`. */
export class EmbeddedConnection extends BaseConnection {
  override engine?: Engine;

  /** mongoose calls this from `createConnection` and `openUri`. */
  async createClient(_uri: string, options: { engine?: Engine }): Promise<this> {
    if (!options.engine) throw unsupported('a connection without an engine: use connectStorage');
    this.readyState = 2;
    this.engine = options.engine;
    this.name = 'sahut';
    this.client = clientOf(options.engine);
    this.db = new EmbeddedDatabase(options.engine, (name) => this.#collection(name));
    this.onOpen();
    return this;
  }

  /** The database is closed by who opened it, after what is under way. */
  async doClose(): Promise<this> {
    await this.engine?.writer.drained();
    return this;
  }

  setClient(): never {
    throw unsupported('connection.setClient');
  }

  useDb(): never {
    throw unsupported('connection.useDb');
  }

  async listDatabases(): Promise<unknown> {
    return { databases: [{ name: 'sahut' }] };
  }

  #collection(name: string): unknown {
    return (this as unknown as { collection(name: string): unknown }).collection(name);
  }
}

/** What mongoose wants of a MongoClient. */
function clientOf(engine: Engine) {
  return {
    startSession: () => engine.startSession(),
    withSession: async <T>(run: (session: ClientSession) => Promise<T>): Promise<T> => {
      const session = engine.startSession();
      try {
        return await run(session);
      } finally {
        await session.endSession();
      }
    },
    bulkWrite: () => {
      throw unsupported('client.bulkWrite over several collections');
    },
  };
}

/** What mongoose and its users want of a Db. */
class EmbeddedDatabase {
  readonly databaseName = 'sahut';
  readonly collection: (name: string) => unknown;
  readonly #engine: Engine;

  constructor(engine: Engine, collection: (name: string) => unknown) {
    this.#engine = engine;
    this.collection = collection;
  }

  async createCollection(name: string, options: Record<string, unknown> = {}): Promise<unknown> {
    for (const option of [
      'capped',
      'timeseries',
      'clusteredIndex',
      'validator',
      'viewOn',
      'collation',
    ]) {
      if (options[option]) throw unsupported(`collections with ${option}`);
    }
    if (this.#engine.catalog.find(name)) {
      throw serverError(48, 'NamespaceExists', `Collection sahut.${name} already exists.`);
    }
    await this.#engine.write(options, () => this.#engine.catalog.make(name));
    return this.collection(name);
  }

  async dropCollection(name: string): Promise<boolean> {
    return this.#engine.write(undefined, () => this.#engine.catalog.drop(name));
  }

  async dropDatabase(): Promise<boolean> {
    return this.#engine.write(undefined, () => {
      for (const name of this.#engine.catalog.names) this.#engine.catalog.drop(name);
      return true;
    });
  }

  listCollections(filter: { name?: string } = {}): { toArray(): Promise<unknown[]> } {
    const names = () => this.#engine.catalog.names;
    return {
      toArray: () =>
        this.#engine.read(undefined, () =>
          names()
            .filter((name) => filter.name === undefined || filter.name === name)
            .map((name) => ({ name, type: 'collection' })),
        ),
    };
  }

  command(command: Record<string, unknown>): Promise<unknown> {
    if ('ping' in command) return Promise.resolve({ ok: 1 });
    throw unsupported(`the command ${Object.keys(command)[0]}`);
  }

  watch(): never {
    throw unsupported('watch (change streams)');
  }
}

/** What `mongoose.setDriver` takes. */
export const embeddedDriver = { Collection: EmbeddedCollection, Connection: EmbeddedConnection };

/** A mongoose of its own, so that MongoDB's driver stays untouched in the same process. */
export function embeddedMongoose(): mongoose.Mongoose {
  const instance = new mongoose.Mongoose();
  instance.setDriver(embeddedDriver);
  return instance;
}
