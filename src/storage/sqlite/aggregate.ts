import { Aggregator } from 'mingo';
import { type Doc, isPlain } from './bson.js';
import { Cursor } from './cursor.js';
import type { Engine } from './engine.js';
import { unsupported } from './errors.js';
import { queryFor, rowsOf, type Search } from './find.js';
import { type Options, searchOf } from './options.js';
import { reportOn } from './report.js';
import { handedOut } from './rows.js';
import { sortSpec } from './sort.js';
import type { Statements } from './statements.js';

interface Wanted {
  engine: Engine;
  name: string;
  pipeline: Doc[];
  options: Options | undefined;
}

/** Stages that mingo has and that mean the same there. `$lookup` reads collections of this database. */
const STAGES = new Set([
  '$match',
  '$sort',
  '$limit',
  '$skip',
  '$group',
  '$project',
  '$set',
  '$addFields',
  '$unset',
  '$unwind',
  '$count',
  '$facet',
  '$replaceRoot',
  '$replaceWith',
  '$sortByCount',
  '$bucket',
  '$bucketAuto',
  '$lookup',
  '$sample',
  '$unionWith',
  '$redact',
]);

/** Runs a pipeline: its leading `$match`, `$sort`, `$skip`, `$limit` in SQLite, the rest in memory. */
export function aggregate(wanted: Wanted): Cursor {
  const { engine, name, pipeline, options } = wanted;
  for (const stage of pipeline) assertStage(stage);
  const { search, rest } = leading(pipeline, options);
  const run = () =>
    engine.read(options, (sql) => {
      const docs = documents({ engine, name, search, sql });
      return rest.length === 0 ? docs : inMemory({ engine, rest, docs, sql });
    });
  return new Cursor({
    all: run,
    async *batches() {
      const docs = await run();
      if (docs.length > 0) yield docs;
    },
    explain: () =>
      engine.read(options, (sql) => {
        const table = engine.catalog.find(name);
        return table ? reportOn(sql, table, 'aggregate', queryFor(table, search)) : {};
      }),
  });
}

function assertStage(stage: Doc): void {
  const [name] = Object.keys(stage);
  if (name === undefined || !STAGES.has(name)) throw unsupported(`the aggregation stage ${name}`);
}

/** Takes what one search can do from the front: `$match`* `$sort`? `$skip`? `$limit`?. */
function leading(pipeline: Doc[], options: Options | undefined): { search: Search; rest: Doc[] } {
  const matches: Doc[] = [];
  let i = 0;
  for (; isPlain(pipeline[i]?.$match); i++) matches.push(pipeline[i]?.$match as Doc);
  const [only] = matches;
  const filter = matches.length > 1 ? { $and: matches } : (only ?? {});
  const search = searchOf(filter, { ...options, sort: undefined, skip: 0, limit: 0 });
  if (pipeline[i]?.$sort) search.sort = sortSpec(pipeline[i++]?.$sort);
  if (typeof pipeline[i]?.$skip === 'number') search.skip = Number(pipeline[i++]?.$skip);
  if (typeof pipeline[i]?.$limit === 'number') search.limit = Number(pipeline[i++]?.$limit);
  return { search, rest: pipeline.slice(i) };
}

interface Reading {
  engine: Engine;
  name: string;
  search: Search;
  sql: Statements;
}

function documents({ engine, name, search, sql }: Reading): Doc[] {
  const table = engine.catalog.find(name);
  if (!table) return [];
  const query = queryFor(table, search);
  engine.reports.tell(sql, table, 'aggregate', query);
  return rowsOf(sql, query).map((found) => handedOut(found));
}

function inMemory(given: { engine: Engine; rest: Doc[]; docs: Doc[]; sql: Statements }): Doc[] {
  const { engine, rest, docs, sql } = given;
  const everything: Search = { filter: {}, sort: [], skip: 0, limit: 0 };
  const aggregator = new Aggregator(rest, {
    collectionResolver: (name: string) => documents({ engine, name, search: everything, sql }),
  });
  return aggregator.run(docs) as Doc[];
}
