import { type Collection, type Connection, Schema } from 'mongoose';
import { asError } from '../../errors.js';
import type { Vault } from '../vault.js';
import { compoundId, isDuplicate, SCHEMA_OPTIONS, under } from './collection.js';

/** A secret as it is kept; its id is made of scope, type and id. */
export interface SecretDoc {
  _id: string;
  value: string;
}

export const secretSchema = new Schema(
  { _id: { type: String, required: true }, value: { type: String, required: true } },
  { ...SCHEMA_OPTIONS, collection: 'secrets' },
);

/** The kept secrets of channels. */
export function createVault(connection: Connection, docs: Collection<SecretDoc>): Vault {
  const together = inTransaction(connection);
  return {
    async get(scope, type, ids) {
      const asked = new Map(ids.map((id) => [compoundId(scope, type, id), id]));
      const found = await docs.find({ _id: { $in: [...asked.keys()] } }).toArray();
      const pairs = found.map((doc) => [asked.get(doc._id) ?? '', doc.value] as const);
      return Object.fromEntries(pairs);
    },
    async set(scope, entries) {
      if (entries.length === 0) return;
      const writes = entries.map(({ type, id, value }) => {
        const _id = compoundId(scope, type, id);
        if (value === null) return { deleteOne: { filter: { _id } } };
        return { updateOne: { filter: { _id }, update: { $set: { value } }, upsert: true } };
      });
      await pastRaces(() =>
        together((session) => docs.bulkWrite(writes, { ordered: true, ...session })),
      );
    },
    async clear(scope) {
      await docs.deleteMany({ _id: under(scope) });
    },
  };
}

/** Several may make the same secret at once: who comes second is refused, and finds it there. */
const MOST_RACES = 10;

/** A set may be repeated as a whole: it says what is, not what changes. */
async function pastRaces(run: () => Promise<unknown>): Promise<void> {
  for (let race = 1; ; race += 1) {
    try {
      await run();
      return;
    } catch (error) {
      if (!isDuplicate(error) || race === MOST_RACES) throw error;
    }
  }
}

type Session = Awaited<ReturnType<Connection['startSession']>>;
type Run = (options: { session?: Session }) => Promise<unknown>;

/** How a lone MongoDB ("Transaction numbers are only allowed…") and FerretDB say that they have none. */
const NO_TRANSACTIONS = /transaction numbers are only allowed|unknown field "startTransaction"/i;

/**
 * All or nothing where the engine has transactions: the embedded storage, a replica set.
 * A lone MongoDB or FerretDB has none; there a crash may leave the first writes of a set, in order.
 */
function inTransaction(connection: Connection): (run: Run) => Promise<void> {
  let supported = true;
  return async (run) => {
    if (!supported) {
      await run({});
      return;
    }
    try {
      await connection.transaction((session) => run({ session }));
    } catch (error) {
      if (!NO_TRANSACTIONS.test(asError(error).message)) throw error;
      supported = false;
      await run({});
    }
  };
}
