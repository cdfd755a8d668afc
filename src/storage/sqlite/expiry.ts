import { asError } from '../../errors.js';
import type { Logger } from '../../log.js';
import type { Engine } from './engine.js';
import type { Table } from './table.js';
import { remove } from './writes.js';

/** As often as MongoDB looks. */
const SWEEP_EVERY_MS = 60_000;

/** Deletes what TTL indexes say is over, every minute by the handed-in clock. */
export function startExpiry(
  engine: Engine,
  log: Pick<Logger, 'error'>,
): { sweep(): Promise<number>; stop(): void } {
  const sweep = () => engine.write(undefined, () => sweepAll(engine));
  let cancel = () => {};
  const again = () => {
    cancel = engine.clock.after(SWEEP_EVERY_MS, () => {
      again();
      if (!hasExpiry(engine)) return;
      sweep().catch((problem: unknown) => log.error({ err: asError(problem) }, 'expiry failed'));
    });
  };
  again();
  return { sweep, stop: () => cancel() };
}

function hasExpiry(engine: Engine): boolean {
  return engine.catalog.tables.some(({ spec }) =>
    spec.indexes.some((index) => index.expireAfterSeconds !== null),
  );
}

function sweepAll(engine: Engine): number {
  return engine.catalog.tables.reduce((sum, table) => sum + sweepTable(engine, table), 0);
}

function sweepTable(engine: Engine, table: Table): number {
  let deleted = 0;
  for (const { expireAfterSeconds, key, partial } of table.spec.indexes) {
    const path = key[0]?.[0];
    if (expireAfterSeconds === null || path === undefined) continue;
    const over = new Date(engine.clock.now().getTime() - expireAfterSeconds * 1000);
    const filter = { ...partial, [path]: { $lte: over } };
    deleted += remove(engine, table, { filter, sort: [], many: true }).deleted;
  }
  return deleted;
}
