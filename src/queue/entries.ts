import type { StoredJob } from '../models/job.js';
import type { Entry } from './lanes.js';
import type { AddOptions, DeadJob, Payload } from './queue.js';

/** Which job is meant, in memory. A queue's name has no line break, so that this cannot mean two. */
export function idOf(name: string, key: string): string {
  return `${name}\n${key}`;
}

/**
 * A job that was just asked for. `addedAt` is kept as the moment it joins its lane: a later `dueAt`
 * then always means that it stands in the lane already and holds it, which a restart must respect.
 */
export function newEntry(
  job: { name: string; key: string; payload: Payload; order: number },
  options: AddOptions,
  now: number,
): Entry {
  const joinsAt = new Date(now + Math.max(0, options.delayMs ?? 0));
  const stored: StoredJob = {
    ...job,
    dueAt: joinsAt,
    addedAt: joinsAt,
    attempts: 0,
    ...(options.lane === undefined ? {} : { lane: options.lane }),
  };
  const bell = options.bell === true;
  const id = idOf(job.name, job.key);
  return { id, stored, attempts: 0, durable: bell, bell, notBefore: 0 };
}

/** A job as the store had it, and whether it stands in its lane already. */
export function storedEntry(stored: StoredJob, now: number): { entry: Entry; inLane: boolean } {
  const wasTried = stored.dueAt > stored.addedAt || stored.attempts > 0;
  const entry: Entry = {
    id: idOf(stored.name, stored.key),
    stored,
    attempts: stored.attempts,
    durable: true,
    bell: false,
    notBefore: wasTried ? stored.dueAt.getTime() : 0,
  };
  return { entry, inLane: wasTried || stored.addedAt.getTime() <= now };
}

/** The order in which jobs joined their lanes. */
export function byJoining(a: StoredJob, b: StoredJob): number {
  return a.addedAt.getTime() - b.addedAt.getTime() || a.order - b.order;
}

export function deadJobOf({ name, key, payload, attempts, dead, dueAt }: StoredJob): DeadJob {
  const { problem, at } = dead ?? { problem: '', at: dueAt };
  return { name, key, payload, attempts, problem, diedAt: at };
}
