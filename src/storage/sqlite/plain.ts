import type { Doc } from './bson.js';

/** Larger documents (files) are read once, and would fill the memory: so many characters and fields. */
const LARGEST = 4 * 1024;
const DEEPEST = 30;

/**
 * A deep copy of a document made of nothing but texts, numbers, booleans, nulls, dates, lists and
 * plain objects: what BSON gives back exactly as it was given. Null for every other document, and
 * for a large one.
 */
export function plainCopy(doc: Doc): Doc | null {
  const copier = new Copier();
  const copy = copier.object(doc, 0);
  return copier.failed || copier.left < 0 ? null : copy;
}

/**
 * The copy of a {@link draftOf} in which only these fields are new: they are copied, the others still
 * shared. Null when they are not plain.
 */
export function settled(draft: Doc, touched: ReadonlySet<string>): Doc | null {
  const copier = new Copier();
  const copy: Doc = { ...draft };
  for (const name of touched) if (name in copy) copy[name] = copier.field(name, copy[name]);
  return copier.failed || copier.left < 0 ? null : copy;
}

/** A draft of a plain document in which only some fields may be changed; the others are not copies. */
export function draftOf(doc: Doc, touched: ReadonlySet<string>): Doc {
  const draft: Doc = { ...doc };
  for (const name of touched) if (name in draft) draft[name] = copyOf(draft[name]);
  return draft;
}

/** A deep copy of what is known to be plain. */
export function copyOf<Value>(value: Value): Value;
export function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return new Date(value);
  if (Array.isArray(value)) return value.map((element) => copyOf(element));
  const copy: Doc = { ...value };
  for (const name in copy) {
    const field = copy[name];
    if (typeof field === 'object' && field !== null) copy[name] = copyOf(field);
  }
  return copy;
}

/** Field names that were looked at and found good: there are few, and they come ever again. */
const GOOD_NAMES = new Set<string>();
const MOST_NAMES = 10_000;

/** A name with a zero byte is refused by BSON; assigning to `__proto__` changes an object's kind. */
function isGoodName(name: string): boolean {
  if (GOOD_NAMES.has(name)) return true;
  if (name === '__proto__' || name.includes('\0') || !name.isWellFormed()) return false;
  if (GOOD_NAMES.size < MOST_NAMES) GOOD_NAMES.add(name);
  return true;
}

/** Gives up by a flag: throwing would cost more than the copy. */
class Copier {
  failed = false;
  /** Characters that may still come. */
  left = LARGEST;

  field(name: string, value: unknown): unknown {
    if (!isGoodName(name)) this.failed = true;
    return this.#isSimple(value) ? value : this.#compound(value, 1);
  }

  /** Spreading copies texts and numbers at once, and keeps the object's shape. */
  object(given: Doc, depth: number): Doc {
    const copy: Doc = { ...given };
    for (const name in copy) {
      if (this.failed || !isGoodName(name)) {
        this.failed = true;
        break;
      }
      const value = copy[name];
      if (!this.#isSimple(value)) copy[name] = this.#compound(value, depth + 1);
    }
    return copy;
  }

  #isSimple(value: unknown): boolean {
    this.left -= 8;
    if (typeof value !== 'string') {
      return value === null || typeof value === 'number' || typeof value === 'boolean';
    }
    this.left -= value.length;
    // BSON replaces half of a surrogate pair.
    if (!value.isWellFormed()) this.failed = true;
    return true;
  }

  #compound(value: unknown, depth: number): unknown {
    if (typeof value === 'object' && value !== null && depth < DEEPEST && this.left > 0) {
      const kind: unknown = Object.getPrototypeOf(value);
      if (kind === Array.prototype) return this.#list(value as unknown[], depth);
      if (kind === Object.prototype && !('toBSON' in value || '_bsontype' in value)) {
        return this.object(value as Doc, depth);
      }
      if (kind === Date.prototype) {
        const time = (value as Date).getTime();
        if (!Number.isNaN(time)) return new Date(time);
      }
    }
    this.failed = true;
    return null;
  }

  #list(list: unknown[], depth: number): unknown[] {
    const copy: unknown[] = [];
    for (const element of list) {
      if (this.failed) break;
      copy.push(this.#isSimple(element) ? element : this.#compound(element, depth + 1));
    }
    return copy;
  }
}

/** True when two plain values would be the same bytes: the order of fields counts. */
export function samePlain(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Date || b instanceof Date) {
    return a instanceof Date && b instanceof Date && a.getTime() === b.getTime();
  }
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  const others = Object.keys(b);
  if (names.length !== others.length) return false;
  for (let i = 0; i < names.length; i++) {
    const name = names[i] ?? '';
    if (name !== others[i] || !samePlain((a as Doc)[name], (b as Doc)[name])) return false;
  }
  return true;
}
