/** What travels in a job: flat and small, because the database is the record. */
export type JobPayload = Record<string, string | number | boolean | null>;

/** A job of the embedded queue as it is kept. */
export interface StoredJob {
  /** The queue's name, e.g. `read` or `send`. */
  name: string;
  /** Unique within `name`. */
  key: string;
  /** Jobs of one lane (of one name) run one at a time; absent when order does not matter. */
  lane?: string;
  payload: JobPayload;
  dueAt: Date;
  addedAt: Date;
  /** Increases with every job that is added; the order within a lane. */
  order: number;
  /** Tries made so far. */
  attempts: number;
  /** Present when every try failed; the job then waits for a person. */
  dead?: { problem: string; at: Date };
}

/** The verbs of kept jobs, for the embedded queue. Each is one write. */
export interface JobStore {
  /** Keeps a new job. False when a job of that name and key stands already, dead ones included. */
  keep(job: StoredJob): Promise<boolean>;
  /** Forgets a job that is done. */
  finish(name: string, key: string): Promise<void>;
  /** The job comes again at `dueAt`, with so many tries behind it. */
  postpone(name: string, key: string, next: { dueAt: Date; attempts: number }): Promise<void>;
  /** Gives a job up after its last try. */
  bury(name: string, key: string, problem: string, at: Date): Promise<void>;
  /** Every job that is not dead, in `order`: what a start has to load. */
  pending(): Promise<StoredJob[]>;
  /** Dead jobs, latest death first. */
  dead(limit: number): Promise<StoredJob[]>;
  /** Puts a dead job back, due `at`, its tries forgotten. False when there is no such dead job. */
  revive(name: string, key: string, at: Date): Promise<boolean>;
}
