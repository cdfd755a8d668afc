import { type Collection, Schema, Types } from 'mongoose';
import { SahutError } from '../../errors.js';
import { SPOKEN_LANGUAGES } from '../category.js';
import { type Operator, type Operators, ROLES } from '../operator.js';
import { isDuplicate, SCHEMA_OPTIONS } from './collection.js';

export interface OperatorDoc extends Omit<Operator, 'id'> {
  _id: string;
}

const text = { type: String, required: true };

export const operatorSchema = new Schema(
  {
    _id: text,
    email: { type: String, required: true, lowercase: true, trim: true },
    name: text,
    role: { type: String, required: true, enum: ROLES },
    language: { type: String, required: true, enum: SPOKEN_LANGUAGES },
    passwordHash: text,
    mustChangePassword: { type: Boolean, required: true },
    disabledAt: Date,
    createdAt: { type: Date, required: true },
  },
  { ...SCHEMA_OPTIONS, collection: 'operators' },
);

operatorSchema.index({ email: 1 }, { unique: true });

/** The kept operators; addresses are compared without regard to case. */
export function createOperators(docs: Collection<OperatorDoc>): Operators {
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
    async change(id, { disabledAt, ...fields }) {
      const doc = await docs.findOneAndUpdate(
        { _id: id },
        {
          // `_id` keeps the document as it is when only `disabledAt` is taken away.
          $set: { ...fields, ...(disabledAt ? { disabledAt } : {}), _id: id },
          ...(disabledAt === null ? { $unset: { disabledAt: 1 as const } } : {}),
        },
        { returnDocument: 'after', includeResultMetadata: false },
      );
      return doc && operatorOf(doc);
    },
  };
}

const canonical = (email: string) => email.trim().toLowerCase();

/** The hash can be read by name and nothing else: no log, no JSON and no copy carries it along. */
function operatorOf({ _id, passwordHash, ...rest }: OperatorDoc): Operator {
  const operator = { id: _id, ...rest };
  return Object.defineProperty(operator, 'passwordHash', {
    value: passwordHash,
    enumerable: false,
  }) as Operator;
}
