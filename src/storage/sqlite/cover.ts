import { type Doc, isPlain, Rank, rankOf } from './bson.js';
import { indexColumn } from './index-sql.js';
import { isOperators, sameCondition, valuePasses } from './match.js';
import type { Table } from './table.js';

type Demands = Map<string, Doc[]>;

/**
 * The sparse and partial indexes that hold every document the filter can find, as SQL conditions
 * that let SQLite use them.
 */
export function coveredIndexes(table: Table, filter: Doc): string[] {
  const candidates = table.spec.indexes.filter((index) => index.sparse || index.partial);
  if (candidates.length === 0) return [];
  const demands: Demands = new Map();
  collect(demands, filter);
  return candidates
    .filter(({ partial, key }) =>
      partial ? implies(demands, partial) : key.some(([path]) => isPresent(demands, path)),
    )
    .map((index) => `${indexColumn(index)} = 1`);
}

/** What the filter demands of each path, whatever else it says. */
function collect(demands: Demands, filter: Doc): void {
  for (const [key, condition] of Object.entries(filter)) {
    if (key === '$and' && Array.isArray(condition)) {
      for (const branch of condition) collect(demands, branch);
    } else if (!key.startsWith('$')) {
      const demand = isOperators(condition) ? condition : { $eq: condition };
      demands.set(key, [...(demands.get(key) ?? []), demand]);
    }
  }
}

function implies(demands: Demands, partial: Doc): boolean {
  return Object.entries(partial).every(([key, condition]) => {
    if (key === '$and' && Array.isArray(condition)) {
      return condition.every((branch) => implies(demands, branch));
    }
    return (demands.get(key) ?? []).some((demand) => impliesCondition(demand, condition));
  });
}

function impliesCondition(demand: Doc, condition: unknown): boolean {
  const wanted = isOperators(condition) ? condition : { $eq: condition };
  return Object.entries(wanted).every(([operator, argument]) => {
    if (operator in demand && sameCondition(demand[operator], argument)) return true;
    if (operator === '$exists' && argument === true) return demandsPresence(demand);
    return possibleValues(demand)?.every((value) => valuePasses(value, { [operator]: argument }));
  });
}

/** The values a condition leaves open, when it names them. */
function possibleValues(demand: Doc): unknown[] | null {
  if ('$eq' in demand && isScalar(demand.$eq)) return [demand.$eq];
  if (Array.isArray(demand.$in) && demand.$in.every(isScalar)) return demand.$in;
  return null;
}

/** Null would also mean "missing", an array or a pattern more than one value. */
function isScalar(value: unknown): boolean {
  const rank = rankOf(value);
  return ![Rank.nothing, Rank.array, Rank.pattern, Rank.object].some((other) => other === rank);
}

function isPresent(demands: Demands, path: string): boolean {
  return (demands.get(path) ?? []).some(demandsPresence);
}

function demandsPresence(demand: Doc): boolean {
  if (demand.$exists === true) return true;
  if (possibleValues(demand) !== null) return true;
  if (isPlain(demand.$eq)) return true;
  return ['$gt', '$gte', '$lt', '$lte'].some(
    (operator) => operator in demand && isScalar(demand[operator]),
  );
}
