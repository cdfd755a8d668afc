import { type Modifier, update as mingoUpdate } from 'mingo/updater';
import { type Doc, isPlain } from './bson.js';
import { serverError, unsupported } from './errors.js';
import { isOperators } from './match.js';
import { ownValue, steps } from './path.js';
import { OPERATORS } from './update-operators.js';

export interface UpdateContext {
  /** The filter that found the document, for the positional `$`. */
  filter: Doc;
  arrayFilters: Doc[];
  /** The document is new: `$setOnInsert` applies. */
  inserting: boolean;
  now: Date;
}

/** Refuses what is no update of operators: pipelines, and replacements in the wrong place. */
export function assertUpdate(update: unknown): asserts update is Doc {
  if (Array.isArray(update)) throw unsupported('updates by an aggregation pipeline');
  if (!isPlain(update)) throw unsupported('an update that is not an object');
  for (const operator of Object.keys(update)) {
    if (!operator.startsWith('$')) {
      throw serverError(9, 'FailedToParse', 'Update document requires atomic operators');
    }
    if (!(operator in OPERATORS) && operator !== '$setOnInsert' && operator !== '$bit') {
      throw unsupported(`the update operator ${operator}`);
    }
  }
  assertNoConflict(update);
}

/** The first steps of all paths that an update may change in a document that is there. */
export function changedRoots(update: Doc): Set<string> {
  const roots = new Set<string>();
  for (const operator in update) {
    const fields = update[operator];
    if (operator === '$setOnInsert' || !isPlain(fields)) continue;
    for (const path in fields) {
      roots.add(steps(path)[0] ?? path);
      if (operator === '$rename') roots.add(steps(String(fields[path]))[0] ?? '');
    }
  }
  return roots;
}

/** Changes the document in place, one operator after the other. `_id` stays as it is. */
export function applyUpdate(doc: Doc, update: Doc, context: UpdateContext): void {
  for (const [operator, fields] of Object.entries(update)) {
    if (!isPlain(fields)) continue;
    if (operator === '$setOnInsert') {
      if (context.inserting) applyFields(doc, '$set', fields, context);
    } else applyFields(doc, operator, fields, context);
  }
}

function applyFields(doc: Doc, operator: string, fields: Doc, context: UpdateContext): void {
  const apply = OPERATORS[operator];
  for (const [path, argument] of Object.entries(fields)) {
    if (apply && !path.includes('$')) apply(doc, steps(path), argument, context.now);
    else applyByMingo(doc, operator, path, argument, context);
  }
}

/** Positional paths (`$`, `$[]`, `$[name]`) and `$bit`: mingo knows them, slowly. */
function applyByMingo(
  doc: Doc,
  operator: string,
  path: string,
  argument: unknown,
  context: UpdateContext,
): void {
  const modifier = { [operator]: { [path]: argument } } as Modifier<Doc>;
  const used = context.arrayFilters.filter((filter) => mentions(path, filter));
  mingoUpdate(doc, modifier, used, context.filter, { cloneMode: 'none' });
}

function mentions(path: string, filter: Doc): boolean {
  const name = Object.keys(filter)[0]?.split('.')[0];
  return name !== undefined && path.includes(`$[${name}]`);
}

/** MongoDB refuses two changes of one path, or of a path and something below it. */
function assertNoConflict(update: Doc): void {
  const seen = new Set<string>();
  let nested = false;
  for (const operator in update) {
    const fields = update[operator];
    if (!isPlain(fields)) continue;
    for (const path in fields) {
      if (seen.has(path)) throw conflict(path);
      seen.add(path);
      nested ||= path.includes('.');
    }
  }
  if (!nested) return;
  for (const path of seen)
    if (ancestors(path).some((above) => seen.has(above))) throw conflict(path);
}

function conflict(path: string): Error {
  return serverError(
    40,
    'ConflictingUpdateOperators',
    `Updating the path '${path}' would create a conflict at '${path}'`,
  );
}

function ancestors(path: string): string[] {
  if (!path.includes('.')) return [];
  const parts = steps(path);
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
}

/** The document that an upsert starts from: what the filter demands by equality. */
export function seedOf(filter: Doc): Doc {
  const seed: Doc = {};
  plant(seed, filter);
  return seed;
}

function plant(seed: Doc, filter: Doc): void {
  for (const [path, condition] of Object.entries(filter)) {
    if (path === '$and' && Array.isArray(condition)) {
      for (const branch of condition) plant(seed, branch);
    } else if (!path.startsWith('$')) plantOne(seed, path, condition);
  }
}

function plantOne(seed: Doc, path: string, condition: unknown): void {
  const set = OPERATORS.$set;
  if (condition instanceof RegExp || !set) return;
  if (!isOperators(condition)) set(seed, steps(path), condition, new Date(0));
  else if ('$eq' in condition) set(seed, steps(path), ownValue(condition, '$eq'), new Date(0));
}
