import { Query } from 'mingo';
import { type Doc, isPlain, Rank, rankOf, unwrap } from './bson.js';
import { compare, same } from './compare.js';
import { unsupported } from './errors.js';
import { operatorTest } from './operators.js';
import { steps, values } from './path.js';

export type Matcher = (doc: Doc) => boolean;
type Test = (value: unknown) => boolean;

const EVERYTHING: Matcher = () => true;

/** A filter as a function. What it does not know is refused by name. */
export function matcher(filter: Doc): Matcher {
  const tests = Object.entries(filter).map(([key, condition]) => clause(key, condition));
  if (tests.length === 0) return EVERYTHING;
  const [first] = tests;
  if (tests.length === 1 && first) return first;
  return (doc) => tests.every((test) => test(doc));
}

function clause(key: string, condition: unknown): Matcher {
  if (!key.startsWith('$')) return onPath(key, condition);
  switch (key) {
    case '$and': {
      const all = branches(key, condition);
      return (doc) => all.every((test) => test(doc));
    }
    case '$or': {
      const any = branches(key, condition);
      return (doc) => any.some((test) => test(doc));
    }
    case '$nor': {
      const none = branches(key, condition);
      return (doc) => !none.some((test) => test(doc));
    }
    case '$expr': {
      const query = new Query({ $expr: condition });
      return (doc) => query.test(doc);
    }
    case '$comment':
      return EVERYTHING;
    default:
      throw unsupported(`the filter operator ${key}`);
  }
}

function branches(key: string, condition: unknown): Matcher[] {
  if (!Array.isArray(condition) || condition.length === 0) {
    throw unsupported(`${key} without a list of conditions`);
  }
  return condition.map((branch) => matcher(branch));
}

/** True for `{ $gt: 1 }`: an object of operators, not a value to compare with. */
export function isOperators(condition: unknown): condition is Doc {
  if (!isPlain(condition)) return false;
  for (const key in condition) return key.startsWith('$');
  return false;
}

/** Refused: MongoDB's driver takes `{ a: undefined }` for "any" or for null, by its settings. */
export function assertDefined(path: string, condition: unknown): void {
  const isUndefined =
    condition === undefined ||
    (isOperators(condition) && Object.values(condition).includes(undefined));
  if (isUndefined)
    throw unsupported(`undefined in a filter (at ${path}): leave it out or say null`);
}

function onPath(path: string, given: unknown): Matcher {
  assertDefined(path, given);
  const parts = steps(path);
  const condition = unwrap(given);
  if (!isOperators(condition)) return anyValue(parts, equality(condition));
  const tests = Object.entries(condition).map(([operator, argument]) =>
    onOperator(parts, operator, argument, condition),
  );
  return (doc) => tests.every((test) => test(doc));
}

/** True when one of the values, or one element of a value that is an array, passes. */
function anyValue(parts: readonly string[], test: Test): Matcher {
  return (doc) => {
    for (const value of values(doc, parts)) {
      if (test(value)) return true;
      if (Array.isArray(value) && value.some((element) => test(element))) return true;
    }
    return false;
  };
}

function not(matches: Matcher): Matcher {
  return (doc) => !matches(doc);
}

function onOperator(
  parts: readonly string[],
  operator: string,
  argument: unknown,
  all: Doc,
): Matcher {
  const path = parts.join('.');
  switch (operator) {
    case '$ne':
      return not(onPath(path, { $eq: argument }));
    case '$nin':
      return not(onPath(path, { $in: argument }));
    case '$not':
      return not(onPath(path, negated(argument)));
    case '$exists':
      return exists(parts, Boolean(argument));
    case '$size':
      return wholeArray(parts, (list) => list.length === argument);
    case '$elemMatch':
      return elementMatch(parts, argument);
    case '$all':
      return containsAll(path, argument);
    case '$eq':
      return anyValue(parts, equality(argument));
    case '$in':
      return anyValue(parts, membership(argument));
    default:
      return anyValue(parts, operatorTest(operator, argument, all));
  }
}

function negated(argument: unknown): unknown {
  if (argument instanceof RegExp || isOperators(argument)) return argument;
  throw unsupported('$not without an operator or a regular expression');
}

function equality(wanted: unknown): Test {
  if (wanted instanceof RegExp) return operatorTest('$regex', wanted, {});
  const rank = rankOf(wanted);
  if (rank === Rank.nothing) return (value) => value === undefined || value === null;
  return (value) => rankOf(value) === rank && compare(value, wanted) === 0;
}

function membership(wanted: unknown): Test {
  if (!Array.isArray(wanted)) throw unsupported('$in and $nin without a list');
  const tests = wanted.map((one) => equality(unwrap(one)));
  return (value) => tests.some((test) => test(value));
}

function exists(parts: readonly string[], wanted: boolean): Matcher {
  return (doc) => values(doc, parts).some((value) => value !== undefined) === wanted;
}

function wholeArray(parts: readonly string[], test: (list: unknown[]) => boolean): Matcher {
  return (doc) => values(doc, parts).some((value) => Array.isArray(value) && test(value));
}

function elementMatch(parts: readonly string[], argument: unknown): Matcher {
  if (!isPlain(argument)) throw unsupported('$elemMatch without an object');
  if (!isOperators(argument) || isLogical(argument)) {
    const matches = matcher(argument);
    return wholeArray(parts, (list) =>
      list.some((element) => isPlain(element) && matches(element)),
    );
  }
  const matches = matcher({ element: argument });
  return wholeArray(parts, (list) => list.some((element) => matches({ element })));
}

function isLogical(argument: Doc): boolean {
  return Object.keys(argument).every((key) => ['$and', '$or', '$nor', '$expr'].includes(key));
}

function containsAll(path: string, argument: unknown): Matcher {
  if (!Array.isArray(argument)) throw unsupported('$all without a list');
  if (argument.length === 0) return () => false;
  const tests = argument.map((one) => onPath(path, isOperators(one) ? one : { $eq: one }));
  return (doc) => tests.every((test) => test(doc));
}

/** True when a single value would pass a condition: used to compare a filter with a partial index. */
export function valuePasses(value: unknown, condition: unknown): boolean {
  return onPath('value', condition)({ value });
}

/** True when two conditions are literally the same. */
export function sameCondition(a: unknown, b: unknown): boolean {
  return same(a, b);
}
