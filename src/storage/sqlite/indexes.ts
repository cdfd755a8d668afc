import { type Doc, isPlain } from './bson.js';
import { same } from './compare.js';
import type { Engine } from './engine.js';
import { serverError, unsupported } from './errors.js';
import type { IndexSpec } from './spec.js';
import type { Table } from './table.js';

/** Options of `createIndex` that change nothing here. */
const WITHOUT_MEANING = [
  'background',
  'name',
  'v',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'session',
  'comment',
  'maxTimeMS',
  'commitQuorum',
];

/** Makes an index, filling it from what is there; does nothing when the same one exists. */
export function createIndex(engine: Engine, table: Table, keys: unknown, options: Doc): string {
  const wanted = specOf(keys, options);
  if (wanted.name === '_id_') return '_id_';
  const existing = table.spec.indexes.find(
    (index) => index.name === wanted.name || same(keyPattern(index), keyPattern(wanted)),
  );
  if (existing) {
    assertSame(existing, wanted);
    return existing.name;
  }
  engine.atomically(() => table.addIndex({ ...wanted, number: table.spec.nextNumber++ }));
  return wanted.name;
}

function specOf(keys: unknown, options: Doc): IndexSpec {
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined && value !== false && !WITHOUT_MEANING.includes(name)) {
      throw unsupported(`the index option ${name}`);
    }
  }
  const key = keyOfIndex(keys);
  const name = key.map(([path, way]) => `${path}_${way}`).join('_');
  const isOnId = key.length === 1 && key[0]?.[0] === '_id';
  const { partialFilterExpression: partial, expireAfterSeconds: seconds } = options;
  return {
    name: isOnId ? '_id_' : typeof options.name === 'string' ? options.name : name,
    key,
    unique: options.unique === true,
    sparse: options.sparse === true,
    partial: isPlain(partial) ? partial : null,
    expireAfterSeconds: typeof seconds === 'number' ? seconds : null,
    number: 0,
  };
}

function keyOfIndex(keys: unknown): IndexSpec['key'] {
  const pairs =
    typeof keys === 'string'
      ? [[keys, 1]]
      : keys instanceof Map
        ? [...keys]
        : Object.entries(keys ?? {});
  if (pairs.length === 0) throw serverError(67, 'CannotCreateIndex', 'Index keys cannot be empty.');
  return pairs.map(([path, way]) => {
    if (way !== 1 && way !== -1) throw unsupported(`an index of the kind ${JSON.stringify(way)}`);
    if (String(path).includes('$**')) throw unsupported('wildcard indexes');
    return [String(path), way] as const;
  });
}

function keyPattern({ key }: IndexSpec): Doc {
  return { paths: key.map(([path]) => path), ways: key.map(([, way]) => way) };
}

function assertSame(existing: IndexSpec, wanted: IndexSpec): void {
  const compared = ({ name, unique, sparse, partial, expireAfterSeconds, ...rest }: IndexSpec) => ({
    name,
    unique,
    sparse,
    partial,
    expireAfterSeconds,
    key: keyPattern({ name, unique, sparse, partial, expireAfterSeconds, ...rest }),
  });
  if (same(compared(existing), compared(wanted))) return;
  throw serverError(
    86,
    'IndexKeySpecsConflict',
    `An index ${existing.name} exists with other keys, options or another name than ${wanted.name}`,
  );
}

/** The indexes as MongoDB lists them. */
export function describeIndexes(table: Table): Doc[] {
  const own = table.spec.indexes.map((index) => ({
    v: 2,
    key: Object.fromEntries(index.key),
    name: index.name,
    ...(index.unique ? { unique: true } : {}),
    ...(index.sparse ? { sparse: true } : {}),
    ...(index.partial ? { partialFilterExpression: index.partial } : {}),
    ...(index.expireAfterSeconds === null ? {} : { expireAfterSeconds: index.expireAfterSeconds }),
  }));
  return [{ v: 2, key: { _id: 1 }, name: '_id_' }, ...own];
}
