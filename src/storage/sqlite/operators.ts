import { bsonType, type Doc, numeric, Rank, rankOf } from './bson.js';
import { compare } from './compare.js';
import { unsupported } from './errors.js';

type Test = (value: unknown) => boolean;

/** The test that one query operator makes on one value (elements of arrays come one by one). */
export function operatorTest(operator: string, argument: unknown, all: Doc): Test {
  switch (operator) {
    case '$gt':
      return ordered(argument, (order) => order > 0);
    case '$gte':
      return ordered(argument, (order) => order >= 0);
    case '$lt':
      return ordered(argument, (order) => order < 0);
    case '$lte':
      return ordered(argument, (order) => order <= 0);
    case '$regex':
      return pattern(argument, all.$options);
    case '$options':
      return () => true;
    case '$mod':
      return remainder(argument);
    case '$type':
      return ofType(argument);
    default:
      throw unsupported(`the filter operator ${operator}`);
  }
}

/** Comparisons never cross types; `$gte: null` and `$lte: null` mean equality with null. */
function ordered(wanted: unknown, passes: (order: number) => boolean): Test {
  const rank = rankOf(wanted);
  const isNaNWanted = Number.isNaN(wanted);
  return (value) => {
    if (rankOf(value) !== rank) return false;
    if (isNaNWanted || Number.isNaN(value)) {
      return isNaNWanted && Number.isNaN(value) && passes(0);
    }
    return passes(compare(value, wanted));
  };
}

function pattern(argument: unknown, options: unknown): Test {
  const given = argument instanceof RegExp ? argument : undefined;
  const source = given?.source ?? (typeof argument === 'string' ? argument : undefined);
  if (source === undefined) throw unsupported('$regex without a pattern');
  const flags = typeof options === 'string' ? options : (given?.flags ?? '');
  const unknown = /[^imsu]/.exec(flags.replace(/[gy]/g, ''));
  if (unknown) throw unsupported(`the regular expression option ${unknown[0]}`);
  const compiled = new RegExp(source, flags.replace(/[gy]/g, ''));
  return (value) =>
    value instanceof RegExp
      ? String(value) === String(compiled)
      : typeof value === 'string' && compiled.test(value);
}

function remainder(argument: unknown): Test {
  if (!Array.isArray(argument) || argument.length !== 2)
    throw unsupported('$mod without two numbers');
  const [divisor, rest] = argument.map((one) => Math.trunc(numeric(one)));
  if (!divisor) throw unsupported('$mod by zero');
  return (value) =>
    rankOf(value) === Rank.number && Math.trunc(numeric(value)) % divisor === (rest ?? 0);
}

const TYPE_NUMBERS: Readonly<Record<number, string>> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  16: 'int',
  18: 'long',
  19: 'decimal',
};

const RANKS_BY_NAME: Readonly<Record<string, number>> = {
  string: Rank.text,
  object: Rank.object,
  array: Rank.array,
  binData: Rank.binary,
  objectId: Rank.objectId,
  bool: Rank.boolean,
  date: Rank.date,
  regex: Rank.pattern,
  number: Rank.number,
};

function ofType(argument: unknown): Test {
  const names = (Array.isArray(argument) ? argument : [argument]).map((one) =>
    typeof one === 'number' ? (TYPE_NUMBERS[one] ?? String(one)) : String(one),
  );
  const tests = names.map(typeTest);
  return (value) => tests.some((test) => test(value));
}

function typeTest(name: string): Test {
  const rank = RANKS_BY_NAME[name];
  if (rank !== undefined) return (value) => rankOf(value) === rank;
  switch (name) {
    case 'null':
      return (value) => value === null;
    case 'decimal':
      return (value) => bsonType(value) === 'Decimal128';
    case 'int':
      return (value) => typeof value === 'number' && isInt32(value);
    case 'double':
    case 'long':
      return (value) => {
        if (typeof value !== 'number' || isInt32(value)) return false;
        if (Number.isInteger(value))
          throw unsupported(`telling long from double with $type: ${name}`);
        return name === 'double';
      };
    default:
      throw unsupported(`$type: ${name}`);
  }
}

/** How the driver writes a JavaScript number: as int where it fits, else as double. */
function isInt32(value: number): boolean {
  return Number.isInteger(value) && value >= -0x8000_0000 && value <= 0x7fff_ffff;
}
