import { Buffer } from 'node:buffer';
import { createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Agent } from 'node:https';
import type { proto, WAMessage } from '@whiskeysockets/baileys';
import type { Clock } from '../../models/clock.js';
import type { MediaRef } from '../../models/message.js';
import { ChannelError, type FetchedMedia } from '../channel.js';
import type { Baileys } from './baileys.js';
import { DownloadError, download, fileUrl } from './download.js';
import type { Session } from './session.js';
import { readSource, type Source } from './source.js';
import { within } from './within.js';

const MAC_BYTES = 10;
/** Padding and signature make a sealed file this much longer at most. */
const SEAL_BYTES = 16 + MAC_BYTES;
/** How long the sender's phone may take to upload a file once more. */
const UPLOAD_AGAIN_MS = 45_000;

export interface MediaParts {
  baileys(): Promise<Baileys>;
  /** The open connection; throws `ChannelError` without one. */
  session(): Session;
  clock: Clock;
  agent: Agent | undefined;
  /** The server is a made-up one on this machine. */
  loopback: boolean;
  limitBytes: number;
}

/**
 * Fetches and decrypts a file announced by `parse`. Downloads itself rather than through Baileys,
 * which checks neither size nor signature and asks any host the sender names.
 * A file that WhatsApp has deleted is asked of the sender's phone once more (Baileys never does
 * so by itself), then fetched again, once.
 */
export async function fetchMedia(media: MediaRef, parts: MediaParts): Promise<FetchedMedia> {
  const source = readSource(media.source);
  if (!source) throw new ChannelError('refused', 'This message does not say where its file is.');
  if (media.bytes > parts.limitBytes) throw tooLarge();
  const data = await found(source, parts);
  const { mimeType, fileName } = media;
  return { data, mimeType, ...(fileName ? { fileName } : {}) };
}

async function found(source: Source, parts: MediaParts): Promise<Uint8Array> {
  try {
    return await opened(source, parts);
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    if (error.reason !== 'gone') throw inOurWords(error);
  }
  const path = await askAgain(source, parts);
  try {
    return await opened({ ...source, path }, parts);
  } catch (error) {
    throw error instanceof DownloadError ? inOurWords(error) : error;
  }
}

async function opened(source: Source, parts: MediaParts): Promise<Uint8Array> {
  const { agent, limitBytes, loopback } = parts;
  const limit = limitBytes + SEAL_BYTES;
  const sealed = await download(fileUrl(source, loopback), { agent, limitBytes: limit });
  const baileys = await parts.baileys();
  const keys = await baileys.getMediaKeys(Buffer.from(source.key, 'base64'), source.kind);
  const body = sealed.subarray(0, -MAC_BYTES);
  const mac = createHmac('sha256', keys.macKey ?? '')
    .update(keys.iv)
    .update(body)
    .digest();
  const signature = sealed.subarray(-MAC_BYTES);
  const genuine =
    signature.length === MAC_BYTES && timingSafeEqual(mac.subarray(0, MAC_BYTES), signature);
  if (!genuine) throw damaged();
  const plain = decrypt(body, keys);
  const sum = createHash('sha256').update(plain).digest('base64');
  if (source.sha256 && sum !== source.sha256) throw damaged();
  return plain;
}

function decrypt(body: Uint8Array, keys: { cipherKey: Uint8Array; iv: Uint8Array }): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-cbc', keys.cipherKey, keys.iv);
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    throw damaged();
  }
}

/** The new path of the file, after the sender's phone has uploaded it again. */
async function askAgain(source: Source, parts: MediaParts): Promise<string> {
  const { sock, gone } = parts.session();
  const message: WAMessage = {
    key: { remoteJid: source.chat, id: source.id, fromMe: false },
    message: fileMessage(source),
  };
  const { clock } = parts;
  const late = () => {
    throw expired();
  };
  try {
    const asked = Promise.race([sock.updateMediaMessage(message), gone]);
    const updated = await within({ clock, ms: UPLOAD_AGAIN_MS, late }, asked);
    const path = Object.values(updated.message ?? {})[0]?.directPath;
    if (typeof path === 'string') return path;
  } catch (error) {
    if (error instanceof ChannelError) throw error;
  }
  throw expired();
}

function fileMessage(source: Source): proto.IMessage {
  const { path, url } = source;
  const file = {
    mediaKey: Buffer.from(source.key, 'base64'),
    ...(path ? { directPath: path } : {}),
    ...(url ? { url } : {}),
  };
  switch (source.kind) {
    case 'image':
      return { imageMessage: file };
    case 'video':
      return { videoMessage: file };
    case 'audio':
      return { audioMessage: file };
    case 'document':
      return { documentMessage: file };
    case 'sticker':
      return { stickerMessage: file };
  }
}

function inOurWords(error: DownloadError): ChannelError {
  if (error.reason === 'too-large') return tooLarge();
  if (error.reason === 'gone') return expired();
  return new ChannelError('later', error.message, 10_000);
}

function expired(): ChannelError {
  return new ChannelError('refused', 'The file has expired at WhatsApp.');
}

function tooLarge(): ChannelError {
  return new ChannelError('refused', 'The file is larger than allowed.');
}

function damaged(): ChannelError {
  return new ChannelError('refused', 'The file is damaged: its signature does not match.');
}
