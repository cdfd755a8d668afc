import { bytesOf, type Doc, encode, numeric, Rank, rankOf } from './bson.js';
import { unsupported } from './errors.js';
import { ARRAY } from './path.js';

/** What may be bound to a statement. Never a boolean: the binding aborts the process on one. */
export type SqlValue = null | number | string | Uint8Array;

/**
 * Indexed values stand in columns of their own, so encoded that SQLite's order is MongoDB's:
 * SQLite sorts NULL < numbers < text < blobs, and every other type becomes a blob that begins with
 * the rank of its type. Text compares by UTF-8 bytes in both.
 */
export function keyOf(value: unknown): SqlValue {
  if (value === ARRAY) return ARRAY_KEY;
  const rank = rankOf(value);
  switch (rank) {
    case Rank.nothing:
      return null;
    case Rank.text:
      return String(value);
    case Rank.number:
      return numberKey(numeric(value));
    case Rank.date:
      return dateKey((value as Date).getTime());
    case Rank.objectId:
      return tagged(rank, (value as { id: Uint8Array }).id);
    case Rank.boolean:
      return value === true ? TRUE_KEY : FALSE_KEY;
    case Rank.binary:
      return binaryKey(value);
    case Rank.object:
      return tagged(rank, encode(value as Doc));
    case Rank.array:
      return ARRAY_KEY;
    default:
      throw unsupported('a regular expression, Timestamp, MinKey or MaxKey in an index');
  }
}

/** In place of every array: rows with it are found by any filter on the path, then looked at. */
export const ARRAY_KEY: Uint8Array = Buffer.from([Rank.array]);
const TRUE_KEY: Uint8Array = Buffer.from([Rank.boolean, 1]);
const FALSE_KEY: Uint8Array = Buffer.from([Rank.boolean, 0]);

/** The open end of the keys of one type: every key of it is below. Null where nothing is above. */
export function ceilingOf(rank: number): SqlValue {
  if (rank === Rank.number) return '';
  return rank === Rank.text ? EMPTY_BLOB : Buffer.from([rank + 1]);
}

/** The lowest possible key of one type. */
export function floorOf(rank: number): SqlValue {
  if (rank === Rank.number) return Number.NEGATIVE_INFINITY;
  return rank === Rank.text ? '' : Buffer.from([rank]);
}

const EMPTY_BLOB: Uint8Array = Buffer.alloc(0);

function numberKey(value: number): number {
  if (Number.isNaN(value)) throw unsupported('NaN in an index or in a filter on an indexed field');
  return value;
}

const TWO_TO_32 = 2 ** 32;
const SIGN = 0x8000_0000;

/** Rank, then the milliseconds as 64 bits with the sign turned, so that bytes sort as times do. */
function dateKey(ms: number): Uint8Array {
  if (Number.isNaN(ms)) throw unsupported('an invalid Date');
  const key = Buffer.allocUnsafe(9);
  key[0] = Rank.date;
  const high = Math.floor(ms / TWO_TO_32);
  key.writeUInt32BE(high + SIGN, 1);
  key.writeUInt32BE(ms - high * TWO_TO_32, 5);
  return key;
}

/** Length, subtype, bytes: the order in which MongoDB compares binary data. */
function binaryKey(value: unknown): Uint8Array {
  const { subtype, bytes } = bytesOf(value);
  const key = Buffer.allocUnsafe(6 + bytes.length);
  key[0] = Rank.binary;
  key.writeUInt32BE(bytes.length, 1);
  key[5] = subtype;
  key.set(bytes, 6);
  return key;
}

function tagged(rank: number, bytes: Uint8Array): Uint8Array {
  const key = Buffer.allocUnsafe(1 + bytes.length);
  key[0] = rank;
  key.set(bytes, 1);
  return key;
}

/** Equality of keys, as SQLite sees it. */
export function sameKey(a: SqlValue, b: SqlValue): boolean {
  if (a === b) return true;
  return a instanceof Uint8Array && b instanceof Uint8Array && Buffer.compare(a, b) === 0;
}
