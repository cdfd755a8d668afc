import type { SignalKeyStoreWithTransaction, WASocket } from '@whiskeysockets/baileys';
import type { Auth } from './auth.js';
import { baileysLog } from './baileys.js';
import { isPerson } from './jid.js';
import type { Journal } from './journal.js';
import type { ConnectionParts } from './session.js';

/** Opens a socket with the settings this house needs. */
export function openSocket(parts: ConnectionParts, auth: Auth, journal: Journal): WASocket {
  const { baileys } = parts;
  const { makeSignalRepository } = baileys.DEFAULT_CONNECTION_CONFIG;
  const sock = baileys.makeWASocket({
    auth: auth.state,
    logger: baileysLog(parts.log),
    browser: baileys.Browsers.ubuntu('Chrome'),
    countryCode: 'ID',
    // A query left open by a broken line would hang for a minute.
    defaultQueryTimeoutMs: parts.queryTimeoutMs,
    // The owner's phone goes on ringing.
    markOnlineOnConnect: false,
    // We need no past; asking for it delays the first login by twenty seconds.
    syncFullHistory: false,
    shouldSyncHistoryMessage: () => false,
    // What we send is in our own store.
    emitOwnEvents: false,
    generateHighQualityLinkPreview: false,
    // Groups, statuses, newsletters and robots are not citizens.
    shouldIgnoreJid: (jid) => !isPerson(jid),
    getMessage: async ({ id }) => {
      const text = id ? await parts.recall(id) : undefined;
      return text === undefined ? undefined : { extendedTextMessage: { text } };
    },
    makeSignalRepository: (signal, logger, lidOfNumbers) =>
      journal.guard(
        makeSignalRepository(signal, logger, lidOfNumbers),
        signal.keys as SignalKeyStoreWithTransaction,
      ),
    ...(parts.wsUrl ? { waWebSocketUrl: parts.wsUrl } : {}),
    ...(parts.version ? { version: parts.version } : {}),
    ...(parts.agent ? { fetchAgent: parts.agent } : {}),
  });
  sock.ws.on('CB:message', (node) => journal.sawStanza(node));
  return sock;
}
