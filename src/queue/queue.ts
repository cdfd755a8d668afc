/** What travels in a job. Small: the database is the record, a job only rings the bell. */
export type Payload = Record<string, string | number | boolean | null>;

export interface Job {
  name: string;
  payload: Payload;
  /** 1 at the first try. */
  attempt: number;
  key: string;
}

export interface AddOptions {
  /** Adding a key that is already waiting or running changes nothing. A random one when absent. */
  key?: string;
  /** Jobs of one lane (of one name) run one at a time, in the order in which they were added. */
  lane?: string;
  /** Not before so many milliseconds from now. A delayed job joins its lane when it is due. */
  delayMs?: number;
  /**
   * True when the database says itself what is to be done, and a start looks there: a lost job is
   * then a bell rung late (docs/decisions/0003). The embedded engine keeps such a job in memory
   * until it dies; bull keeps it like any other.
   */
  bell?: boolean;
}

export interface ConsumeOptions {
  /** How many lanes run at the same time. */
  concurrency?: number;
  /** Tries before a job is dead. */
  attempts?: number;
  /** Pause before the next try, given the number of tries made. */
  backoffMs?: (attemptsMade: number) => number;
}

/** A job that failed every time; kept until a person deals with it. */
export interface DeadJob {
  name: string;
  key: string;
  payload: Payload;
  attempts: number;
  problem: string;
  diedAt: Date;
}

/** Thrown by a consumer that knows when to come back (a vendor's `retry_after`); costs no attempt. */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';
  constructor(
    readonly afterMs: number,
    reason: string,
  ) {
    super(reason);
  }
}

/**
 * Four verbs over whichever engine is configured. At least once: a consumer must be safe to repeat.
 * A failing job holds its lane until it succeeds or dies, so that order is kept.
 */
export interface Queue {
  /** Resolves when the job is durable. */
  add(name: string, payload: Payload, options?: AddOptions): Promise<void>;
  /** One consumer a name; jobs start to flow at `start`. */
  consume(name: string, run: (job: Job) => Promise<void>, options?: ConsumeOptions): void;
  start(): Promise<void>;
  /** Jobs given up, newest first. */
  dead(limit?: number): Promise<DeadJob[]>;
  /** Puts a dead job back, with its attempts forgotten. False when there is none. */
  revive(name: string, key: string): Promise<boolean>;
  /** For metrics: jobs due or running, and jobs waiting for their time. */
  depth(): Promise<{ ready: number; delayed: number; dead: number }>;
  /** Resolves when nothing is due or running; for tests and orderly shutdown. */
  idle(): Promise<void>;
  /** Lets running jobs finish (up to `graceMs`), then stops; nothing is lost. */
  close(graceMs?: number): Promise<void>;
}
