import { Buffer } from 'node:buffer';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Turns a text into one that only the holder of the key can read, and back. */
export interface Cipher {
  seal(text: string): string;
  /** Throws when the text was sealed with another key or was changed since. */
  open(sealed: string): string;
}

const VERSION = 'v1.';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM with a fresh nonce a text. `key` is 32 bytes; anything else throws. */
export function createCipher(key: Uint8Array): Cipher {
  if (key.length !== 32) throw new Error('The key of the WhatsApp vault must have 32 bytes.');
  return {
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return VERSION + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed) {
      if (!sealed.startsWith(VERSION)) throw unreadable();
      const bytes = Buffer.from(sealed.slice(VERSION.length), 'base64');
      const tagEnd = NONCE_BYTES + TAG_BYTES;
      if (bytes.length < tagEnd) throw unreadable();
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
        decipher.setAuthTag(bytes.subarray(NONCE_BYTES, tagEnd));
        const body = decipher.update(bytes.subarray(tagEnd));
        return Buffer.concat([body, decipher.final()]).toString('utf8');
      } catch {
        throw unreadable();
      }
    },
  };
}

/** Writes as it reads; for tests and for a vault that is encrypted as a whole. */
export const noCipher: Cipher = { seal: (text) => text, open: (text) => text };

function unreadable(): Error {
  return new Error(
    'The kept WhatsApp session cannot be decrypted: restore the secret it was written with, or pair again.',
  );
}
