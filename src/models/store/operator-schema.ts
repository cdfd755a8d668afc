import { Schema } from 'mongoose';
import { SPOKEN_LANGUAGES } from '../category.js';
import { type Operator, ROLES } from '../operator.js';
import { SCHEMA_OPTIONS } from './collection.js';

/** An operator as they are kept. */
export interface OperatorDoc extends Omit<Operator, 'id'> {
  _id: string;
  /** How often another administrator's end has leaned on this one (see last-admin.ts). */
  leanedOn?: number;
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
    leanedOn: Number,
    createdAt: { type: Date, required: true },
  },
  { ...SCHEMA_OPTIONS, collection: 'operators' },
);

operatorSchema.index({ email: 1 }, { unique: true });
