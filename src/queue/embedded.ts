import { randomUUID } from 'node:crypto';
import { asError } from '../errors.js';
import type { Logger } from '../log.js';
import type { Clock } from '../models/clock.js';
import type { JobStore, StoredJob } from '../models/job.js';
import { Agenda } from './agenda.js';
import { attempt, type Consumer, consumerOf, type Outcome } from './attempt.js';
import { Departures } from './departures.js';
import { byJoining, deadJobOf, idOf, newEntry, storedEntry } from './entries.js';
import { type Entry, type Lane, Lanes } from './lanes.js';
import type {
  AddOptions,
  ConsumeOptions,
  DeadJob,
  Job,
  Payload,
  Queue as QueueContract,
} from './queue.js';

/** More dead jobs than this are not counted one by one. */
const DEAD_COUNTED = 10_000;

interface Parts {
  jobs: JobStore;
  clock: Clock;
  log: Logger;
}

/**
 * The queue of a single process, kept in the house's own storage. Scheduling happens in memory;
 * the store is written before `add` resolves and when a job is done, postponed or dead, and read
 * once at the start, so that a kill loses nothing.
 */
export function createEmbeddedQueue(parts: Parts): QueueContract {
  return new EmbeddedQueue(parts);
}

/** A job that is known, and the write that makes it durable: a second `add` waits for the same one. */
interface Known {
  entry: Entry;
  kept: Promise<void>;
}

class EmbeddedQueue implements QueueContract {
  #known = new Map<string, Known>();
  #agenda: Agenda;
  #departures: Departures;
  #lanes: Lanes;
  #loaded: Promise<void> | undefined;
  #order = 0;
  #active = 0;
  #delayed = 0;
  #dead = 0;
  #idlers: (() => void)[] = [];
  #closed = false;

  constructor(private readonly parts: Parts) {
    this.#agenda = new Agenda(parts.clock);
    const now = (): number => this.#now();
    this.#departures = new Departures({ agenda: this.#agenda, now, log: parts.log });
    this.#lanes = new Lanes(
      this.#agenda,
      now,
      (lane, entry, consumer) => void this.#runHead(lane, entry, consumer),
    );
  }

  async add(name: string, payload: Payload, options: AddOptions = {}): Promise<void> {
    this.#refuseWhenClosed();
    const key = options.key ?? randomUUID();
    const id = idOf(name, key);
    // Not awaited when there is nothing to await: calls made in order keep their order.
    if (!this.#order) await this.#load();
    // The same key may be on its way out: until that is written, the store would refuse it.
    if (this.#departures.has(id)) await this.#departures.over(id);
    const known = this.#known.get(id);
    if (known) return known.kept;
    this.#order += 1;
    const entry = newEntry({ name, key, payload, order: this.#order }, options, this.#now());
    const kept = this.#keep(entry);
    this.#known.set(id, { entry, kept });
    return kept;
  }

  consume(name: string, run: (job: Job) => Promise<void>, options?: ConsumeOptions): void {
    this.#lanes.consume(name, consumerOf(run, options));
  }

  async start(): Promise<void> {
    this.#refuseWhenClosed();
    await this.#load();
    this.#lanes.open = true;
  }

  async dead(limit = 100): Promise<DeadJob[]> {
    return (await this.parts.jobs.dead(limit)).map(deadJobOf);
  }

  async revive(name: string, key: string): Promise<boolean> {
    await this.#load();
    const revived = await this.parts.jobs.revive(name, key, this.parts.clock.now());
    if (!revived) return false;
    this.#dead -= 1;
    // The store's verb returns no job, and reviving is rare: read what is pending.
    const pending = await this.parts.jobs.pending();
    const stored = pending.find((job) => job.name === name && job.key === key);
    if (stored) this.#adopt(stored);
    return true;
  }

  async depth(): Promise<{ ready: number; delayed: number; dead: number }> {
    const { ready, held } = this.#lanes.count();
    return { ready, delayed: held + this.#delayed, dead: this.#dead };
  }

  idle(): Promise<void> {
    if (this.#active === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idlers.push(resolve));
  }

  async close(graceMs = 10_000): Promise<void> {
    this.#lanes.open = false;
    let cancel: () => void = () => {};
    const graceOver = new Promise<void>((resolve) => {
      cancel = this.parts.clock.after(graceMs, resolve);
    });
    await Promise.race([this.idle(), graceOver]);
    cancel();
    this.#closed = true;
    this.#agenda.clear();
  }

  #now(): number {
    return this.parts.clock.now().getTime();
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new Error('The queue is closed.');
  }

  /** Takes the place in the lane at once, so that the order is that of the calls, then writes. */
  async #keep(entry: Entry): Promise<void> {
    const delayed = entry.stored.addedAt.getTime() > this.#now();
    if (!delayed) this.#lanes.join(entry);
    if (entry.bell) {
      if (delayed) this.#joinLater(entry);
      return;
    }
    const fresh = await this.parts.jobs.keep(entry.stored).catch((thrown) => {
      this.#giveUpPlace(entry, delayed);
      throw asError(thrown);
    });
    if (!fresh) return this.#giveUpPlace(entry, delayed);
    entry.durable = true;
    if (delayed) this.#joinLater(entry);
    else this.#lanes.wake(entry);
  }

  #giveUpPlace(entry: Entry, delayed: boolean): void {
    this.#known.delete(entry.id);
    if (!delayed) this.#lanes.withdraw(entry);
  }

  #joinLater(entry: Entry): void {
    this.#delayed += 1;
    this.#agenda.add(entry.stored.addedAt.getTime(), () => {
      this.#delayed -= 1;
      this.#lanes.join(entry);
    });
  }

  #load(): Promise<void> {
    this.#loaded ??= this.#readStore().catch((thrown) => {
      this.#loaded = undefined;
      throw asError(thrown);
    });
    return this.#loaded;
  }

  async #readStore(): Promise<void> {
    const jobs = await this.parts.jobs.pending();
    this.#dead = (await this.parts.jobs.dead(DEAD_COUNTED)).length;
    for (const job of jobs.toSorted(byJoining)) this.#adopt(job);
    this.#order = jobs.reduce((highest, job) => Math.max(highest, job.order), 1);
  }

  /** Takes a job over from the store. */
  #adopt(stored: StoredJob): void {
    const { entry, inLane } = storedEntry(stored, this.#now());
    if (this.#known.has(entry.id)) return;
    this.#known.set(entry.id, { entry, kept: Promise.resolve() });
    if (inLane) this.#lanes.join(entry);
    else this.#joinLater(entry);
  }

  async #runHead(lane: Lane, entry: Entry, consumer: Consumer): Promise<void> {
    this.#active += 1;
    const { name, key, payload } = entry.stored;
    const outcome = await attempt(consumer, { name, key, payload, attempt: entry.attempts + 1 });
    this.#lanes.free(lane);
    // Closed meanwhile: the store may be gone. The job stays kept and runs again at the next start.
    if (!this.#closed) await this.#settle(lane, entry, outcome);
    this.#active -= 1;
    if (this.#active === 0) for (const resolve of this.#idlers.splice(0)) resolve();
  }

  async #settle(lane: Lane, entry: Entry, outcome: Outcome): Promise<void> {
    const { jobs, clock, log } = this.parts;
    const { name, key } = entry.stored;
    if (outcome.kind === 'again') return this.#postpone(lane, entry, outcome);
    if (outcome.kind === 'done') {
      if (entry.bell) return this.#forget(lane, entry);
      return this.#leave(lane, entry, () => jobs.finish(name, key));
    }
    log.error({ queue: name, attempts: outcome.attempts, err: outcome.error }, 'Job given up.');
    if (!entry.bell) this.#dead += 1;
    const problem = outcome.error.message || outcome.error.name;
    await this.#leave(lane, entry, async () => {
      // Died before, or kept by a write of its end that failed halfway: it lies there once.
      if (entry.bell && (await jobs.keep(entry.stored))) this.#dead += 1;
      await jobs.postpone(name, key, { dueAt: clock.now(), attempts: outcome.attempts });
      await jobs.bury(name, key, problem, clock.now());
    });
  }

  async #postpone(
    lane: Lane,
    entry: Entry,
    next: Extract<Outcome, { kind: 'again' }>,
  ): Promise<void> {
    const { jobs, log } = this.parts;
    const { name, key } = entry.stored;
    entry.attempts = next.attempts;
    entry.notBefore = this.#now() + next.afterMs;
    log.warn({ queue: name, attempts: next.attempts, err: next.error }, 'Job will be tried again.');
    try {
      const dueAt = new Date(entry.notBefore);
      if (!entry.bell) await jobs.postpone(name, key, { dueAt, attempts: next.attempts });
    } catch (thrown) {
      // Memory knows; after a kill the job would only come back sooner.
      log.error({ queue: name, err: asError(thrown) }, 'Postponing a job was not kept.');
    }
    this.#lanes.release(lane, { drop: false });
  }

  /** The last write of a job. Its lane goes on after it; other lanes do not wait. */
  #leave(lane: Lane, entry: Entry, write: () => Promise<void>): Promise<void> {
    const gone = (): void => this.#forget(lane, entry);
    return this.#departures.leave({ id: entry.id, queue: lane.name, write, gone });
  }

  #forget(lane: Lane, entry: Entry): void {
    this.#known.delete(entry.id);
    this.#lanes.release(lane, { drop: true });
  }
}
