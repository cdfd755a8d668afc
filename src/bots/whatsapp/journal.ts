import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type {
  BinaryNode,
  SignalDataSet,
  SignalDataTypeMap,
  SignalKeyStore,
  SignalKeyStoreWithTransaction,
  SignalRepositoryWithLIDStore,
} from '@whiskeysockets/baileys';
import { chatOf } from './jid.js';

/** A type of our own in Baileys' key store, which keeps any. */
const TYPE = 'sahut-inbound' as keyof SignalDataTypeMap;
const SLOTS_A_STEP = 64;

/** A message that was decrypted and is not kept by the house yet. */
export interface JournalEntry {
  slot: string;
  /** The envelope: from, id, time, the sender's other address. */
  attrs: Record<string, string>;
  plain: Uint8Array;
  /** Of the encrypted message, so that a redelivery is recognised. */
  hash: string;
  /** Baileys has handed it over; without that it is handed over when the connection ends. */
  taken: boolean;
}

/**
 * Makes the inbound road at-least-once. Decrypting a message uses up its key, and Baileys sends
 * the receipt before it tells us of the message: a crash in between would lose it on both sides.
 * So the plain text is written in the transaction that advances the Signal session, before the
 * receipt, and erased when the house has the message. A redelivered message is read from here.
 */
export class Journal {
  #entries = new Map<string, JournalEntry>();
  #envelopes = new WeakMap<Uint8Array, Record<string, string>>();
  #free: string[] = [];
  #size = 0;
  #keys: SignalKeyStore;

  constructor(keys: SignalKeyStore) {
    this.#keys = keys;
  }

  /** Reads what a former process left behind. */
  async load(): Promise<void> {
    const { size } = await this.#read(['size']);
    this.#size = Number(size ?? 0);
    const slots = Array.from({ length: this.#size }, (_, index) => String(index));
    const found = await this.#read(slots);
    for (const slot of slots) {
      const entry = found[slot];
      if (isEntry(entry))
        this.#entries.set(addressOf(entry.attrs), { ...entry, slot, taken: false });
      else this.#free.push(slot);
    }
  }

  /** Moves what is open into a new session's key store. */
  async moveTo(keys: SignalKeyStore): Promise<void> {
    this.#keys = keys;
    if (this.#entries.size === 0 && this.#size === 0) return;
    await this.#write({
      size: this.#size,
      ...Object.fromEntries([...this.#entries.values()].map((entry) => [entry.slot, entry])),
    });
  }

  /** Messages nobody has taken over, oldest first. */
  untaken(): JournalEntry[] {
    return [...this.#entries.values()].filter((entry) => !entry.taken);
  }

  /** Notes the envelope of a stanza; must see it before Baileys decrypts its content. */
  sawStanza(node: BinaryNode): void {
    if (!Array.isArray(node.content) || node.attrs.category === 'peer') return;
    for (const part of node.content) {
      if (part.tag === 'enc' && part.content instanceof Uint8Array) {
        this.#envelopes.set(part.content, node.attrs);
      }
    }
  }

  /** The repository with a decryption that leaves no gap. */
  guard(
    repository: SignalRepositoryWithLIDStore,
    keys: SignalKeyStoreWithTransaction,
  ): SignalRepositoryWithLIDStore {
    const decryptMessage: SignalRepositoryWithLIDStore['decryptMessage'] = async (sealed) => {
      const attrs = this.#envelopes.get(sealed.ciphertext);
      if (!attrs) return repository.decryptMessage(sealed);
      const hash = createHash('sha256').update(sealed.ciphertext).digest('base64');
      const known = this.#entries.get(addressOf(attrs));
      if (known?.hash === hash) return known.plain;
      const slot = known?.slot ?? this.#takeSlot();
      try {
        return await keys.transaction(async () => {
          const plain = await repository.decryptMessage(sealed);
          const entry = {
            slot,
            attrs: { ...attrs },
            plain: Buffer.from(plain),
            hash,
            taken: false,
          };
          await keys.set(asKeys({ [slot]: entry, size: this.#size }));
          this.#entries.set(addressOf(attrs), entry);
          return plain;
        }, sealed.jid);
      } catch (error) {
        if (known) this.#entries.set(addressOf(attrs), known);
        else {
          this.#entries.delete(addressOf(attrs));
          this.#free.push(slot);
        }
        throw error;
      }
    };
    return Object.assign(Object.create(repository), repository, { decryptMessage });
  }

  /** Baileys handed the message over. */
  took(chat: string, id: string): void {
    const entry = this.#entries.get(`${chat}|${id}`);
    if (entry) entry.taken = true;
  }

  /** The house has the message, or it is none of its business. */
  async done(chat: string, id: string): Promise<void> {
    const entry = this.#entries.get(`${chat}|${id}`);
    if (!entry) return;
    this.#entries.delete(`${chat}|${id}`);
    await this.#write({ [entry.slot]: null });
    this.#free.push(entry.slot);
  }

  #takeSlot(): string {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    const first = this.#size;
    this.#size += SLOTS_A_STEP;
    for (let slot = this.#size - 1; slot > first; slot--) this.#free.push(String(slot));
    return String(first);
  }

  async #read(ids: string[]): Promise<Record<string, unknown>> {
    return this.#keys.get(TYPE, ids);
  }

  async #write(values: Record<string, unknown>): Promise<void> {
    await this.#keys.set(asKeys(values));
  }
}

/** Chat and id of a stanza, without device numbers: what Baileys calls it later. */
export function addressOf(attrs: Record<string, string>): string {
  return `${chatOf(attrs.recipient ?? attrs.from ?? '')}|${attrs.id ?? ''}`;
}

function asKeys(values: Record<string, unknown>): SignalDataSet {
  return { [TYPE]: values } as SignalDataSet;
}

function isEntry(value: unknown): value is JournalEntry {
  return typeof value === 'object' && value !== null && 'plain' in value && 'attrs' in value;
}
