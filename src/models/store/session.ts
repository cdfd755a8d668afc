import { type Collection, Schema } from 'mongoose';
import type { Clock } from '../clock.js';
import type { Session, Sessions } from '../operator.js';
import { SCHEMA_OPTIONS } from './collection.js';

/** A session as it is kept: the hash of its token is its id. */
export interface SessionDoc extends Omit<Session, 'tokenHash'> {
  _id: string;
}

export const sessionSchema = new Schema(
  {
    _id: { type: String, required: true },
    operatorId: { type: String, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { ...SCHEMA_OPTIONS, collection: 'sessions' },
);

sessionSchema.index({ operatorId: 1 });
sessionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** The kept sessions; one that has expired is not found, whether it was swept or not. */
export function createSessions(docs: Collection<SessionDoc>, clock: Clock): Sessions {
  return {
    async open({ tokenHash, ...session }) {
      await docs.insertOne({ _id: tokenHash, ...session });
      await docs.deleteMany({ expiresAt: { $lt: clock.now() } });
    },
    async find(tokenHash) {
      const doc = await docs.findOne({ _id: tokenHash });
      return doc && doc.expiresAt > clock.now() ? sessionOf(doc) : null;
    },
    async end(tokenHash) {
      await docs.deleteOne({ _id: tokenHash });
    },
    async endAllOf(operatorId, except) {
      const spared = except === undefined ? {} : { _id: { $ne: except } };
      await docs.deleteMany({ operatorId, ...spared });
    },
  };
}

/** The hash of the token can be read by name; no log and no JSON carries it along. */
function sessionOf({ _id, ...rest }: SessionDoc): Session {
  return Object.defineProperty({ ...rest }, 'tokenHash', {
    value: _id,
    enumerable: false,
  }) as Session;
}
