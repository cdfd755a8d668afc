import { asError, SahutError } from '../../errors.js';
import type { Clock } from '../../models/clock.js';
import type { LogFile } from './log-file.js';
import type { Statements } from './statements.js';

/** How long a write waits for a transaction of somebody else. */
const LONGEST_WAIT_MS = 10_000;
/**
 * When a write is gone that its caller was told of early, none is taken for so long: whoever is about
 * to build on it fails, looks again, and finds it gone.
 */
const REFUSED_FOR_MS = 1_000;

interface Waiting {
  start(): void;
}

interface Outcome {
  settle(): void;
  fail(problem: Error): void;
}

/** The outcome of a write whose caller was told already: it goes to the disk all the same. */
const TOLD: Outcome = { settle() {}, fail() {} };

interface Parts {
  sql: Statements;
  log: LogFile;
  clock: Clock;
  /** Writes what is kept back, and COMMITs. */
  commit: () => void;
  /** Called when a COMMIT failed or a transaction was undone: what is known of the tables is stale. */
  undone: () => void;
}

/**
 * The one writer. Writes share one transaction and one fsync with those that are issued in the same
 * turn of the event loop or while the disk is busy with the fsync before (group commit); each
 * resolves when it is durable. A session's transaction has the writer for itself, others wait their
 * turn.
 */
export class Writer {
  readonly #sql: Statements;
  readonly #log: LogFile;
  readonly #clock: Clock;
  readonly #commit: () => void;
  readonly #undone: () => void;
  #batch: Outcome[] | null = null;
  /** Committed, but not known to be on the disk. */
  #committed: Outcome[] = [];
  #syncing = false;
  #owner: object | null = null;
  #waiting: Waiting[] = [];
  #idle: (() => void)[] = [];
  #refusal: Error | null = null;

  constructor({ sql, log, clock, commit, undone }: Parts) {
    this.#sql = sql;
    this.#log = log;
    this.#clock = clock;
    this.#commit = commit;
    this.#undone = undone;
  }

  /** True while a session's transaction is open, whose writes only itself may see. */
  get owned(): boolean {
    return this.#owner !== null;
  }

  /**
   * Runs a write now or when the transaction in the way has ended. Resolves when it is durable, or,
   * `soon`, when it is written.
   */
  write<T>(run: () => T, { soon = false } = {}): Promise<T> {
    if (this.#owner === null && this.#waiting.length === 0) return this.#inBatch(run, soon);
    return this.#turn().then(() => this.#inBatch(run, soon));
  }

  /** Gives the writer to one owner and begins its transaction. */
  async begin(owner: object): Promise<void> {
    if (this.#owner !== null || this.#waiting.length > 0) await this.#turn();
    this.#commitBatch();
    if (this.#refusal) throw this.#refusal;
    this.#sql.exec('BEGIN IMMEDIATE');
    this.#owner = owner;
  }

  /** Commits the owner's transaction; resolves when it is durable. */
  async commit(owner: object): Promise<void> {
    this.#end(owner, () => {
      if (!this.#sql.inTransaction) throw new Error('SQLite had rolled the transaction back.');
      this.#commit();
    });
    await this.durable();
  }

  /** Undoes the owner's transaction. */
  undo(owner: object): void {
    this.#end(owner, () => this.#rollBack());
  }

  /** Resolves when everything that was committed before is durable. */
  durable(): Promise<void> {
    return new Promise((settle, fail) => {
      this.#committed.push({ settle, fail });
      this.#sync();
    });
  }

  /** Resolves when nothing is open or waiting any more. */
  drained(): Promise<void> {
    if (this.#isIdle()) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #isIdle(): boolean {
    const isWritten = this.#batch === null && this.#committed.length === 0 && !this.#syncing;
    return isWritten && this.#owner === null && this.#waiting.length === 0;
  }

  #end(owner: object, how: () => void): void {
    if (this.#owner !== owner) return;
    try {
      how();
    } catch (thrown) {
      this.#rollBack();
      throw thrown;
    } finally {
      this.#owner = null;
      this.#next();
    }
  }

  #inBatch<T>(run: () => T, soon: boolean): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      try {
        this.#openBatch();
        const batch = this.#batch;
        const result = this.#attempt(run);
        const settle = () => (result.problem ? reject(result.problem) : resolve(result.value as T));
        if (soon) settle();
        batch?.push(soon ? TOLD : { settle, fail: reject });
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
    if (this.#refusal) throw this.#refusal;
    this.#sql.exec('BEGIN IMMEDIATE');
    this.#batch = [];
    if (!this.#syncing) setImmediate(() => this.#commitBatch());
  }

  #commitBatch(): void {
    const batch = this.#batch;
    if (batch === null) return;
    try {
      this.#commit();
    } catch (thrown) {
      this.#failBatch(asError(thrown));
      return;
    }
    this.#batch = null;
    for (const outcome of batch) this.#committed.push(outcome);
    this.#sync();
  }

  /** One fsync at a time; what is committed meanwhile has the next one. */
  #sync(): void {
    if (this.#syncing || this.#committed.length === 0) return;
    this.#syncing = true;
    const synced = this.#committed;
    this.#committed = [];
    this.#log.sync((problem) => {
      this.#syncing = false;
      for (const { settle, fail } of synced) problem ? fail(problem) : settle();
      // Who was waiting goes on first, and writes into the open batch.
      if (this.#batch) setImmediate(() => this.#commitBatch());
      this.#sync();
      this.#tellIdle();
    });
  }

  #failBatch(problem: Error): void {
    const batch = this.#batch ?? [];
    this.#batch = null;
    this.#rollBack();
    if (batch.includes(TOLD)) this.#refuse(problem);
    for (const { fail } of batch) fail(problem);
    this.#tellIdle();
  }

  #refuse(problem: Error): void {
    this.#refusal = problem;
    this.#clock.after(REFUSED_FOR_MS, () => {
      this.#refusal = null;
    });
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
