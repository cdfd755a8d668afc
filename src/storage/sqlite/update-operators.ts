import { type Doc, isPlain, numeric, Rank, rankOf } from './bson.js';
import { compare, same } from './compare.js';
import { serverError, unsupported } from './errors.js';
import { matcher } from './match.js';
import { isPlace, ownValue } from './path.js';
import { pushed } from './push.js';

type Operator = (doc: Doc, parts: readonly string[], argument: unknown, now: Date) => void;

interface Slot {
  holder: Doc;
  key: string;
}

/** Update operators on plain paths. Each changes the document in place. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  $set: (doc, parts, argument) => write(doc, parts, argument),
  $unset: (doc, parts) => {
    const slot = find(doc, parts);
    if (!slot) return;
    if (Array.isArray(slot.holder)) slot.holder[Number(slot.key)] = null;
    else delete slot.holder[slot.key];
  },
  $inc: (doc, parts, argument) => arithmetic(doc, parts, '$inc', (old) => old + numeric(argument)),
  $mul: (doc, parts, argument) => arithmetic(doc, parts, '$mul', (old) => old * numeric(argument)),
  $min: (doc, parts, argument) => {
    const old = read(doc, parts);
    if (old === undefined || compare(argument, old) < 0) write(doc, parts, argument);
  },
  $max: (doc, parts, argument) => {
    const old = read(doc, parts);
    if (old === undefined || compare(argument, old) > 0) write(doc, parts, argument);
  },
  $currentDate: (doc, parts, argument, now) => {
    if (isPlain(argument) && argument.$type !== 'date')
      throw unsupported('$currentDate: timestamp');
    write(doc, parts, new Date(now));
  },
  $rename: (doc, parts, argument) => {
    const slot = find(doc, parts);
    if (!slot || !Object.hasOwn(slot.holder, slot.key)) return;
    const value = slot.holder[slot.key];
    delete slot.holder[slot.key];
    write(doc, String(argument).split('.'), value);
  },
  $push: (doc, parts, argument) =>
    changeList(doc, parts, '$push', (list) => pushed(list, argument)),
  $addToSet: (doc, parts, argument) =>
    changeList(doc, parts, '$addToSet', (list) => {
      const added =
        isPlain(argument) && Array.isArray(argument.$each) ? argument.$each : [argument];
      const result = [...list];
      for (const one of added) if (!result.some((old) => same(old, one))) result.push(one);
      return result;
    }),
  $pop: (doc, parts, argument) =>
    shrinkList(doc, parts, '$pop', (list) => (argument === -1 ? list.slice(1) : list.slice(0, -1))),
  $pull: (doc, parts, argument) => {
    const goes = pulled(argument);
    shrinkList(doc, parts, '$pull', (list) => list.filter((element) => !goes(element)));
  },
  $pullAll: (doc, parts, argument) => {
    const gone = Array.isArray(argument) ? argument : [];
    shrinkList(doc, parts, '$pullAll', (list) =>
      list.filter((element) => !gone.some((one) => same(one, element))),
    );
  },
};

function pulled(argument: unknown): (element: unknown) => boolean {
  if (argument instanceof RegExp) return (element) => matcher({ element: argument })({ element });
  if (!isPlain(argument)) return (element) => same(element, argument);
  const [first] = Object.keys(argument);
  if (first?.startsWith('$')) return (element) => matcher({ element: argument })({ element });
  const matches = matcher(argument);
  return (element) => isPlain(element) && matches(element);
}

function find(doc: Doc, parts: readonly string[]): Slot | null {
  let holder: unknown = doc;
  for (let i = 0; i < parts.length - 1; i++) {
    if (typeof holder !== 'object' || holder === null) return null;
    holder = ownValue(holder as Doc, parts[i] ?? '');
  }
  const key = parts[parts.length - 1] ?? '';
  if (!isPlain(holder) && !Array.isArray(holder)) return null;
  return Object.hasOwn(holder, key) ? { holder: holder as Doc, key } : null;
}

function read(doc: Doc, parts: readonly string[]): unknown {
  const slot = find(doc, parts);
  return slot ? slot.holder[slot.key] : undefined;
}

/** Sets a value, making the objects on the way; arrays are padded with null, as MongoDB does. */
function write(doc: Doc, parts: readonly string[], value: unknown): void {
  let holder: Doc = doc;
  for (let i = 0; i < parts.length - 1; i++) {
    const key = slotKey(holder, parts[i] ?? '');
    let next = ownValue(holder, key);
    if (next === undefined) {
      next = {};
      put(holder, key, next);
    }
    if (!isPlain(next) && !Array.isArray(next)) throw notViable(parts, key, next);
    holder = next as Doc;
  }
  const last = slotKey(holder, parts[parts.length - 1] ?? '');
  if (holder === doc && last === '_id' && Object.hasOwn(doc, '_id') && !same(doc._id, value)) {
    throw serverError(
      66,
      'ImmutableField',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  }
  put(holder, last, value);
}

function slotKey(holder: Doc, key: string): string {
  if (key === '__proto__') throw unsupported('a field named __proto__ in an update');
  if (Array.isArray(holder) && !isPlace(key)) throw notViable([key], key, holder);
  return key;
}

function put(holder: Doc, key: string, value: unknown): void {
  if (Array.isArray(holder)) {
    if (Number(key) - holder.length > 100_000) throw unsupported('an array place that far out');
    while (holder.length < Number(key)) holder.push(null);
  }
  holder[key] = value;
}

function notViable(parts: readonly string[], key: string, found: unknown): Error {
  return serverError(
    28,
    'PathNotViable',
    `Cannot create field '${parts[parts.length - 1]}' in element {${key}: ${Array.isArray(found) ? 'array' : typeof found}}`,
  );
}

function arithmetic(
  doc: Doc,
  parts: readonly string[],
  name: string,
  change: (old: number) => number,
): void {
  const old = read(doc, parts);
  if (old !== undefined && rankOf(old) !== Rank.number) {
    throw serverError(14, 'TypeMismatch', `Cannot apply ${name} to a value of non-numeric type`);
  }
  write(doc, parts, change(old === undefined ? 0 : numeric(old)));
}

function changeList(
  doc: Doc,
  parts: readonly string[],
  name: string,
  change: (list: unknown[]) => unknown[],
): void {
  const old = read(doc, parts);
  if (old !== undefined && !Array.isArray(old)) {
    throw serverError(2, 'BadValue', `The field '${parts.join('.')}' must be an array for ${name}`);
  }
  write(doc, parts, change(old ?? []));
}

function shrinkList(
  doc: Doc,
  parts: readonly string[],
  name: string,
  change: (list: unknown[]) => unknown[],
): void {
  if (read(doc, parts) !== undefined) changeList(doc, parts, name, change);
}
