import { isPlain, numeric } from './bson.js';
import { compare } from './compare.js';
import { unsupported } from './errors.js';
import { sorter } from './sort.js';

/** The list after `$push`, with its modifiers `$each`, `$position`, `$sort`, `$slice`, in MongoDB's order. */
export function pushed(list: unknown[], argument: unknown): unknown[] {
  if (!isPlain(argument) || !('$each' in argument)) return [...list, argument];
  const { $each, $position, $slice, $sort, ...rest } = argument;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw unsupported(`$push with ${unknown}`);
  if (!Array.isArray($each)) throw unsupported('$each without a list');
  const result = [...list];
  result.splice($position === undefined ? list.length : numeric($position), 0, ...$each);
  return sliced(ordered(result, $sort), $slice);
}

function ordered(list: unknown[], sort: unknown): unknown[] {
  if (sort === undefined) return list;
  if (isPlain(sort)) {
    const order = sorter(Object.entries(sort).map(([path, way]) => [path, way === -1 ? -1 : 1]));
    return list.sort((a, b) => order(isPlain(a) ? a : {}, isPlain(b) ? b : {}));
  }
  return list.sort((a, b) => (sort === -1 ? compare(b, a) : compare(a, b)));
}

function sliced(list: unknown[], slice: unknown): unknown[] {
  if (slice === undefined) return list;
  const count = numeric(slice);
  if (count === 0) return [];
  return count < 0 ? list.slice(count) : list.slice(0, count);
}
