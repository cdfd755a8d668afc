import type { proto, WAMessageKey } from '@whiskeysockets/baileys';
import type { Content, MediaKind, MediaRef } from '../../models/message.js';
import { plainText, whole } from './parse-values.js';
import { base64, type FileKind, writeSource } from './source.js';

/** The fields that all of WhatsApp's file messages share, each possibly absent or nonsense. */
interface FileMessage {
  mimetype?: string | null;
  caption?: string | null;
  fileName?: string | null;
  fileLength?: unknown;
  seconds?: number | null;
  width?: number | null;
  height?: number | null;
  mediaKey?: Uint8Array | null;
  directPath?: string | null;
  url?: string | null;
  fileSha256?: Uint8Array | null;
}

const FALLBACK_TYPE: Readonly<Record<FileKind, string>> = {
  image: 'image/jpeg',
  video: 'video/mp4',
  audio: 'audio/ogg',
  document: 'application/octet-stream',
  sticker: 'image/webp',
};

/** A photo, video, voice recording, document or sticker; null when the message is none of them. */
export function parseFile(message: proto.IMessage, key: WAMessageKey): Content | null {
  const found = fileOf(message);
  if (!found) return null;
  const { kind, fileKind, file } = found;
  const caption = plainText(file.caption);
  const media = mediaRef(file, fileKind, key);
  return { kind, media, ...(caption ? { caption } : {}) };
}

function fileOf(
  message: proto.IMessage,
): { kind: MediaKind; fileKind: FileKind; file: FileMessage } | null {
  const video = message.videoMessage ?? message.ptvMessage;
  if (message.imageMessage) return { kind: 'photo', fileKind: 'image', file: message.imageMessage };
  if (video) return { kind: 'video', fileKind: 'video', file: video };
  if (message.audioMessage) return { kind: 'audio', fileKind: 'audio', file: message.audioMessage };
  if (message.documentMessage)
    return { kind: 'document', fileKind: 'document', file: message.documentMessage };
  if (message.stickerMessage)
    return { kind: 'sticker', fileKind: 'sticker', file: message.stickerMessage };
  return null;
}

function mediaRef(file: FileMessage, kind: FileKind, key: WAMessageKey): MediaRef {
  const fileName = plainText(file.fileName);
  const duration = whole(file.seconds);
  const width = whole(file.width);
  const height = whole(file.height);
  const source = sourceOf(file, kind, key);
  return {
    mediaId: null,
    mimeType: mimeType(file.mimetype) ?? FALLBACK_TYPE[kind],
    bytes: whole(file.fileLength) ?? 0,
    ...(fileName ? { fileName } : {}),
    ...(duration ? { durationSeconds: duration } : {}),
    ...(width ? { width } : {}),
    ...(height ? { height } : {}),
    ...(source ? { source } : { missing: 'failed' as const }),
  };
}

function sourceOf(file: FileMessage, kind: FileKind, key: WAMessageKey): string | undefined {
  const { mediaKey, directPath, url, fileSha256 } = file;
  if (!(mediaKey instanceof Uint8Array) || mediaKey.length === 0 || !(directPath || url)) {
    return undefined;
  }
  return writeSource({
    kind,
    key: base64(mediaKey),
    chat: key.remoteJid ?? '',
    id: key.id ?? '',
    ...(typeof directPath === 'string' ? { path: directPath } : {}),
    ...(typeof url === 'string' ? { url } : {}),
    ...(fileSha256 instanceof Uint8Array && fileSha256.length > 0
      ? { sha256: base64(fileSha256) }
      : {}),
  });
}

/** `audio/ogg; codecs=opus` → `audio/ogg`; undefined for what is no type at all. */
function mimeType(value: unknown): string | undefined {
  const type = typeof value === 'string' ? value.split(';')[0]?.trim().toLowerCase() : undefined;
  return type && /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : undefined;
}
