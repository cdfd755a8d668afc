import {
  type AuthenticationCreds,
  addTransactionCapability,
  DEFAULT_CONNECTION_CONFIG,
  initAuthCreds,
  type SignalDataSet,
  type SignalDataTypeMap,
  type SignalRepositoryWithLIDStore,
} from '@whiskeysockets/baileys';
import type { Bundle } from './directory.js';

/** What Baileys asks of a logger; says nothing. */
export const silent = {
  level: 'silent',
  child: () => silent,
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Making keys takes a tenth of a second; servers of one process share them, each phone its own. */
const MADE: AuthenticationCreds[] = [];

function credsOf(phone: number): AuthenticationCreds {
  const made = MADE[phone] ?? initAuthCreds();
  MADE[phone] = made;
  return made;
}

/** The Signal keys of a server's `phone`-th made-up phone; sessions are kept in memory. */
export function makePhoneKeys(
  phone: number,
  lidOf: (jid: string) => string | undefined,
): {
  creds: AuthenticationCreds;
  repository: SignalRepositoryWithLIDStore;
  bundle: Bundle;
} {
  const creds = credsOf(phone);
  const kept = new Map<string, unknown>();
  const store = {
    get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]) {
      const found: { [id: string]: SignalDataTypeMap[T] } = {};
      for (const id of ids) {
        const value = kept.get(`${type} ${id}`);
        if (value) found[id] = value as SignalDataTypeMap[T];
      }
      return found;
    },
    set(data: SignalDataSet) {
      for (const [type, entries] of Object.entries(data)) {
        for (const [id, value] of Object.entries(entries)) {
          if (value === null) kept.delete(`${type} ${id}`);
          else kept.set(`${type} ${id}`, value);
        }
      }
    },
  };
  const keys = addTransactionCapability(store, silent, {
    maxCommitRetries: 1,
    delayBetweenTriesMs: 1,
  });
  const repository = DEFAULT_CONNECTION_CONFIG.makeSignalRepository(
    { creds, keys },
    silent,
    async (phones) =>
      phones.flatMap((pn) => {
        const lid = lidOf(pn);
        return lid ? [{ pn, lid }] : [];
      }),
  );
  const { keyId, keyPair, signature } = creds.signedPreKey;
  const bundle: Bundle = {
    registrationId: creds.registrationId,
    identity: creds.signedIdentityKey.public,
    signedKey: { keyId, value: keyPair.public, signature },
    preKeys: [],
  };
  return { creds, repository, bundle };
}
