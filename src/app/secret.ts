import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY_BYTES = 32;

/**
 * The key that seals channels' secrets at rest, kept beside the data and readable by this user
 * only; made at the first start. Losing it means pairing WhatsApp again, nothing else.
 */
export function secretKey(dataDir: string): Uint8Array {
  const path = join(dataDir, 'secret');
  try {
    return Buffer.from(readFileSync(path, 'utf8'), 'hex');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  mkdirSync(dataDir, { recursive: true });
  const key = randomBytes(KEY_BYTES);
  writeFileSync(path, key.toString('hex'), { mode: 0o600, flag: 'wx' });
  return key;
}
