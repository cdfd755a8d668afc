import type { JobStore, StoredJob } from '../../src/models/job.js';

/** A job store in memory that survives the queue, not the test; each write takes a turn of the loop. */
export class MemoryJobStore implements JobStore {
  readonly jobs = new Map<string, StoredJob>();
  /** Writes of these kinds fail while named here. */
  readonly broken = new Set<keyof JobStore>();

  keep(job: StoredJob): Promise<boolean> {
    return this.#write('keep', () => {
      if (this.jobs.has(idOf(job.name, job.key))) return false;
      this.jobs.set(idOf(job.name, job.key), { ...job });
      return true;
    });
  }

  finish(name: string, key: string): Promise<void> {
    return this.#write('finish', () => {
      this.jobs.delete(idOf(name, key));
    });
  }

  postpone(name: string, key: string, next: { dueAt: Date; attempts: number }): Promise<void> {
    return this.#write('postpone', () => {
      Object.assign(this.jobs.get(idOf(name, key)) ?? {}, next);
    });
  }

  bury(name: string, key: string, problem: string, at: Date): Promise<void> {
    return this.#write('bury', () => {
      Object.assign(this.jobs.get(idOf(name, key)) ?? {}, { dead: { problem, at } });
    });
  }

  pending(): Promise<StoredJob[]> {
    return this.#write('pending', () =>
      [...this.jobs.values()]
        .filter((job) => !job.dead)
        .sort((a, b) => a.order - b.order)
        .map((job) => ({ ...job })),
    );
  }

  dead(limit: number): Promise<StoredJob[]> {
    return this.#write('dead', () =>
      [...this.jobs.values()]
        .filter((job) => job.dead)
        .sort((a, b) => Number(b.dead?.at) - Number(a.dead?.at))
        .slice(0, limit)
        .map((job) => ({ ...job })),
    );
  }

  revive(name: string, key: string, at: Date): Promise<boolean> {
    return this.#write('revive', () => {
      const job = this.jobs.get(idOf(name, key));
      if (!job?.dead) return false;
      const { dead: _, ...rest } = job;
      this.jobs.set(idOf(name, key), { ...rest, dueAt: at, attempts: 0 });
      return true;
    });
  }

  async #write<T>(verb: keyof JobStore, change: () => T): Promise<T> {
    await Promise.resolve();
    if (this.broken.has(verb)) throw new Error(`disk full at ${verb}`);
    return change();
  }
}

function idOf(name: string, key: string): string {
  return `${name}\n${key}`;
}
