import { Buffer } from 'node:buffer';
import {
  aesDecryptGCM,
  aesEncryptGCM,
  Curve,
  hkdf,
  type KeyPair,
  NOISE_MODE,
  NOISE_WA_HEADER,
  proto,
  sha256,
} from '@whiskeysockets/baileys';

const NOTHING = Buffer.alloc(0);

function nonce(counter: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(counter, 8);
  return bytes;
}

/** The server's side of Noise_XX_25519_AESGCM_SHA256, as WhatsApp frames it. */
export class NoiseResponder {
  #hash: Buffer;
  #salt: Buffer;
  #key: Buffer;
  #counter = 0;
  #ephemeral = Curve.generateKeyPair();
  #reading: { key: Buffer; counter: number } | undefined;
  #writing: { key: Buffer; counter: number } | undefined;

  constructor() {
    const mode = Buffer.from(NOISE_MODE);
    this.#hash = mode.length === 32 ? mode : Buffer.from(sha256(mode));
    this.#salt = this.#hash;
    this.#key = this.#hash;
    this.#mixHash(NOISE_WA_HEADER);
  }

  /** Answers the client's hello with our keys and certificate; returns the frame to send. */
  hello(frame: Uint8Array, own: { staticKey: KeyPair; certificate: Uint8Array }): Buffer {
    const theirs = proto.HandshakeMessage.decode(frame).clientHello?.ephemeral;
    if (!theirs) throw new Error('client hello without a key');
    this.#mixHash(theirs);
    this.#mixHash(this.#ephemeral.public);
    this.#mixKey(Curve.sharedKey(this.#ephemeral.private, theirs));
    const sealedStatic = this.#seal(own.staticKey.public);
    this.#mixKey(Curve.sharedKey(own.staticKey.private, theirs));
    const payload = this.#seal(own.certificate);
    const serverHello = { ephemeral: this.#ephemeral.public, static: sealedStatic, payload };
    return Buffer.from(proto.HandshakeMessage.encode({ serverHello }).finish());
  }

  /** Ends the handshake; what the client says of itself, and the key that proves it is the same again. */
  finish(frame: Uint8Array): { clientKey: Buffer; payload: proto.ClientPayload } {
    const finish = proto.HandshakeMessage.decode(frame).clientFinish;
    if (!finish?.static || !finish.payload) throw new Error('client finish is incomplete');
    const clientKey = this.#open(finish.static);
    this.#mixKey(Curve.sharedKey(this.#ephemeral.private, clientKey));
    const payload = proto.ClientPayload.decode(this.#open(finish.payload));
    const [client, server] = this.#derive(NOTHING);
    this.#reading = { key: client, counter: 0 };
    this.#writing = { key: server, counter: 0 };
    return { clientKey, payload };
  }

  encrypt(plain: Uint8Array): Buffer {
    if (!this.#writing) throw new Error('not shaken hands yet');
    return aesEncryptGCM(plain, this.#writing.key, nonce(this.#writing.counter++), NOTHING);
  }

  decrypt(sealed: Uint8Array): Buffer {
    if (!this.#reading) throw new Error('not shaken hands yet');
    return aesDecryptGCM(sealed, this.#reading.key, nonce(this.#reading.counter++), NOTHING);
  }

  #mixHash(data: Uint8Array): void {
    this.#hash = Buffer.from(sha256(Buffer.concat([this.#hash, data])));
  }

  #mixKey(secret: Uint8Array): void {
    const [salt, key] = this.#derive(secret);
    this.#salt = salt;
    this.#key = key;
    this.#counter = 0;
  }

  #derive(secret: Uint8Array): [Buffer, Buffer] {
    const both = Buffer.from(hkdf(Buffer.from(secret), 64, { salt: this.#salt, info: '' }));
    return [both.subarray(0, 32), both.subarray(32)];
  }

  #seal(plain: Uint8Array): Buffer {
    const sealed = aesEncryptGCM(plain, this.#key, nonce(this.#counter++), this.#hash);
    this.#mixHash(sealed);
    return sealed;
  }

  #open(sealed: Uint8Array): Buffer {
    const plain = aesDecryptGCM(sealed, this.#key, nonce(this.#counter++), this.#hash);
    this.#mixHash(sealed);
    return plain;
  }
}
