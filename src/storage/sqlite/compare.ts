import { bytesOf, type Doc, numeric, Rank, rankOf } from './bson.js';
import { unsupported } from './errors.js';

/** MongoDB's total order over values of every type. Negative, zero or positive. */
export function compare(a: unknown, b: unknown): number {
  const rank = rankOf(a);
  const difference = rank - rankOf(b);
  return difference !== 0 ? difference : compareAlike(rank, a, b);
}

/** True when MongoDB takes the two for the same value: the order of an object's fields counts. */
export function same(a: unknown, b: unknown): boolean {
  return compare(a, b) === 0;
}

function compareAlike(rank: number, a: unknown, b: unknown): number {
  switch (rank) {
    case Rank.text:
      return compareText(String(a), String(b));
    case Rank.number:
      return compareNumbers(numeric(a), numeric(b));
    case Rank.date:
      return compareNumbers((a as Date).getTime(), (b as Date).getTime());
    case Rank.boolean:
      return Number(a) - Number(b);
    case Rank.objectId:
      return compareText(String(a), String(b));
    case Rank.array:
      return compareArrays(a as unknown[], b as unknown[]);
    case Rank.object:
      return compareObjects(a as Doc, b as Doc);
    case Rank.binary:
      return compareBinary(a, b);
    case Rank.pattern:
      return compareText(String(a), String(b));
    case Rank.timestamp:
      throw unsupported('comparing a Timestamp');
    default:
      return 0;
  }
}

/** NaN is below every number and equal to itself. */
function compareNumbers(a: number, b: number): number {
  if (a === b) return 0;
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  return Number.isNaN(b) || a > b ? 1 : -1;
}

/** By code point, as UTF-8 bytes compare: JavaScript's `<` differs beyond the basic plane. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return raised(x) - raised(y);
  }
  return a.length - b.length;
}

/** Lifts surrogates above the rest of the basic plane, where their code points belong. */
function raised(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

function compareArrays(a: unknown[], b: unknown[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const result = compare(a[i], b[i]);
    if (result !== 0) return result;
  }
  return a.length - b.length;
}

function compareObjects(a: Doc, b: Doc): number {
  const left = Object.keys(a);
  const right = Object.keys(b);
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const result = compareFields(a, left[i] ?? '', b, right[i] ?? '');
    if (result !== 0) return result;
  }
  return left.length - right.length;
}

function compareFields(a: Doc, left: string, b: Doc, right: string): number {
  const byType = rankOf(a[left]) - rankOf(b[right]);
  if (byType !== 0) return byType;
  return compareText(left, right) || compare(a[left], b[right]);
}

function compareBinary(a: unknown, b: unknown): number {
  const x = bytesOf(a);
  const y = bytesOf(b);
  return (
    x.bytes.length - y.bytes.length || x.subtype - y.subtype || Buffer.compare(x.bytes, y.bytes)
  );
}
