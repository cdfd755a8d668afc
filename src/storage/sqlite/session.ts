import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { asError } from '../../errors.js';
import { serverError } from './errors.js';
import type { Writer } from './writer.js';

type State = 'none' | 'starting' | 'open' | 'aborted' | 'committed';

/**
 * A session with transactions, one at a time over the whole database. As on MongoDB, an operation
 * that fails undoes its transaction at once, whether or not the caller catches the error.
 */
export class ClientSession {
  readonly id = { id: randomUUID() };
  hasEnded = false;
  readonly #writer: Writer;
  #state: State = 'none';
  #beginning: Promise<void> | null = null;

  constructor(writer: Writer) {
    this.#writer = writer;
  }

  /** The session asked of an operation; null without one or outside a transaction. */
  static in(options: { session?: unknown } | undefined): ClientSession | null {
    const session = options?.session;
    return session instanceof ClientSession && session.#isInvolved() ? session : null;
  }

  inTransaction(): boolean {
    return this.#state === 'starting' || this.#state === 'open';
  }

  startTransaction(): void {
    if (this.inTransaction())
      throw new mongoose.mongo.MongoTransactionError('Transaction already in progress');
    this.#state = 'starting';
    this.#beginning = null;
  }

  async commitTransaction(): Promise<void> {
    if (this.#state === 'aborted') throw gone();
    if (this.#state === 'open') return this.#commit();
    if (!this.#isInvolved() && this.#state !== 'committed') throw notStarted();
    this.#state = 'committed';
  }

  async #commit(): Promise<void> {
    const durable = this.#writer.commit(this);
    this.#state = 'committed';
    try {
      await durable;
    } catch (thrown) {
      this.#state = 'aborted';
      throw thrown;
    }
  }

  async abortTransaction(): Promise<void> {
    if (!this.#isInvolved()) throw notStarted();
    this.#undo();
    this.#state = 'none';
  }

  /** Runs the function in a transaction; commits when it returns, undoes when it throws. */
  async withTransaction<T>(run: (session: this) => Promise<T>): Promise<T> {
    this.startTransaction();
    try {
      const result = await run(this);
      if (this.inTransaction()) await this.commitTransaction();
      else if (this.#state === 'aborted') throw gone();
      return result;
    } catch (thrown) {
      this.#undo();
      this.#state = 'none';
      throw thrown;
    }
  }

  async endSession(): Promise<void> {
    this.#undo();
    this.#state = 'none';
    this.hasEnded = true;
  }

  /** Runs one operation inside the transaction, beginning it when it is the first. */
  async run<T>(operation: () => T): Promise<T> {
    if (this.#state === 'aborted') throw gone();
    this.#beginning ??= this.#writer.begin(this);
    try {
      await this.#beginning;
      if (this.#state === 'starting') this.#state = 'open';
      if (this.#state !== 'open') throw gone();
      return operation();
    } catch (thrown) {
      this.#undo();
      this.#state = 'aborted';
      throw asError(thrown);
    }
  }

  toBSON(): never {
    throw new Error('A session cannot be stored.');
  }

  #isInvolved(): boolean {
    return this.inTransaction() || this.#state === 'aborted';
  }

  #undo(): void {
    if (this.#state === 'open') this.#writer.undo(this);
    else if (this.#beginning && this.#state === 'starting') {
      this.#beginning.then(() => this.#writer.undo(this)).catch(() => {});
    }
  }
}

function gone(): Error {
  return serverError(251, 'NoSuchTransaction', 'The transaction has been aborted.');
}

function notStarted(): Error {
  return new mongoose.mongo.MongoTransactionError('No transaction started');
}
