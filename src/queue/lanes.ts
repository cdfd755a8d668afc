import type { StoredJob } from '../models/job.js';
import type { Agenda } from './agenda.js';
import type { Consumer } from './attempt.js';
import { Fifo } from './fifo.js';

/** A job in memory. */
export interface Entry {
  id: string;
  stored: StoredJob;
  attempts: number;
  /** False until the store has it: a lane waits for its head to be durable. A bell need not be. */
  durable: boolean;
  /** Kept in memory alone: the store has nothing to forget. */
  bell: boolean;
  /** Milliseconds since 1970 before which it may not run; 0 for at once. */
  notBefore: number;
}

/** Jobs that must not overtake each other. `busy` while its head runs, is written or waits for its next try. */
export interface Lane {
  id: string;
  name: string;
  jobs: Fifo<Entry>;
  state: 'idle' | 'ready' | 'busy' | 'held';
}

/** The lanes of one queue name that could run now, and who runs them. */
interface Track {
  consumer?: Consumer;
  ready: Fifo<Lane>;
  running: number;
}

/** Runs the head of a lane; must call `free` on the consumer's slot and `release` on the lane. */
export type RunHead = (lane: Lane, entry: Entry, consumer: Consumer) => void;

/** Who may run when: one job a lane, so many lanes a name. Knows neither storage nor consumers' meaning. */
export class Lanes {
  #lanes = new Map<string, Lane>();
  #tracks = new Map<string, Track>();
  #open = false;

  constructor(
    private readonly agenda: Agenda,
    private readonly now: () => number,
    private readonly runHead: RunHead,
  ) {}

  /** Names the consumer of a queue name. */
  consume(name: string, consumer: Consumer): void {
    const track = this.#track(name);
    if (track.consumer) throw new Error(`The queue "${name}" has a consumer already.`);
    track.consumer = consumer;
    this.#pump(track);
  }

  /** Jobs flow from now on, or no longer. */
  set open(open: boolean) {
    this.#open = open;
    for (const track of this.#tracks.values()) this.#pump(track);
  }

  /** Puts a job at the end of its lane. */
  join(entry: Entry): void {
    const lane = this.#lane(entry);
    lane.jobs.push(entry);
    this.nudge(lane);
  }

  /** Looks again whether the head of a job's lane may run. */
  wake(entry: Entry): void {
    this.nudge(this.#lane(entry));
  }

  /** Takes a job out that never became durable. */
  withdraw(entry: Entry): void {
    const lane = this.#lane(entry);
    lane.jobs.remove(entry);
    this.nudge(lane);
  }

  /** A consumer's slot is free again. */
  free(lane: Lane): void {
    const track = this.#track(lane.name);
    track.running -= 1;
    this.#pump(track);
  }

  /** The head is done with (`drop`) or may be tried again; the lane goes on. */
  release(lane: Lane, options: { drop: boolean }): void {
    if (options.drop) lane.jobs.shift();
    lane.state = 'idle';
    this.nudge(lane);
  }

  nudge(lane: Lane): void {
    if (lane.state !== 'idle') return;
    const head = lane.jobs.peek();
    if (!head) {
      this.#lanes.delete(lane.id);
      return;
    }
    if (!head.durable) return;
    if (head.notBefore > 0 && head.notBefore > this.now()) {
      this.#hold(lane, head.notBefore);
      return;
    }
    lane.state = 'ready';
    const track = this.#track(lane.name);
    track.ready.push(lane);
    this.#pump(track);
  }

  /** Jobs that are due or running, and jobs in lanes whose head waits for its next try. */
  count(): { ready: number; held: number } {
    let ready = 0;
    let held = 0;
    for (const lane of this.#lanes.values()) {
      if (lane.state === 'held') held += lane.jobs.size;
      else ready += lane.jobs.size;
    }
    return { ready, held };
  }

  #hold(lane: Lane, until: number): void {
    lane.state = 'held';
    this.agenda.add(until, () => this.release(lane, { drop: false }));
  }

  #pump(track: Track): void {
    const { consumer } = track;
    if (!consumer) return;
    while (this.#open && track.running < consumer.concurrency) {
      const lane = track.ready.shift();
      const head = lane?.jobs.peek();
      if (!lane || !head) return;
      lane.state = 'busy';
      track.running += 1;
      this.runHead(lane, head, consumer);
    }
  }

  #lane(entry: Entry): Lane {
    const { name, lane: laneName } = entry.stored;
    // A job without a lane has one of its own; two line breaks tell them apart.
    const id = laneName === undefined ? entry.id : `${name}\n\n${laneName}`;
    let lane = this.#lanes.get(id);
    if (!lane) {
      lane = { id, name, jobs: new Fifo(), state: 'idle' };
      this.#lanes.set(id, lane);
    }
    return lane;
  }

  #track(name: string): Track {
    let track = this.#tracks.get(name);
    if (!track) {
      track = { ready: new Fifo(), running: 0 };
      this.#tracks.set(name, track);
    }
    return track;
  }
}
