import type {
  AuthenticationState,
  SignalDataSet,
  SignalDataTypeMap,
  SignalKeyStore,
} from '@whiskeysockets/baileys';
import { asError } from '../../errors.js';
import type { Logger } from '../../log.js';
import type { Clock } from '../../models/clock.js';
import type { Vault } from '../../models/vault.js';
import type { Baileys } from './baileys.js';
import { baileysLog } from './baileys.js';
import { BoundedMap } from './bounded-map.js';
import type { Cipher } from './cipher.js';

/** Signal sessions kept in memory beside the vault; the active citizens of a busy day. */
const CACHED_KEYS = 5_000;
const RETRY_MS = 2_000;

/** The paired session of one account. */
export interface Auth {
  state: AuthenticationState;
  /** Writes the credentials as they are now; calls while a write runs become one more write. */
  saveCreds(): void;
  /** Resolves when what `saveCreds` was asked to write is written. */
  saved(): Promise<void>;
  /** The session is to be forgotten: nothing of it is written any more. */
  retire(): void;
}

export interface AuthParts {
  baileys: Baileys;
  vault: Vault;
  scope: string;
  cipher: Cipher;
  clock: Clock;
  log: Logger;
}

/**
 * Opens the session kept in the vault, or begins a new one that waits to be paired.
 * Every type of key is kept, sealed, one record an id; one `keys.set` is one transaction.
 */
export async function openAuth(parts: AuthParts): Promise<Auth> {
  const { baileys, vault, scope, cipher } = parts;
  const kept = await vault.get(scope, 'creds', ['creds']);
  const creds = kept.creds
    ? JSON.parse(cipher.open(kept.creds), baileys.BufferJSON.reviver)
    : baileys.initAuthCreds();
  const keys = baileys.makeCacheableSignalKeyStore(
    keyStore(parts),
    baileysLog(parts.log),
    keyCache(),
  );
  const seal = () => cipher.seal(JSON.stringify(creds, baileys.BufferJSON.replacer));
  const write = () => vault.set(scope, [{ type: 'creds', id: 'creds', value: seal() }]);
  return { state: { creds, keys }, ...serialised(write, parts) };
}

/** The vault as Baileys' key store. */
function keyStore({ baileys, vault, scope, cipher }: AuthParts): SignalKeyStore {
  const read = (type: string, sealed: string): unknown => {
    const value: unknown = JSON.parse(cipher.open(sealed), baileys.BufferJSON.reviver);
    // The app state code calls methods of this message; a plain object has none.
    return type === 'app-state-sync-key' && isObject(value)
      ? baileys.proto.Message.AppStateSyncKeyData.fromObject(value)
      : value;
  };
  return {
    async get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]) {
      const found: { [id: string]: SignalDataTypeMap[T] } = {};
      for (const [id, sealed] of Object.entries(await vault.get(scope, type, ids))) {
        found[id] = read(type, sealed) as SignalDataTypeMap[T];
      }
      return found;
    },
    async set(data: SignalDataSet) {
      const entries = Object.entries(data).flatMap(([type, values]) =>
        Object.entries(values).map(([id, value]) => ({
          type,
          id,
          value:
            value === null || value === undefined
              ? null
              : cipher.seal(JSON.stringify(value, baileys.BufferJSON.replacer)),
        })),
      );
      await vault.set(scope, entries);
    },
  };
}

/** Baileys' own cache keeps a timer that nobody can stop; this one has none. */
function keyCache() {
  const entries = new BoundedMap<unknown>(CACHED_KEYS);
  return {
    get: <T>(key: string) => entries.get(key) as T | undefined,
    set: <T>(key: string, value: T) => entries.set(key, value),
    del: (key: string) => entries.delete(key),
    flushAll: () => entries.clear(),
  };
}

/** One write at a time, the newest state last, tried again until it is written. */
function serialised(write: () => Promise<void>, { clock, log }: AuthParts) {
  let wanted = false;
  let retired = false;
  let running: Promise<void> | undefined;
  const run = async () => {
    while (wanted) {
      wanted = false;
      try {
        await write();
      } catch (error) {
        wanted = !retired;
        log.error({ err: asError(error) }, 'WhatsApp credentials were not kept; trying again');
        await new Promise<void>((resolve) => clock.after(RETRY_MS, resolve));
      }
    }
    running = undefined;
  };
  return {
    saveCreds: () => {
      if (retired) return;
      wanted = true;
      running ??= run();
    },
    saved: async () => running,
    retire: () => {
      wanted = false;
      retired = true;
    },
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
