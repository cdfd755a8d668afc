import { Buffer } from 'node:buffer';
import {
  type BinaryNode,
  encodeBigEndian,
  jidDecode,
  jidEncode,
  KEY_BUNDLE_TYPE,
  type KeyPair,
  type SignalRepositoryWithLIDStore,
} from '@whiskeysockets/baileys';
import type { Line } from './line.js';
import { makePhoneKeys } from './signal.js';

/** The public keys of one device. */
export interface Bundle {
  registrationId: number;
  identity: Uint8Array;
  signedKey: { keyId: number; value: Uint8Array; signature: Uint8Array };
  preKeys: { id: number; value: Uint8Array }[];
}

/** A linked device; 0 is the phone itself. Stanzas stay queued until the device confirms them. */
export interface Device {
  number: number;
  bundle: Bundle;
  queue: BinaryNode[];
  clientKey?: string;
  line?: Line | undefined;
}

/** An account that clients pair with: the government's number. */
export interface Account {
  phone: string;
  lid: string;
  name: string;
  identity: KeyPair;
  /** The keys of the phone itself. */
  signal: SignalRepositoryWithLIDStore;
  devices: Map<number, Device>;
  nextDevice: number;
}

/** A person with a phone, as the directory sees one. */
export interface Subscriber {
  phone: string;
  lid: string;
  /** False while WhatsApp has not told anybody this person's LID. */
  lidKnown: boolean;
  bundle: Bundle;
  take(stanza: BinaryNode): Promise<void>;
}

const item = (id: number, bytes: number): BinaryNode => ({
  tag: 'id',
  attrs: {},
  content: encodeBigEndian(id, bytes),
});
const leaf = (tag: string, content: Uint8Array): BinaryNode => ({ tag, attrs: {}, content });

/** Who exists on this WhatsApp, by telephone number and by LID. */
export class Directory {
  readonly accounts = new Map<string, Account>();
  readonly subscribers = new Map<string, Subscriber>();
  #phoneByLid = new Map<string, string>();
  #phones = 0;

  /** Keys for one more phone. */
  newPhone(): ReturnType<typeof makePhoneKeys> {
    return makePhoneKeys(this.#phones++, (jid) => this.lidOf(jid));
  }

  addAccount(phone: string, lid: string, name: string): Account {
    const { creds, repository, bundle } = this.newPhone();
    const account: Account = {
      phone,
      lid,
      name,
      identity: creds.signedIdentityKey,
      signal: repository,
      devices: new Map(),
      nextDevice: 1,
    };
    account.devices.set(0, { number: 0, bundle, queue: [] });
    this.accounts.set(phone, account);
    this.#phoneByLid.set(lid, phone);
    return account;
  }

  addSubscriber(subscriber: Subscriber): void {
    this.subscribers.set(subscriber.phone, subscriber);
    this.#phoneByLid.set(subscriber.lid, subscriber.phone);
  }

  phoneOf(jid: string): string {
    const address = jidDecode(jid);
    if (!address) return '';
    return address.server === 'lid' ? (this.#phoneByLid.get(address.user) ?? '') : address.user;
  }

  accountOf(jid: string): Account | undefined {
    return this.accounts.get(this.phoneOf(jid));
  }

  subscriberOf(jid: string): Subscriber | undefined {
    return this.subscribers.get(this.phoneOf(jid));
  }

  /** The LID address of anybody, the device kept; undefined while it is not known. */
  lidOf(jid: string): string | undefined {
    const phone = this.phoneOf(jid);
    const device = jidDecode(jid)?.device;
    const account = this.accounts.get(phone);
    if (account) return jidEncode(account.lid, 'lid', device);
    const person = this.subscribers.get(phone);
    return person?.lidKnown ? jidEncode(person.lid, 'lid', device) : undefined;
  }

  devicesOf(jid: string): number[] {
    const account = this.accountOf(jid);
    if (account) return [...account.devices.keys()];
    return this.subscriberOf(jid) ? [0] : [];
  }

  /** The stanza with which a server hands out key bundles. */
  keys(jids: string[], attrs: Record<string, string> = {}): BinaryNode {
    const users = jids.map((jid) => this.#user(jid));
    return { tag: 'iq', attrs, content: [{ tag: 'list', attrs: {}, content: users }] };
  }

  #user(jid: string): BinaryNode {
    const device = jidDecode(jid)?.device ?? 0;
    const bundle =
      this.subscriberOf(jid)?.bundle ?? this.accountOf(jid)?.devices.get(device)?.bundle;
    if (!bundle) {
      const error = { tag: 'error', attrs: { code: '404', text: 'item-not-found' } };
      return { tag: 'user', attrs: { jid }, content: [error] };
    }
    const preKey = bundle.preKeys.shift();
    const { keyId, value, signature } = bundle.signedKey;
    const content: BinaryNode[] = [
      leaf('registration', encodeBigEndian(bundle.registrationId)),
      leaf('type', KEY_BUNDLE_TYPE),
      leaf('identity', bundle.identity),
      ...(preKey
        ? [{ tag: 'key', attrs: {}, content: [item(preKey.id, 3), leaf('value', preKey.value)] }]
        : []),
      {
        tag: 'skey',
        attrs: {},
        content: [item(keyId, 3), leaf('value', value), leaf('signature', Buffer.from(signature))],
      },
    ];
    return { tag: 'user', attrs: { jid, t: seconds() }, content };
  }
}

/** Now, as stanzas write it. */
export function seconds(): string {
  return Math.floor(Date.now() / 1000).toString();
}
