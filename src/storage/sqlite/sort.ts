import type { Doc } from './bson.js';
import { compare } from './compare.js';
import { unsupported } from './errors.js';
import { steps, values } from './path.js';

export type SortSpec = readonly (readonly [path: string, way: 1 | -1])[];

/** Sort as mongoose and the driver give it: an object, a Map, pairs, or a name. */
export function sortSpec(given: unknown): SortSpec {
  if (given === undefined || given === null) return [];
  if (typeof given === 'string') return [[given, 1]];
  const pairs = Array.isArray(given)
    ? given.map((one) => (Array.isArray(one) ? one : [one, 1]))
    : given instanceof Map
      ? [...given]
      : Object.entries(given);
  return pairs.map(([path, way]) => [String(path), direction(way)] as const);
}

function direction(way: unknown): 1 | -1 {
  if (way === 1 || way === 'asc' || way === 'ascending') return 1;
  if (way === -1 || way === 'desc' || way === 'descending') return -1;
  throw unsupported(`sorting by ${JSON.stringify(way)}`);
}

/** Compares two documents by MongoDB's rules; an array counts by its lowest or highest element. */
export function sorter(spec: SortSpec): (a: Doc, b: Doc) => number {
  const keys = spec.map(([path, way]) => ({ parts: steps(path), way }));
  return (a, b) => {
    for (const { parts, way } of keys) {
      const result = compare(sortValue(a, parts, way), sortValue(b, parts, way));
      if (result !== 0) return result * way;
    }
    return 0;
  };
}

/** An empty array sorts below null in MongoDB; nothing of ours can show the difference but ties. */
function sortValue(doc: Doc, parts: readonly string[], way: 1 | -1): unknown {
  const found = values(doc, parts).flatMap((value) =>
    Array.isArray(value) ? (value.length === 0 ? [undefined] : value) : [value],
  );
  let best = found[0];
  for (const value of found) if (compare(value, best) * way < 0) best = value;
  return best;
}
