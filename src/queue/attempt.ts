import { asError } from '../errors.js';
import { type ConsumeOptions, type Job, RetryLater } from './queue.js';

const SECOND_MS = 1000;
const LONGEST_PAUSE_MS = 5 * 60 * SECOND_MS;

/** A consumer with its options filled in. */
export interface Consumer {
  run: (job: Job) => Promise<void>;
  concurrency: number;
  attempts: number;
  backoffMs: (attemptsMade: number) => number;
}

/** What became of one try. `again` says how long to wait, and how many tries stand to its account. */
export type Outcome =
  | { kind: 'done' }
  | { kind: 'again'; afterMs: number; attempts: number; error: Error }
  | { kind: 'dead'; attempts: number; error: Error };

/** Options filled in: 16 lanes at a time, 10 tries, pauses of 1 s doubling up to 5 min. */
export function consumerOf(run: Consumer['run'], options: ConsumeOptions = {}): Consumer {
  return {
    run,
    concurrency: Math.max(1, options.concurrency ?? 16),
    attempts: Math.max(1, options.attempts ?? 10),
    backoffMs:
      options.backoffMs ??
      ((made) => Math.min(LONGEST_PAUSE_MS, SECOND_MS * 2 ** Math.min(made - 1, 20))),
  };
}

/** Tries a job once. Never rejects, whatever the consumer throws. */
export async function attempt(consumer: Consumer, job: Job): Promise<Outcome> {
  try {
    await consumer.run(job);
    return { kind: 'done' };
  } catch (thrown) {
    return outcomeOf(consumer, job.attempt, asError(thrown));
  }
}

function outcomeOf(consumer: Consumer, attempts: number, error: Error): Outcome {
  if (error instanceof RetryLater) {
    return { kind: 'again', afterMs: pause(error.afterMs), attempts: attempts - 1, error };
  }
  if (attempts >= consumer.attempts) return { kind: 'dead', attempts, error };
  return { kind: 'again', afterMs: pause(consumer.backoffMs(attempts)), attempts, error };
}

/** A pause that is not a number must not become a wait for ever. */
function pause(ms: number): number {
  return Number.isFinite(ms) ? Math.max(0, ms) : SECOND_MS;
}
