import mongoose from 'mongoose';
import { unsupported } from './errors.js';

/** A document as it travels between mongoose and us: plain, with BSON values in it. */
export type Doc = Record<string, unknown>;

const { BSON } = mongoose.mongo;
export const { ObjectId, Binary } = BSON;

/** The same ceiling as MongoDB's, so that what fits here fits there. */
const LARGEST_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** Documents are kept as BSON, as MongoDB does: every type survives, binary data stays binary. */
export function encode(doc: Doc): Uint8Array {
  const bytes = BSON.serialize(doc, { ignoreUndefined: true });
  if (bytes.length > LARGEST_DOCUMENT_BYTES) {
    throw unsupported(`a document of ${bytes.length} bytes (16 MB at most)`);
  }
  return bytes;
}

const DECODING = { validation: { utf8: false } } as const;

/** Reads what {@link encode} wrote; the text was valid when it was written. */
export function decode(bytes: Uint8Array): Doc {
  return BSON.deserialize(bytes, DECODING);
}

/** MongoDB's order of types. Numbers of every width are one type; null and missing are one value. */
export const Rank = {
  minKey: 1,
  nothing: 2,
  number: 3,
  text: 4,
  object: 5,
  array: 6,
  binary: 7,
  objectId: 8,
  boolean: 9,
  date: 10,
  timestamp: 11,
  pattern: 12,
  maxKey: 127,
} as const;

const RANK_OF_BSON_TYPE: Readonly<Record<string, number>> = {
  ObjectId: Rank.objectId,
  Binary: Rank.binary,
  Int32: Rank.number,
  Double: Rank.number,
  Long: Rank.number,
  Decimal128: Rank.number,
  Timestamp: Rank.timestamp,
  BSONRegExp: Rank.pattern,
  BSONSymbol: Rank.text,
  MinKey: Rank.minKey,
  MaxKey: Rank.maxKey,
};

/** The place of a value's type in MongoDB's order. */
export function rankOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return Rank.text;
    case 'number':
    case 'bigint':
      return Rank.number;
    case 'boolean':
      return Rank.boolean;
    case 'object':
      return value === null ? Rank.nothing : rankOfObject(value);
    case 'undefined':
      return Rank.nothing;
    default:
      throw unsupported(`a ${typeof value} as a value`);
  }
}

function rankOfObject(value: object): number {
  if (Array.isArray(value)) return Rank.array;
  if (value instanceof Date) return Rank.date;
  if (value instanceof RegExp) return Rank.pattern;
  if (value instanceof Uint8Array) return Rank.binary;
  const type = bsonType(value);
  if (type === undefined) return Rank.object;
  const rank = RANK_OF_BSON_TYPE[type];
  if (rank === undefined) throw unsupported(`a BSON ${type} in a comparison`);
  return rank;
}

/** The BSON class of a value (`ObjectId`, `Long`, …); undefined for everything else. */
export function bsonType(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('_bsontype' in value)) return undefined;
  return typeof value._bsontype === 'string' ? value._bsontype : undefined;
}

/** True for `{…}`: not an array, not a date, not a BSON value. */
export function isPlain(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && rankOfObject(value) === Rank.object;
}

/**
 * A number of any width. Integers beyond 2^53 and decimals are kept faithfully but cannot be
 * compared without loss, so comparing them is refused rather than done wrongly.
 */
export function numeric(value: unknown): number {
  if (typeof value === 'number') return value;
  const type = bsonType(value);
  if (type === 'Decimal128') throw unsupported('comparing a Decimal128');
  const wide = typeof value === 'bigint' ? value : BigInt.asIntN(64, wideOf(value));
  const narrow = type === 'Double' ? Number(String(value)) : Number(wide);
  if (!Number.isSafeInteger(narrow) && type !== 'Double') {
    throw unsupported('comparing an integer beyond 2^53');
  }
  return narrow;
}

function wideOf(value: unknown): bigint {
  return bsonType(value) === 'Double' ? 0n : BigInt(String(value));
}

/** The bytes of a Buffer or Binary, without copying. */
export function bytesOf(value: unknown): { subtype: number; bytes: Uint8Array } {
  if (value instanceof Uint8Array) return { subtype: 0, bytes: value };
  const binary = value as InstanceType<typeof Binary>;
  return { subtype: binary.sub_type, bytes: binary.buffer.subarray(0, binary.position) };
}

/** Follows `toBSON` of wrapped values (mongoose's arrays, maps and buffers) before they are judged. */
export function unwrap(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('toBSON' in value && typeof value.toBSON === 'function') return value.toBSON();
  return value;
}
