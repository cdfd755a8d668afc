import { EventEmitter } from 'node:events';
import type { AddressInfo } from 'node:net';
import {
  type BinaryNode,
  generateMessageIDV2,
  jidEncode,
  type proto,
} from '@whiskeysockets/baileys';
import { WebSocketServer } from 'ws';
import { trustedCertificate } from './certificate.js';
import { Customer } from './customer.js';
import { type Account, type Device, Directory, seconds } from './directory.js';
import { Line, type LineEnds } from './line.js';
import { MediaHost } from './media-host.js';
import { link, offerPairing, readQr } from './pairing.js';
import { PostOffice } from './post-office.js';
import { answer } from './queries.js';
import { sealFor } from './seal.js';

const SERVER = 's.whatsapp.net';

/** What goes wrong, until it is set back. */
export interface Faults {
  /** Answer every login with this code. */
  refuseLogin?: number | undefined;
  /** Do not answer questions about devices. */
  silentUsync?: boolean;
  /** Do not acknowledge messages, and do not deliver them. */
  silentMessages?: boolean;
  /** Refuse the next message with this code. */
  nackNext?: number | undefined;
  /** The account may not write to new chats until then. */
  lockedUntil?: Date | undefined;
}

/**
 * A WhatsApp that lives in this process, on loopback: pairs real Baileys sockets, carries
 * messages between them and scripted customers with real encryption, and fails on command.
 */
export class FakeWhatsApp extends EventEmitter {
  readonly directory = new Directory();
  readonly media = new MediaHost();
  readonly post = new PostOffice(this);
  readonly faults: Faults = {};
  /** What went wrong inside; a test may want it empty. */
  readonly errors: unknown[] = [];
  /** Every stanza of a client, in order. */
  readonly stanzas: BinaryNode[] = [];
  /** How often a client logged in or asked to be paired. */
  logins = 0;
  registrations = 0;
  #lines = new Set<Line>();
  #sockets: WebSocketServer | undefined;
  #ends: LineEnds;
  #distrust: () => void;
  #sequence = 0;

  constructor() {
    super();
    this.setMaxListeners(0);
    const { staticKey, chain, distrust } = trustedCertificate();
    this.#distrust = distrust;
    this.#ends = {
      own: { staticKey, certificate: chain },
      login: (line, payload) => this.#login(line, payload),
      stanza: (line, node) => this.#stanza(line, node),
      closed: (line) => this.#closed(line),
      failed: (error) => this.errors.push(error),
    };
  }

  /** Resolves to the address to give a client as `wsUrl`. */
  async listen(): Promise<string> {
    await this.media.listen();
    const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    this.#sockets = sockets;
    sockets.on('connection', (socket) => this.#lines.add(new Line(socket, this.#ends)));
    await new Promise((resolve) => sockets.once('listening', resolve));
    return `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}/ws/chat`;
  }

  async close(): Promise<void> {
    this.#distrust();
    for (const line of this.#lines) line.socket.terminate();
    await new Promise((resolve) => this.#sockets?.close(resolve));
    await this.media.close();
  }

  /** Resolves when no client has said anything for a while. */
  async quiet(ms = 60): Promise<void> {
    for (let heard = -1; heard !== this.stanzas.length; ) {
      heard = this.stanzas.length;
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
  }

  addAccount(phone: string, lid: string, name: string): Account {
    return this.directory.addAccount(phone, lid, name);
  }

  addCustomer(profile: { phone: string; lid: string; name: string; account: Account }): Customer {
    const customer = new Customer(this, profile);
    this.directory.addSubscriber(customer);
    return customer;
  }

  /** What a person does who scans the QR code with the account's phone. */
  scan(qr: string, account: Account): void {
    const { clientKey } = readQr(qr);
    const line = [...this.#lines].find((each) => each.registering && each.clientKey === clientKey);
    if (!line) throw new Error('no client shows this code');
    line.pairing = true;
    line.send(link(line, account, qr));
  }

  /** Cuts the account's lines without a word. */
  drop(account: Account): void {
    for (const device of account.devices.values()) device.line?.socket.terminate();
  }

  /** Ends the account's lines with a code. */
  kick(account: Account, code: number, reason = 'unknown'): void {
    for (const device of account.devices.values()) {
      device.line?.send({
        tag: 'stream:error',
        attrs: { code: String(code) },
        content: [{ tag: reason, attrs: {} }],
      });
    }
  }

  /** The owner removes the linked devices on the phone. */
  unlink(account: Account): void {
    this.kick(account, 401, 'conflict');
    for (const number of account.devices.keys()) if (number > 0) account.devices.delete(number);
  }

  /** Somebody answers a customer on the account's own phone; linked devices get a copy. */
  async answerFromPhone(account: Account, customer: Customer, text: string): Promise<string> {
    const id = generateMessageIDV2();
    const phone = { signal: account.signal, directory: this.directory };
    const message = { extendedTextMessage: { text } };
    const copy = { deviceSentMessage: { destinationJid: customer.lidJid, message } };
    const from = jidEncode(account.lid, 'lid');
    const attrs = { from, recipient: customer.lidJid, id, type: 'text', t: seconds() };
    for (const number of account.devices.keys()) {
      if (number === 0) continue;
      const sealed = await sealFor(phone, jidEncode(account.lid, 'lid', number), copy);
      this.deliver(account, number, { tag: 'message', attrs, content: [sealed] });
    }
    return id;
  }

  /** Puts a stanza into a device's queue and on its line. */
  deliver(account: Account, number: number, stanza: BinaryNode): void {
    const device = account.devices.get(number);
    if (!device || (number === 0 && !device.clientKey)) return;
    device.queue.push(stanza);
    device.line?.send(stanza);
  }

  /** To every linked device; receipts wait for those that are away. */
  toDevices(account: Account, stanza: BinaryNode): void {
    for (const device of account.devices.values()) {
      if (device.line) device.line.send(stanza);
      else if (stanza.tag === 'receipt') this.deliver(account, device.number, stanza);
    }
  }

  #login(line: Line, payload: proto.ClientPayload): void {
    const refused = this.faults.refuseLogin;
    if (refused) {
      this.#refuse(line, refused);
      return;
    }
    if (!payload.username) {
      this.registrations += 1;
      line.registering = payload.devicePairingData ?? null;
      line.send(offerPairing(`pair-${++this.#sequence}`));
      return;
    }
    const account = this.directory.accounts.get(String(payload.username));
    const device = account?.devices.get(payload.device ?? 0);
    if (!account || !device || device.clientKey !== line.clientKey) {
      this.#refuse(line, 401);
      return;
    }
    this.#replace(device);
    this.#welcome(line, account, device);
  }

  #refuse(line: Line, code: number): void {
    line.send({ tag: 'failure', attrs: { reason: String(code), location: 'test' } });
    line.socket.close();
  }

  /** A second login of one device ends the first. */
  #replace(device: Device): void {
    const conflict = { tag: 'conflict', attrs: { type: 'replaced' } };
    device.line?.send({ tag: 'stream:error', attrs: { code: '440' }, content: [conflict] });
    device.line?.socket.close();
  }

  #welcome(line: Line, account: Account, device: Device): void {
    this.logins += 1;
    line.account = account;
    line.device = device;
    line.jid = jidEncode(account.phone, SERVER, device.number);
    device.line = line;
    const lid = jidEncode(account.lid, 'lid', device.number);
    const since = seconds();
    line.send({ tag: 'success', attrs: { t: since, lid, creation: since, props: '1' } });
    for (const stanza of device.queue) {
      line.send({ ...stanza, attrs: { ...stanza.attrs, offline: '1' } });
    }
    const offline = { tag: 'offline', attrs: { count: String(device.queue.length) } };
    line.send({ tag: 'ib', attrs: { from: SERVER }, content: [offline] });
    this.emit('login', account);
  }

  #closed(line: Line): void {
    this.#lines.delete(line);
    if (line.device?.line === line) line.device.line = undefined;
    this.emit('closed', line.jid);
  }

  async #stanza(line: Line, node: BinaryNode): Promise<void> {
    this.stanzas.push(node);
    this.emit('stanza', node);
    const { tag, attrs } = node;
    if (tag === 'iq') return answer(this, line, node);
    if ((tag === 'ack' || tag === 'receipt') && attrs.type !== 'retry' && line.device) {
      line.device.queue = line.device.queue.filter((waiting) => waiting.attrs.id !== attrs.id);
    }
    if (tag === 'receipt' && attrs.type === 'server-error')
      return this.post.uploadAgain(line, node);
    if (tag === 'message') await this.post.message(line, node);
    else if (tag === 'receipt' || tag === 'chatstate') await this.post.passOn(line, node);
  }

  /** Loses a file; `recoverable` says whether the phone can upload it again. */
  loseFile(messageId: string, directPath: string, recoverable: boolean): void {
    const file = this.media.files.get(directPath);
    this.media.files.delete(directPath);
    if (!recoverable || !file) return;
    const elsewhere = `${directPath}-again`;
    this.media.keep(elsewhere, file);
    this.post.uploadedAgain.set(messageId, elsewhere);
  }
}
