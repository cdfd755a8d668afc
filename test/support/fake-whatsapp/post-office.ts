import {
  type BinaryNode,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  jidDecode,
  jidEncode,
} from '@whiskeysockets/baileys';
import { Customer } from './customer.js';
import { seconds } from './directory.js';
import type { Line } from './line.js';
import { sealRetry } from './media-crypto.js';
import type { FakeWhatsApp } from './server.js';

const SERVER = 's.whatsapp.net';

/** Carries what a client sends to those it is for. */
export class PostOffice {
  /** Where files lie that a phone uploaded a second time, by message id. */
  readonly uploadedAgain = new Map<string, string>();
  #server: FakeWhatsApp;

  constructor(server: FakeWhatsApp) {
    this.#server = server;
  }

  /** A receipt or "typing" for somebody. */
  async passOn(line: Line, node: BinaryNode): Promise<void> {
    const { to, ...rest } = node.attrs;
    if (node.tag === 'receipt') {
      const ack = { class: 'receipt', id: rest.id ?? '', from: to ?? SERVER };
      line.send({ tag: 'ack', attrs: ack });
    }
    const attrs = { ...rest, from: this.#sender(line, to ?? ''), t: rest.t ?? seconds() };
    await this.#server.directory.subscriberOf(to ?? '')?.take({ ...node, attrs });
  }

  /** How the account calls itself towards this address. */
  #sender(line: Line, to: string): string {
    const { account, device } = line;
    if (!account || !device) return '';
    return to.endsWith('@lid') ? jidEncode(account.lid, 'lid', device.number) : line.jid;
  }

  /** Acknowledges a message, or refuses it, and carries it to every device it is for. */
  async message(line: Line, node: BinaryNode): Promise<void> {
    const { id = '', to = '' } = node.attrs;
    if (this.#server.faults.silentMessages) return;
    const ack = { class: 'message', id, from: to };
    const refusal = this.#server.faults.nackNext;
    if (refusal) {
      this.#server.faults.nackNext = undefined;
      line.send({ tag: 'ack', attrs: { ...ack, error: String(refusal) } });
      return;
    }
    line.send({ tag: 'ack', attrs: { ...ack, t: seconds() } });
    for (const part of recipients(node)) await this.#route(line, node, part);
  }

  /** One device's share of a message. */
  async #route(line: Line, node: BinaryNode, part: BinaryNode): Promise<void> {
    const { id = '', to = '', type = 'text' } = node.attrs;
    const jid = part.attrs.jid ?? '';
    const account = this.#server.directory.accountOf(jid);
    const attrs = {
      id,
      type,
      t: seconds(),
      from: this.#sender(line, to),
      notify: line.account?.name ?? '',
      ...(account && account === line.account ? { recipient: to } : {}),
    };
    const identity = getBinaryNodeChild(node, 'device-identity');
    const sealed = Array.isArray(part.content) ? part.content : [];
    const stanza = { tag: 'message', attrs, content: [...sealed, ...(identity ? [identity] : [])] };
    if (account) return this.#server.deliver(account, jidDecode(jid)?.device ?? 0, stanza);
    try {
      await this.#server.directory.subscriberOf(jid)?.take(stanza);
    } catch (error) {
      this.#server.errors.push(error);
    }
  }

  /** A client lost a file: the sender's phone uploads it again under another path. */
  uploadAgain(line: Line, node: BinaryNode): void {
    const id = node.attrs.id ?? '';
    const request = getBinaryNodeChild(node, 'rmr');
    const customer = this.#server.directory.subscriberOf(request?.attrs.jid ?? '');
    const key = customer instanceof Customer ? customer.mediaKeys.get(id) : undefined;
    const again = key ? this.uploadedAgain.get(id) : undefined;
    const attrs = { from: line.jid, id, type: 'mediaretry', t: seconds() };
    const rmr = { tag: 'rmr', attrs: { ...request?.attrs } };
    if (!key || !again) {
      const error = { tag: 'error', attrs: { code: '2' } };
      line.send({ tag: 'notification', attrs, content: [error, rmr] });
      return;
    }
    const { ciphertext, iv } = sealRetry(key, id, again);
    const encrypt: BinaryNode = {
      tag: 'encrypt',
      attrs: {},
      content: [
        { tag: 'enc_p', attrs: {}, content: ciphertext },
        { tag: 'enc_iv', attrs: {}, content: iv },
      ],
    };
    line.send({ tag: 'notification', attrs, content: [encrypt, rmr] });
  }
}

/** The shares of a message: one a device, or a single one for its only reader. */
function recipients(node: BinaryNode): BinaryNode[] {
  const list = getBinaryNodeChild(node, 'participants');
  if (list) return getBinaryNodeChildren(list, 'to');
  const sealed = getBinaryNodeChild(node, 'enc');
  return sealed ? [{ tag: 'to', attrs: { jid: node.attrs.to ?? '' }, content: [sealed] }] : [];
}
