import { Buffer } from 'node:buffer';
import {
  type BinaryNode,
  encodeWAMessage,
  parseAndInjectE2ESessions,
  proto,
  type SignalRepositoryWithLIDStore,
} from '@whiskeysockets/baileys';
import type { Directory } from './directory.js';

/** One message, encrypted by a phone for one device; opens a session first where there is none. */
export async function sealFor(
  phone: { signal: SignalRepositoryWithLIDStore; directory: Directory },
  jid: string,
  message: proto.IMessage,
): Promise<BinaryNode & { content: Buffer }> {
  const { signal, directory } = phone;
  if (!(await signal.validateSession(jid)).exists) {
    await parseAndInjectE2ESessions(directory.keys([jid]), signal);
  }
  const data = encodeWAMessage(proto.Message.fromObject(message));
  const { type, ciphertext } = await signal.encryptMessage({ jid, data });
  return { tag: 'enc', attrs: { v: '2', type }, content: Buffer.from(ciphertext) };
}
