import Bull from 'bull';
import { asError, SahutError } from '../errors.js';
import type { Logger } from '../log.js';
import type { Clock } from '../models/clock.js';

/** A command is given up after so many reconnections, about six seconds: better an error than a wait. */
const RETRIES_PER_COMMAND = 10;
const ANSWER_WITHIN_MS = 5000;

/** Carries the pause to bull's backoff, which alone can move a running job back to the delayed ones. */
export class Again extends Error {
  constructor(
    readonly afterMs: number,
    reason: string,
  ) {
    super(reason);
  }
}

export interface Link {
  redisUrl: string;
  prefix: string;
  /** How long a process may be silent before its running jobs are given to another one. */
  lockMs: number;
  log: Logger;
}

/**
 * A bull queue over its own connections. bull itself sets `maxRetriesPerRequest: null` on the
 * blocking and the subscribing one, as it needs; a job never counts as failed for having stalled,
 * because the number of tries is kept in the job.
 */
export function createBull(name: string, link: Link): Bull.Queue<BellData> {
  const bull = new Bull<BellData>(name, link.redisUrl, {
    prefix: `${link.prefix}:bull`,
    redis: {
      enableReadyCheck: false,
      maxRetriesPerRequest: RETRIES_PER_COMMAND,
      connectTimeout: ANSWER_WITHIN_MS,
      // Else a line that is dead already holds the process up for two seconds.
      disconnectTimeout: 500,
      retryStrategy: (times: number) => Math.min(times * 100, 2000),
    },
    settings: {
      lockDuration: link.lockMs,
      stalledInterval: link.lockMs,
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      retryProcessDelay: 1000,
      backoffStrategies: {
        again: (_made, error) => (error instanceof Again ? Math.ceil(error.afterMs) : 1000),
      },
    },
  });
  reportTrouble(bull, name, link.log);
  return bull;
}

/** What a bell says: look at this job, which stands in this lane. */
export interface BellData {
  field: string;
  ticket: string;
  lane: string;
  /** `join`: its delay is over; `run`: it is the head of its lane. */
  act: 'join' | 'run';
}

function reportTrouble(bull: Bull.Queue<BellData>, name: string, log: Logger): void {
  let troubled = false;
  bull.on('error', (error) => {
    if (!troubled) log.error({ queue: name, err: asError(error) }, 'Redis is out of reach.');
    troubled = true;
  });
  bull.client.on('ready', () => {
    if (troubled) log.info({ queue: name }, 'Redis is back.');
    troubled = false;
  });
  bull.on('stalled', () => {
    log.error({ queue: name }, 'A running job was lost with its process and runs again.');
  });
}

/**
 * Makes sure that Redis answers and will not throw jobs away.
 * Throws `config/invalid` with what to do; warns where eviction is possible but unlikely.
 */
export async function checkRedis(
  bull: Bull.Queue<BellData>,
  parts: { redisUrl: string; clock: Clock; log: Logger },
): Promise<void> {
  const { host } = new URL(parts.redisUrl);
  const memory = await answerOf(bull, parts.clock).catch((thrown) => {
    const reason = asError(thrown).message;
    throw new SahutError(
      'config/invalid',
      `Redis at ${host} cannot be used (${reason}): start it, correct REDIS_URL, or remove REDIS_URL to use the embedded queue.`,
    );
  });
  const policy = /maxmemory_policy:(\S+)/.exec(memory)?.[1] ?? 'noeviction';
  if (policy === 'noeviction') return;
  if (/^maxmemory:0\s*$/m.test(memory)) {
    parts.log.warn({ policy }, 'Set maxmemory-policy noeviction in Redis, or jobs may be lost.');
    return;
  }
  throw new SahutError(
    'config/invalid',
    `Redis at ${host} throws data away when its memory is full (maxmemory-policy ${policy}): set maxmemory-policy noeviction.`,
  );
}

function answerOf(bull: Bull.Queue<BellData>, clock: Clock): Promise<string> {
  return new Promise((resolve, reject) => {
    let lastProblem = 'it does not answer';
    bull.client.on('error', (error: Error) => {
      lastProblem = error.message || lastProblem;
    });
    const cancel = clock.after(ANSWER_WITHIN_MS, () => reject(new Error(lastProblem)));
    bull.client
      .info('memory')
      .then(resolve, () => reject(new Error(lastProblem)))
      .finally(cancel);
  });
}
