import type { SignalKeyStore } from '@whiskeysockets/baileys';
import type { Clock } from '../../models/clock.js';
import type { Mapping } from './identity.js';
import { isNumber, userOf } from './jid.js';
import type { Session } from './session.js';
import { within } from './within.js';

/** How long the first message of a number may wait for WhatsApp to name its LID. */
const LOOK_UP_MS = 5_000;

export interface MappingParts {
  clock: Clock;
  /** Baileys keeps what it learns (`lid-mapping.update`, envelopes, look-ups) among its keys. */
  keys(): SignalKeyStore | undefined;
  session(): Session | undefined;
}

/** Which number and which LID are one person: from the kept keys, else from WhatsApp itself. */
export function createMapping({ clock, keys, session }: MappingParts): Mapping {
  const kept = async (id: string) => (await keys()?.get('lid-mapping', [id]))?.[id] ?? null;
  return {
    async phoneOf(jid) {
      const user = isNumber(jid) ? null : await kept(`${userOf(jid)}_reverse`);
      return user && `${user}@s.whatsapp.net`;
    },
    async lidOf(jid) {
      if (!isNumber(jid)) return null;
      const user = await kept(userOf(jid));
      if (user) return `${user}@lid`;
      const open = session();
      if (!open) return null;
      const asked = open.sock.signalRepository.lidMapping.getLIDForPN(jid);
      const limit = { clock, ms: LOOK_UP_MS, late: () => null };
      return within(limit, Promise.race([asked, open.gone])).catch(() => null);
    },
  };
}
