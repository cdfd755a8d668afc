import { EventEmitter } from 'node:events';
import {
  type BinaryNode,
  generateMessageIDV2,
  getBinaryNodeChild,
  jidEncode,
  proto,
  type SignalRepositoryWithLIDStore,
  unpadRandomMax16,
} from '@whiskeysockets/baileys';
import { type Account, type Bundle, type Subscriber, seconds } from './directory.js';
import { sealFor } from './seal.js';
import type { FakeWhatsApp } from './server.js';

/** A message on a customer's phone. */
export interface Received {
  id: string;
  from: string;
  message: proto.Message;
  /** What a person reads: text, caption, or nothing. */
  text: string;
}

export interface CustomerProfile {
  phone: string;
  lid: string;
  name: string;
  /** Whom this person writes to. */
  account: Account;
}

export interface SendOptions {
  id?: string;
  /** Seconds since 1970, as a string. */
  at?: string;
  /** The server forgets to say the other address of the sender. */
  bare?: boolean;
}

/** A citizen's phone: real Signal keys, and no screen. */
export class Phone extends EventEmitter implements Subscriber {
  readonly phone: string;
  readonly lid: string;
  readonly name: string;
  readonly bundle: Bundle;
  readonly received: Received[] = [];
  /** Ids that came more than once: a phone shows them once. */
  readonly duplicates: string[] = [];
  readonly presence: string[] = [];
  readonly receipts: Record<string, string>[] = [];
  lidKnown = true;
  /** How stanzas name this person. */
  addressing: 'lid' | 'pn' = 'lid';
  /** Send delivery receipts by oneself. */
  confirms = true;
  protected readonly server: FakeWhatsApp;
  protected readonly account: Account;
  #signal: SignalRepositoryWithLIDStore;
  #seen = new Set<string>();
  #unread: Received[] = [];
  #garbled = new Map<string, proto.IMessage>();

  constructor(server: FakeWhatsApp, profile: CustomerProfile) {
    super();
    this.server = server;
    this.account = profile.account;
    this.phone = profile.phone;
    this.lid = profile.lid;
    this.name = profile.name;
    const keys = server.directory.newPhone();
    this.#signal = keys.repository;
    this.bundle = keys.bundle;
  }

  get jid(): string {
    return jidEncode(this.phone, 's.whatsapp.net');
  }

  get lidJid(): string {
    return jidEncode(this.lid, 'lid');
  }

  /** Sends something nobody can decrypt; when asked to repeat it, sends it right if `repeats`. */
  async garbled(text: string, repeats: boolean): Promise<string> {
    const id = generateMessageIDV2();
    const message = { extendedTextMessage: { text } };
    if (repeats) this.#garbled.set(id, message);
    for (const number of this.account.devices.keys()) {
      if (number > 0) await this.#fanOut(message, { id, number, spoil: true });
    }
    return id;
  }

  /** Sends any message to every device of the account; returns its id. */
  async send(message: proto.IMessage, options: SendOptions = {}): Promise<string> {
    const id = options.id ?? generateMessageIDV2();
    for (const number of this.account.devices.keys()) {
      await this.#fanOut(message, { ...options, id, number });
    }
    return id;
  }

  /** The next message nobody looked at yet; rejects after `withinMs`. */
  next(withinMs = 15_000): Promise<Received> {
    const waiting = this.#unread.shift();
    if (waiting) return Promise.resolve(waiting);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.off('message', take);
        reject(new Error(`${this.name} got no message within ${withinMs} ms`));
      }, withinMs);
      const take = () => {
        const message = this.#unread.shift();
        if (!message) return;
        clearTimeout(timer);
        this.off('message', take);
        resolve(message);
      };
      this.on('message', take);
    });
  }

  /** The next message, once `sending` is over. */
  async nextAfter(sending: Promise<unknown>): Promise<Received> {
    const [received] = await Promise.all([this.next(), sending]);
    return received;
  }

  async take(stanza: BinaryNode): Promise<void> {
    if (stanza.tag === 'chatstate') this.#sawTyping(stanza);
    else if (stanza.tag === 'receipt') await this.#sawReceipt(stanza);
    else if (stanza.tag === 'message') await this.#sawMessage(stanza);
  }

  protected get from(): string {
    return this.addressing === 'lid' ? this.lidJid : this.jid;
  }

  #sawTyping(stanza: BinaryNode): void {
    const [state] = Array.isArray(stanza.content) ? stanza.content : [];
    if (state) this.presence.push(state.tag);
    this.emit('presence', state?.tag);
  }

  async #sawReceipt(stanza: BinaryNode): Promise<void> {
    this.receipts.push(stanza.attrs);
    this.emit('receipt', stanza.attrs);
    const id = stanza.attrs.id ?? '';
    const message = this.#garbled.get(id);
    if (stanza.attrs.type !== 'retry' || !message) return;
    this.#garbled.delete(id);
    await this.send(message, { id });
  }

  async #sawMessage(stanza: BinaryNode): Promise<void> {
    const sealed = getBinaryNodeChild(stanza, 'enc');
    const { id = '', from = '' } = stanza.attrs;
    if (!(sealed?.content instanceof Uint8Array)) return;
    const type = sealed.attrs.type === 'pkmsg' ? 'pkmsg' : 'msg';
    const jid = this.server.directory.lidOf(from) ?? from;
    const plain = await this.#signal.decryptMessage({ jid, type, ciphertext: sealed.content });
    if (this.confirms) this.receipt(id);
    if (this.#seen.has(id)) {
      this.duplicates.push(id);
      return;
    }
    this.#seen.add(id);
    const message = proto.Message.decode(unpadRandomMax16(plain));
    const received = { id, from, message, text: textOf(message) };
    this.received.push(received);
    this.#unread.push(received);
    this.emit('message', received);
  }

  protected receipt(id: string, type?: string): void {
    const attrs = { from: this.from, id, t: seconds(), ...(type ? { type } : {}) };
    this.server.toDevices(this.account, { tag: 'receipt', attrs });
  }

  async #fanOut(
    message: proto.IMessage,
    options: SendOptions & { id: string; number: number; spoil?: boolean },
  ): Promise<void> {
    const jid = jidEncode(this.account.lid, 'lid', options.number);
    const phone = { signal: this.#signal, directory: this.server.directory };
    const sealed = await sealFor(phone, jid, message);
    if (options.spoil) sealed.content.fill(0, sealed.content.length - 8);
    this.server.deliver(this.account, options.number, {
      tag: 'message',
      attrs: {
        ...this.#addresses(options.bare === true),
        id: options.id,
        type: 'text',
        t: options.at ?? seconds(),
        notify: this.name,
      },
      content: [sealed],
    });
  }

  #addresses(bare: boolean): Record<string, string> {
    if (this.addressing === 'lid') {
      const other = bare ? {} : { sender_pn: this.jid };
      return { from: this.lidJid, addressing_mode: 'lid', ...other };
    }
    const other = bare || !this.lidKnown ? {} : { sender_lid: this.lidJid };
    return { from: this.jid, addressing_mode: 'pn', ...other };
  }
}

function textOf(message: proto.Message): string {
  const media = message.imageMessage ?? message.videoMessage ?? message.documentMessage;
  return message.conversation || message.extendedTextMessage?.text || media?.caption || '';
}
