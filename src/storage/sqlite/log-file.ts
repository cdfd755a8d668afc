import { closeSync, fdatasync, openSync } from 'node:fs';
import { asError } from '../../errors.js';

/**
 * SQLite's write-ahead log, made durable beside the event loop. With `synchronous = NORMAL` a COMMIT
 * writes the log but does not wait for the disk; this does, as `FULL` would have inside the COMMIT.
 * The log is written front to back: a sync makes every COMMIT before it durable.
 */
export class LogFile {
  readonly #path: string;
  #fd: number | null = null;
  #broken: Error | null = null;

  /** `file` is the database's; its log exists after the first COMMIT. */
  constructor(file: string) {
    this.#path = `${file}-wal`;
  }

  /**
   * Calls back when what was committed so far is on the disk. After a failure it fails for ever:
   * the system may have dropped what it could not write, and would call the next attempt a success.
   */
  sync(done: (problem: Error | null) => void): void {
    try {
      if (this.#broken) throw this.#broken;
      this.#fd ??= openSync(this.#path, 'r+');
      fdatasync(this.#fd, (problem) => {
        this.#broken = problem;
        done(problem);
      });
    } catch (thrown) {
      done(asError(thrown));
    }
  }

  /** Before the database is closed. */
  close(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }
}
