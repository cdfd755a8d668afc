import { SahutError } from '../../errors.js';
import type { Clock } from '../../models/clock.js';
import { Catalog } from './catalog.js';
import { LogFile } from './log-file.js';
import type { Options } from './options.js';
import { type QueryListener, QueryReports } from './report.js';
import { ClientSession } from './session.js';
import { Statements } from './statements.js';
import { Writer } from './writer.js';

type WriteOptions = Pick<Options, 'session' | 'writeConcern'>;

/**
 * One open database: a connection that writes and reads, and a second one that reads what is
 * committed while a transaction of a session has the first for itself.
 */
export class Engine {
  readonly sql: Statements;
  readonly catalog: Catalog;
  readonly writer: Writer;
  readonly reports: QueryReports;
  readonly clock: Clock;
  readonly #file: string;
  readonly #log: LogFile;
  #reader: Statements | null = null;

  constructor(file: string, clock: Clock) {
    this.#file = file;
    this.clock = clock;
    this.sql = open(file);
    assertFormat(this.sql);
    this.catalog = new Catalog(this.sql);
    this.#log = new LogFile(file);
    const undone = () => this.catalog.reload();
    const commit = () => this.#commit();
    this.writer = new Writer({ sql: this.sql, log: this.#log, clock, commit, undone });
    this.reports = new QueryReports();
  }

  /** Runs a write; resolves when it is durable, with `j: false` as soon as it is written. */
  write<T>(options: WriteOptions | undefined, run: (sql: Statements) => T): Promise<T> {
    const session = ClientSession.in(options);
    const operation = () => run(this.sql);
    if (session) return session.run(operation);
    return this.writer.write(operation, { soon: options?.writeConcern?.j === false });
  }

  /**
   * Runs a read at once. It sees what others have written and will be durable no later than anything
   * that is written after it; inside a transaction, also what that wrote.
   */
  read<T>(options: { session?: unknown } | undefined, run: (sql: Statements) => T): Promise<T> {
    const session = ClientSession.in(options);
    if (session) return session.run(() => run(this.sql));
    return new Promise((resolve) => {
      if (!this.writer.owned) return resolve(run(this.sql));
      this.#reader ??= open(this.#file);
      resolve(run(this.#reader));
    });
  }

  /** What the tables keep back is written with everything else. */
  #commit(): void {
    for (const table of this.catalog.tables) table.rows.tellAll();
    this.sql.exec('COMMIT');
  }

  /** Several statements that stand or fall together, within a write. */
  atomically<T>(run: () => T): T {
    for (const table of this.catalog.tables) table.rows.tellAll();
    this.sql.exec('SAVEPOINT step');
    try {
      const result = run();
      this.sql.exec('RELEASE step');
      return result;
    } catch (thrown) {
      if (this.sql.inTransaction) this.sql.exec('ROLLBACK TO step; RELEASE step');
      this.catalog.reload();
      throw thrown;
    }
  }

  startSession(): ClientSession {
    return new ClientSession(this.writer);
  }

  /** Tells how every query is served, until the returned function is called. */
  onQuery(listener: QueryListener): () => void {
    return this.reports.listen(listener);
  }

  async close(): Promise<void> {
    await this.writer.drained();
    this.#reader?.close();
    this.#log.close();
    this.#emptyLog();
    this.sql.close();
  }

  /** libsql leaves SQLite's log behind: emptied, the database is one file that can be copied. */
  #emptyLog(): void {
    try {
      this.sql.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // The disk is full, say: what is in the log is read from there at the next start.
    }
  }
}

function open(file: string): Statements {
  const sql = new Statements(file);
  sql.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 8000');
  // Not FULL: the writer waits for the disk itself, beside the event loop (see LogFile).
  sql.exec('PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY');
  return sql;
}

/** The version of the way in which documents are kept; raised when an older Sahut could not read it. */
const FORMAT = 1;

function assertFormat(sql: Statements): void {
  const written = Number(sql.get('PRAGMA user_version')?.[0]);
  if (written > FORMAT) {
    sql.close();
    throw new SahutError('storage/newer-data');
  }
  if (written < FORMAT) sql.exec(`PRAGMA user_version = ${FORMAT}`);
}
