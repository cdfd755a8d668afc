import type { WAMessageKey } from '@whiskeysockets/baileys';
import type { Vault } from '../../models/vault.js';
import { BoundedMap } from './bounded-map.js';
import { chatOf, isLid, isNumber, userOf } from './jid.js';

const REMEMBERED = 10_000;

/** What WhatsApp knows of two addresses being one person; each answers null when it does not. */
export interface Mapping {
  lidOf(phoneJid: string): Promise<string | null>;
  phoneOf(lidJid: string): Promise<string | null>;
}

/** Who wrote. */
export interface Person {
  chatId: string;
  /** With a plus sign, when the number is known. */
  phone?: string;
}

/**
 * Gives every citizen one chat id for good. It is the LID, or the number's address when no LID
 * was known at the first message. Which id a number got is kept in the vault, in a scope that
 * outlives the pairing, so a LID that becomes known later (`lid-mapping.update`) or a new pairing
 * never splits a conversation. Where to answer is kept too: the address the citizen wrote from.
 */
export class Identities {
  #known = new BoundedMap<string>(REMEMBERED);

  constructor(
    readonly vault: Vault,
    readonly scope: string,
  ) {}

  /** Who stands behind a message's key, and from where answers are expected. */
  async resolve(key: WAMessageKey, mapping: Mapping): Promise<Person> {
    const written = chatOf(key.remoteJid ?? '');
    // Of a message sent by our own phone, the other address is our own.
    const other = key.fromMe ? undefined : key.remoteJidAlt && chatOf(key.remoteJidAlt);
    const both = [written, other].filter((jid): jid is string => Boolean(jid));
    const number = both.find(isNumber) ?? chatOrNull(await mapping.phoneOf(written));
    const kept = number ? await this.#get('chat', number) : undefined;
    const lid = both.find(isLid) ?? (kept ? null : chatOrNull(await mapping.lidOf(written)));
    const chatId = kept ?? lid ?? number ?? written;
    if (number && !kept) await this.#put('chat', number, chatId);
    if (chatId !== written || (await this.#get('route', chatId))) {
      await this.#put('route', chatId, written);
    }
    return { chatId, ...(number ? { phone: `+${userOf(number)}` } : {}) };
  }

  /** The address to which an answer in this chat goes. */
  async addressOf(chatId: string): Promise<string> {
    return (await this.#get('route', chatId)) ?? chatId;
  }

  async #get(type: string, id: string): Promise<string | undefined> {
    const remembered = this.#known.get(`${type} ${id}`);
    if (remembered !== undefined) return remembered || undefined;
    const value = (await this.vault.get(this.scope, type, [id]))[id];
    this.#known.set(`${type} ${id}`, value ?? '');
    return value;
  }

  async #put(type: string, id: string, value: string): Promise<void> {
    if ((await this.#get(type, id)) === value) return;
    await this.vault.set(this.scope, [{ type, id, value }]);
    this.#known.set(`${type} ${id}`, value);
  }
}

function chatOrNull(jid: string | null): string | null {
  return jid ? chatOf(jid) : null;
}
