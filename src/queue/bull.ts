import { randomUUID } from 'node:crypto';
import type Bull from 'bull';
import { asError } from '../errors.js';
import type { Logger } from '../log.js';
import type { Clock } from '../models/clock.js';
import { attempt, type Consumer, consumerOf, type Outcome } from './attempt.js';
import type { AddOptions, ConsumeOptions, DeadJob, Job, Payload, Queue } from './queue.js';
import { type Head, type RedisDeadJob, type RedisJob, RedisJobs } from './redis-jobs.js';
import { Again, type BellData, checkRedis, createBull, type Link } from './redis-link.js';

const PAUSE_MS = 25;
const REWRITE_AFTER_MS = 1000;
const LOCK_MS = 30_000;

interface Parts {
  redisUrl: string;
  /** Starts every key, so that several installations can share a Redis. */
  prefix: string;
  clock: Clock;
  log: Logger;
  /** How long a process may be silent before its running jobs go to another one; for tests. */
  lockMs?: number;
}

/**
 * The queue of several processes, over bull and Redis.
 *
 * Jobs stand in lanes (lists) that scripts change in one step; bull carries bells. Only the head of
 * a lane has a bell, and one bell runs in one process: this gives order and solitude across processes
 * without locks to renew. A bell that rings for nothing is harmless and rings the true head, and a
 * start rings all heads: a kill between keeping a job and ringing for it loses nothing.
 */
export function createBullQueue(parts: Parts): Queue {
  return new BullQueue(parts);
}

class BullQueue implements Queue {
  #link: Link;
  #bulls = new Map<string, Bull.Queue<BellData>>();
  #consumers = new Map<string, Consumer>();
  #control: Bull.Queue<BellData>;
  #jobs: RedisJobs;
  #active = 0;
  #state: 'new' | 'open' | 'closing' | 'closed' = 'new';

  constructor(private readonly parts: Parts) {
    this.#link = { lockMs: LOCK_MS, ...parts };
    this.#control = createBull('control', this.#link);
    this.#jobs = new RedisJobs(this.#control.client, parts.prefix);
  }

  async add(name: string, payload: Payload, options: AddOptions = {}): Promise<void> {
    if (this.#state === 'closed') throw new Error('The queue is closed.');
    const ticket = randomUUID();
    const delayMs = Math.max(0, options.delayMs ?? 0);
    const job: RedisJob = {
      name,
      key: options.key ?? ticket,
      lane: JSON.stringify(options.lane === undefined ? [name, ticket, 0] : [name, options.lane]),
      payload,
      ticket,
      attempts: 0,
      ...(delayMs > 0 ? { joinsAt: this.#now() + delayMs } : {}),
    };
    const head = await this.#jobs.add(job);
    if (!head) return;
    if (job.joinsAt !== undefined) await this.#ringLater(job, head);
    else await this.#ring(job, head);
  }

  consume(name: string, run: (job: Job) => Promise<void>, options?: ConsumeOptions): void {
    if (this.#consumers.has(name)) throw new Error(`The queue "${name}" has a consumer already.`);
    const consumer = consumerOf(run, options);
    this.#consumers.set(name, consumer);
    if (this.#state === 'open') this.#listen(name, consumer);
  }

  async start(): Promise<void> {
    try {
      await checkRedis(this.#control, this.parts);
      await this.#ringAll();
    } catch (thrown) {
      await this.close(0);
      throw asError(thrown);
    }
    this.#state = 'open';
    for (const [name, consumer] of this.#consumers) this.#listen(name, consumer);
  }

  async dead(limit = 100): Promise<DeadJob[]> {
    return (await this.#jobs.dead(limit)).map(deadJobOf);
  }

  async revive(name: string, key: string): Promise<boolean> {
    const ticket = randomUUID();
    const head = await this.#jobs.revive(name, key, ticket);
    if (!head) return false;
    const job = await this.#jobs.find(head.field);
    if (job) await this.#ring(job, head);
    return true;
  }

  async depth(): Promise<{ ready: number; delayed: number; dead: number }> {
    const { alive, dead } = await this.#jobs.count();
    const names = await this.#jobs.names();
    const counts = await Promise.all(names.map((name) => this.#bull(name).getDelayedCount()));
    const delayed = counts.reduce((sum, count) => sum + count, 0);
    return { ready: Math.max(0, alive - delayed), delayed, dead };
  }

  async idle(): Promise<void> {
    while (this.#state === 'open' && (await this.#busy())) await this.#pause(PAUSE_MS);
  }

  async close(graceMs = 10_000): Promise<void> {
    if (this.#state === 'closed') return;
    const wasOpen = this.#state === 'open';
    this.#state = 'closing';
    const all = [...this.#bulls.values(), this.#control];
    if (wasOpen) {
      await Promise.allSettled(all.map((bull) => bull.pause(true, true)));
      const until = this.#now() + graceMs;
      while (this.#active > 0 && this.#now() < until) await this.#pause(PAUSE_MS);
    }
    this.#state = 'closed';
    await Promise.allSettled(all.map((bull) => bull.close(true)));
  }

  #now(): number {
    return this.parts.clock.now().getTime();
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.parts.clock.after(ms, resolve));
  }

  #bull(name: string): Bull.Queue<BellData> {
    let bull = this.#bulls.get(name);
    if (!bull) {
      bull = createBull(`queue-${name}`, this.#link);
      this.#bulls.set(name, bull);
    }
    return bull;
  }

  async #busy(): Promise<boolean> {
    if (this.#active > 0) return true;
    const counts = await Promise.all(
      [...this.#consumers.keys()].map((name) => this.#bull(name).getJobCounts()),
    );
    return counts.some(({ waiting, active }) => waiting + active > 0);
  }

  /** Rings for the head of a lane; a bell that hangs there already stays the only one. */
  async #ring(job: { name: string; lane: string }, head: Head): Promise<void> {
    const bell: BellData = { ...head, lane: job.lane, act: 'run' };
    await this.#bull(job.name).add(bell, { ...BELL, jobId: head.ticket });
  }

  async #ringLater(job: RedisJob, head: Head): Promise<void> {
    const bell: BellData = { ...head, lane: job.lane, act: 'join' };
    const delay = Math.max(0, (job.joinsAt ?? 0) - this.#now());
    await this.#bull(job.name).add(bell, { ...BELL, jobId: `join-${head.ticket}`, delay });
  }

  /** Heals what a kill left between keeping and ringing. */
  async #ringAll(): Promise<void> {
    for await (const jobs of this.#jobs.all()) {
      await Promise.all(jobs.map((job) => this.#ringAgain(job)));
    }
  }

  async #ringAgain(job: RedisJob): Promise<void> {
    if (job.joinsAt !== undefined) {
      const field = JSON.stringify([job.name, job.key]);
      await this.#ringLater(job, { ticket: job.ticket, field });
      return;
    }
    const head = await this.#jobs.head(job.lane);
    if (head) await this.#ring(job, head);
  }

  #listen(name: string, consumer: Consumer): void {
    void this.#bull(name)
      .process(consumer.concurrency, (bell: Bull.Job<BellData>) =>
        this.#answer({ name, consumer, bell: bell.data }),
      )
      .catch((thrown) => {
        if (this.#state === 'open') {
          this.parts.log.error({ queue: name, err: asError(thrown) }, 'Listening ended.');
        }
      });
  }

  async #answer(call: { name: string; consumer: Consumer; bell: BellData }): Promise<void> {
    // bull takes a few bells more while it closes: they go back for another process.
    if (this.#state !== 'open' && call.bell.act === 'run') throw new Again(PAUSE_MS, 'closing');
    this.#active += 1;
    try {
      const job = await this.#jobs.find(call.bell.field);
      const isCurrent = job?.ticket === call.bell.ticket;
      if (job && isCurrent && call.bell.act === 'run') await this.#try(job, call.consumer);
      else if (job && isCurrent) await this.#goOn(job, await this.#jobs.join(job));
      else await this.#goOn({ name: call.name, lane: call.bell.lane });
    } finally {
      this.#active -= 1;
    }
  }

  async #goOn(lane: { name: string; lane: string }, known?: Head | null): Promise<void> {
    const head = known === undefined ? await this.#jobs.head(lane.lane) : known;
    if (head) await this.#ring(lane, head);
  }

  async #try(job: RedisJob, consumer: Consumer): Promise<void> {
    const { name, key, payload } = job;
    const outcome = await attempt(consumer, { name, key, payload, attempt: job.attempts + 1 });
    // Closed meanwhile: the bell must not count as heard, so that another process takes it up.
    if (this.#state === 'closed') throw new Again(0, 'closed');
    if (outcome.kind === 'again') await this.#postpone(job, outcome);
    const head = await this.#insist(() => this.#end(job, outcome));
    await this.#goOn(job, head);
  }

  async #postpone(job: RedisJob, next: Extract<Outcome, { kind: 'again' }>): Promise<never> {
    const { attempts, error, afterMs } = next;
    this.parts.log.warn({ queue: job.name, attempts, err: error }, 'Job will be tried again.');
    await this.#jobs.postpone({ ...job, attempts });
    throw new Again(afterMs, 'to be tried again');
  }

  #end(job: RedisJob, outcome: Outcome): Promise<Head | null> {
    if (outcome.kind !== 'dead') return this.#jobs.end(job);
    const { attempts, error } = outcome;
    this.parts.log.error({ queue: job.name, attempts, err: error }, 'Job given up.');
    const problem = error.message || error.name;
    return this.#jobs.end({ ...job, attempts }, { problem, diedAt: this.#now() });
  }

  /** What was done must not be done again because Redis was away for a moment. */
  async #insist<T>(write: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await write();
      } catch (thrown) {
        if (this.#state === 'closed') throw thrown;
        this.parts.log.error({ err: asError(thrown) }, 'Job end was not kept.');
        await this.#pause(REWRITE_AFTER_MS);
      }
    }
  }
}

/** bull may try a bell as often as it likes: the job itself counts its tries. */
const BELL = {
  attempts: Number.MAX_SAFE_INTEGER,
  backoff: { type: 'again' },
  removeOnComplete: true,
  removeOnFail: true,
  stackTraceLimit: 1,
} as const satisfies Bull.JobOptions;

function deadJobOf(job: RedisDeadJob): DeadJob {
  const { name, key, payload, attempts, problem, diedAt } = job;
  return { name, key, payload, attempts, problem, diedAt: new Date(diedAt) };
}
