import { asError, SahutError } from '../../errors.js';
import type { Clock } from '../../models/clock.js';
import type { Statements } from './statements.js';

/** How long a write waits for a transaction of somebody else. */
const LONGEST_WAIT_MS = 10_000;

interface Waiting {
  start(): void;
}

interface Outcome {
  settle(): void;
  fail(problem: Error): void;
}

/**
 * The one writer. Writes issued in the same turns of the event loop share one transaction and one
 * fsync (group commit); each resolves after the COMMIT. A session's transaction has the writer for
 * itself, others wait their turn.
 */
export class Writer {
  readonly #sql: Statements;
  readonly #clock: Clock;
  /** Called when a COMMIT failed or a transaction was undone: what is known of the tables is stale. */
  readonly #undone: () => void;
  #batch: Outcome[] | null = null;
  #owner: object | null = null;
  #waiting: Waiting[] = [];
  #idle: (() => void)[] = [];

  constructor(sql: Statements, clock: Clock, undone: () => void) {
    this.#sql = sql;
    this.#clock = clock;
    this.#undone = undone;
  }

  /** True while a session's transaction is open, whose writes only itself may see. */
  get owned(): boolean {
    return this.#owner !== null;
  }

  /** Runs a write now or when the transaction in the way has ended; resolves when it is durable. */
  write<T>(run: () => T): Promise<T> {
    if (this.#owner === null && this.#waiting.length === 0) return this.#inBatch(run);
    return this.#turn().then(() => this.#inBatch(run));
  }

  /** Runs a read that may see the open batch; resolves when what it saw is durable. */
  read<T>(run: () => T): Promise<T> {
    if (this.#batch === null) {
      return new Promise((resolve) => resolve(run()));
    }
    return this.#inBatch(run);
  }

  /** Gives the writer to one owner and begins its transaction. */
  async begin(owner: object): Promise<void> {
    if (this.#owner !== null || this.#waiting.length > 0) await this.#turn();
    this.#commitBatch();
    this.#sql.exec('BEGIN IMMEDIATE');
    this.#owner = owner;
  }

  /** Ends the owner's transaction, durable or undone. */
  end(owner: object, how: 'COMMIT' | 'ROLLBACK'): void {
    if (this.#owner !== owner) return;
    try {
      if (this.#sql.inTransaction) this.#sql.exec(how);
      else if (how === 'COMMIT') throw new Error('SQLite had rolled the transaction back.');
      if (how === 'ROLLBACK') this.#undone();
    } catch (thrown) {
      this.#rollBack();
      throw thrown;
    } finally {
      this.#owner = null;
      this.#next();
    }
  }

  /** Resolves when nothing is open or waiting any more. */
  drained(): Promise<void> {
    if (this.#isIdle()) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #isIdle(): boolean {
    return this.#batch === null && this.#owner === null && this.#waiting.length === 0;
  }

  #inBatch<T>(run: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      try {
        this.#openBatch();
        const batch = this.#batch;
        const result = this.#attempt(run);
        batch?.push({
          settle: () => (result.problem ? reject(result.problem) : resolve(result.value as T)),
          fail: reject,
        });
        if (result.problem && !this.#sql.inTransaction) this.#failBatch(result.problem);
      } catch (thrown) {
        reject(asError(thrown));
      }
    });
  }

  /** A refusal (a duplicate, say) may rest on a neighbour's write: it too is told after the COMMIT. */
  #attempt<T>(run: () => T): { value?: T; problem?: Error } {
    try {
      return { value: run() };
    } catch (thrown) {
      return { problem: asError(thrown) };
    }
  }

  #openBatch(): void {
    if (this.#batch !== null) return;
    this.#sql.exec('BEGIN IMMEDIATE');
    this.#batch = [];
    setImmediate(() => this.#commitBatch());
  }

  #commitBatch(): void {
    const batch = this.#batch;
    if (batch === null) return;
    try {
      this.#sql.exec('COMMIT');
    } catch (thrown) {
      this.#failBatch(asError(thrown));
      return;
    }
    this.#batch = null;
    for (const { settle } of batch) settle();
    this.#tellIdle();
  }

  #failBatch(problem: Error): void {
    const batch = this.#batch ?? [];
    this.#batch = null;
    this.#rollBack();
    for (const { fail } of batch) fail(problem);
    this.#tellIdle();
  }

  #rollBack(): void {
    if (this.#sql.inTransaction) this.#sql.exec('ROLLBACK');
    this.#undone();
  }

  #turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting = {
        start: () => {
          cancel();
          resolve();
        },
      };
      const cancel = this.#clock.after(LONGEST_WAIT_MS, () => {
        this.#waiting = this.#waiting.filter((one) => one !== waiting);
        reject(new SahutError('storage/transaction-timeout'));
      });
      this.#waiting.push(waiting);
    });
  }

  /** Lets those who wait go on, one after the other, until one of them opens a transaction again. */
  #next(): void {
    queueMicrotask(() => {
      if (this.#owner !== null) return;
      const waiting = this.#waiting.shift();
      if (!waiting) {
        this.#tellIdle();
        return;
      }
      waiting.start();
      this.#next();
    });
  }

  #tellIdle(): void {
    if (!this.#isIdle()) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
