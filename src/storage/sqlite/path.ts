import { type Doc, isPlain, unwrap } from './bson.js';

/** Stands for "there is an array on the way", where one value is asked for. */
export const ARRAY = Symbol('array');

const SPLIT = new Map<string, readonly string[]>();

/** The steps of a dotted path; kept, since the same few paths are asked for ever again. */
export function steps(path: string): readonly string[] {
  const known = SPLIT.get(path);
  if (known) return known;
  const parts = path.split('.');
  if (SPLIT.size < 10_000) SPLIT.set(path, parts);
  return parts;
}

/** The one value at a path; undefined when missing; {@link ARRAY} when an array stands on the way. */
export function single(doc: Doc, parts: readonly string[]): unknown {
  let value: unknown = doc;
  for (const part of parts) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value)) return ARRAY;
    value = isPlain(value) ? unwrap(ownValue(value, part)) : undefined;
  }
  return Array.isArray(value) ? ARRAY : value;
}

/** A field of the document itself, never of its prototype. */
export function ownValue(doc: Doc, key: string): unknown {
  return Object.hasOwn(doc, key) ? doc[key] : undefined;
}

const WHOLE_NUMBER = /^(0|[1-9]\d*)$/;

/** True for a step that can mean a place in an array. */
export function isPlace(part: string): boolean {
  return WHOLE_NUMBER.test(part);
}

/**
 * Every value that MongoDB finds at a path, arrays on the way opened; undefined for "missing".
 * An array at the very end stays whole.
 */
export function values(doc: unknown, parts: readonly string[], from = 0): unknown[] {
  const part = parts[from];
  if (part === undefined) return [doc];
  if (Array.isArray(doc)) return valuesInArray(doc, parts, from);
  if (!isPlain(doc)) return [undefined];
  if (from === parts.length - 1) return [ownValue(doc, part)];
  return values(ownValue(doc, part), parts, from + 1);
}

function valuesInArray(list: unknown[], parts: readonly string[], from: number): unknown[] {
  if (list.length === 0) return [undefined];
  const found: unknown[] = [];
  const part = parts[from] ?? '';
  if (isPlace(part) && Number(part) < list.length) {
    found.push(...values(list[Number(part)], parts, from + 1));
  }
  for (const element of list) {
    if (isPlain(element)) found.push(...values(element, parts, from));
  }
  return found;
}
