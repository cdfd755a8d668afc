import { Buffer } from 'node:buffer';
import {
  type BinaryNode,
  decodeBinaryNode,
  encodeBinaryNode,
  type KeyPair,
  NOISE_WA_HEADER,
  type proto,
} from '@whiskeysockets/baileys';
import type { WebSocket } from 'ws';
import type { Account, Device } from './directory.js';
import { NoiseResponder } from './noise.js';

/** What a line tells the server. */
export interface LineEnds {
  own: { staticKey: KeyPair; certificate: Uint8Array };
  login(line: Line, payload: proto.ClientPayload): void;
  stanza(line: Line, node: BinaryNode): Promise<void>;
  closed(line: Line): void;
  failed(error: unknown): void;
}

/** One WebSocket of one client. */
export class Line {
  clientKey = '';
  /** Who is on it, after login. */
  account: Account | undefined;
  device: Device | undefined;
  jid = '';
  /** A client that wants to be paired: its keys. */
  registering: proto.ClientPayload.IDevicePairingRegistrationData | null = null;
  pairing = false;
  #noise = new NoiseResponder();
  #state: 'intro' | 'hello' | 'finish' | 'open' = 'intro';
  #buffer = Buffer.alloc(0);
  #turn = Promise.resolve();

  constructor(
    readonly socket: WebSocket,
    readonly ends: LineEnds,
  ) {
    socket.on('message', (data) => {
      const bytes = Buffer.isBuffer(data) ? data : Buffer.alloc(0);
      this.#turn = this.#turn
        .then(() => this.#feed(bytes))
        .catch((error: unknown) => {
          ends.failed(error);
          socket.terminate();
        });
    });
    socket.on('close', () => ends.closed(this));
    socket.on('error', () => undefined);
  }

  send(node: BinaryNode): void {
    this.#frame(this.#noise.encrypt(encodeBinaryNode(node)));
  }

  #frame(bytes: Uint8Array): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    const head = Buffer.alloc(3);
    head.writeUIntBE(bytes.length, 0, 3);
    this.socket.send(Buffer.concat([head, bytes]));
  }

  async #feed(data: Buffer): Promise<void> {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    if (this.#state === 'intro') this.#intro();
    while (this.#buffer.length >= 3) {
      const length = this.#buffer.readUIntBE(0, 3);
      if (this.#buffer.length < length + 3) return;
      const frame = this.#buffer.subarray(3, length + 3);
      this.#buffer = this.#buffer.subarray(length + 3);
      await this.#take(frame);
    }
  }

  /** Skips the routing hint (`ED…`) that a returning client sends first. */
  #intro(): void {
    if (this.#buffer.subarray(0, 2).toString() === 'ED') {
      const routing = (this.#buffer.readUInt8(4) << 16) | this.#buffer.readUInt16BE(5);
      this.#buffer = this.#buffer.subarray(7 + routing);
    }
    if (!this.#buffer.subarray(0, 4).equals(NOISE_WA_HEADER)) throw new Error('bad intro');
    this.#buffer = this.#buffer.subarray(4);
    this.#state = 'hello';
  }

  async #take(frame: Buffer): Promise<void> {
    if (this.#state === 'hello') {
      this.#frame(this.#noise.hello(frame, this.ends.own));
      this.#state = 'finish';
    } else if (this.#state === 'finish') {
      const { clientKey, payload } = this.#noise.finish(frame);
      this.clientKey = clientKey.toString('base64');
      this.#state = 'open';
      this.ends.login(this, payload);
    } else {
      await this.ends.stanza(this, await decodeBinaryNode(this.#noise.decrypt(frame)));
    }
  }
}
