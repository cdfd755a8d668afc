import { join } from 'node:path';
import Database from 'libsql';
import { SahutError } from '../errors.js';

/**
 * Takes the data directory for this process: an exclusive lock of the operating system, by way of
 * SQLite, on a file of its own. It ends with the process however that ends, so none goes stale.
 * Returns the function that lets go, once however often it is called. Throws `storage/locked`.
 */
export function lockDirectory(dataDir: string): () => void {
  const holder = new Database(join(dataDir, 'sahut.lock'));
  try {
    holder.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (thrown) {
    holder.close();
    const isBusy = thrown instanceof Error && 'code' in thrown && thrown.code === 'SQLITE_BUSY';
    if (isBusy) throw new SahutError('storage/locked');
    throw thrown;
  }
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    holder.exec('ROLLBACK');
    holder.close();
  };
}
