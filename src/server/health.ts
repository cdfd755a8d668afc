import { Router } from 'express';
import type { Logger } from '../log.js';
import type { Clock } from '../models/clock.js';

/** One thing that must answer before citizens are served; rejects or throws when it does not. */
export type ReadyChecks = Readonly<Record<string, () => Promise<unknown>>>;

interface Watch {
  clock: Clock;
  log: Logger;
}

/** A check that takes longer than this has failed. */
const CHECK_MS = 2_000;

/** `/healthz`: the process is alive. `/readyz`: everything it needs answers; 503 names what does not. */
export function healthRoutes(checks: ReadyChecks, watch: Watch): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.locals.route = '/healthz';
    response.setHeader('Cache-Control', 'no-store');
    response.json({ alive: true });
  });
  router.get('/readyz', async (_request, response) => {
    response.locals.route = '/readyz';
    response.setHeader('Cache-Control', 'no-store');
    const reasons = await faults(checks, watch);
    const ready = Object.keys(reasons).length === 0;
    response.status(ready ? 200 : 503).json(ready ? { ready } : { ready, reasons });
  });
  return router;
}

async function faults(checks: ReadyChecks, watch: Watch): Promise<Record<string, string>> {
  const results = await Promise.all(
    Object.entries(checks).map(
      async ([name, check]) => [name, await fault(check, { ...watch, name })] as const,
    ),
  );
  // Reasons are words of ours: an error's own text may hold addresses or secrets.
  return Object.fromEntries(
    results.filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

async function fault(
  check: () => Promise<unknown>,
  { clock, log, name }: Watch & { name: string },
): Promise<string | null> {
  let cancel = () => {};
  const late = new Promise<string>((resolve) => {
    cancel = clock.after(CHECK_MS, () => resolve(`no answer within ${CHECK_MS / 1000} s`));
  });
  const answer = async (): Promise<string | null> => {
    try {
      await check();
      return null;
    } catch (error) {
      log.warn({ err: error, check: name }, 'a readiness check failed');
      return 'answers with an error; see the log';
    }
  };
  return Promise.race([answer(), late]).finally(() => cancel());
}
