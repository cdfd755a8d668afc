import { type Collection, Types } from 'mongoose';
import { SahutError } from '../../errors.js';
import type { Clock } from '../clock.js';
import type { Operator, Operators } from '../operator.js';
import { isDuplicate } from './collection.js';
import { AFTER, changeAdmin, mayEndAnAdmin, updateOf } from './last-admin.js';
import type { OperatorDoc } from './operator-schema.js';

/** The kept operators; addresses are compared without regard to case. */
export function createOperators(docs: Collection<OperatorDoc>, clock: Clock): Operators {
  return {
    async find(id) {
      const doc = await docs.findOne({ _id: id });
      return doc && operatorOf(doc);
    },
    async findByEmail(email) {
      const doc = await docs.findOne({ email: canonical(email) });
      return doc && operatorOf(doc);
    },
    async list() {
      const found = await docs.find({ _id: { $gt: '' } }).toArray();
      return found.sort((one, other) => one.name.localeCompare(other.name, 'id')).map(operatorOf);
    },
    count: () => docs.countDocuments({ _id: { $gt: '' } }),
    async create(operator, at) {
      const _id = new Types.ObjectId().toHexString();
      const doc: OperatorDoc = {
        ...operator,
        _id,
        email: canonical(operator.email),
        createdAt: at,
      };
      try {
        await docs.insertOne(doc);
      } catch (error) {
        if (isDuplicate(error)) throw new SahutError('operator/email-taken');
        throw error;
      }
      return operatorOf(doc);
    },
    async change(id, change) {
      const doc = mayEndAnAdmin(change)
        ? await changeAdmin({ docs, clock }, id, change)
        : await docs.findOneAndUpdate({ _id: id }, updateOf(id, change), AFTER);
      return doc && operatorOf(doc);
    },
  };
}

const canonical = (email: string) => email.trim().toLowerCase();

/** The hash can be read by name and nothing else: no log, no JSON and no copy carries it along. */
function operatorOf({ _id, passwordHash, leanedOn: _, ...rest }: OperatorDoc): Operator {
  const operator = { id: _id, ...rest };
  return Object.defineProperty(operator, 'passwordHash', {
    value: passwordHash,
    enumerable: false,
  }) as Operator;
}
