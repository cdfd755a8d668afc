import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { SahutError } from '../../errors.js';
import type { MediaKind } from '../../models/message.js';

const PHOTO = /^image\/(jpeg|png|webp|gif|heic|heif|avif)$/;
const VIDEO = /^video\/(mp4|webm|quicktime|3gpp|3gpp2|ogg|x-m4v)$/;
const AUDIO = /^audio\/[\w.+-]+$/;

/**
 * What an upload is: by what its bytes are, not by what the page says. Throws `media/refused`.
 * One thing the bytes do not tell: a voice recording in a container made for video.
 */
export async function sniff(
  data: unknown,
  declared: string | undefined,
): Promise<{ data: Uint8Array; kind: MediaKind; mimeType: string }> {
  const mimeType = Buffer.isBuffer(data) ? await typeOf(data) : undefined;
  if (!mimeType || !Buffer.isBuffer(data)) throw new SahutError('media/refused');
  if (/^video\/(mp4|webm|ogg)$/.test(mimeType) && declared?.startsWith('audio/')) {
    return { data, kind: 'audio', mimeType: mimeType.replace('video/', 'audio/') };
  }
  const kind = kindOf(mimeType);
  if (!kind) throw new SahutError('media/refused');
  return { data, kind, mimeType };
}

/** The id of an upload's file: the same for a repeat of the same upload, guessable by nobody. */
export function mediaIdOf(chatId: string, clientId: string): string {
  return createHash('sha256')
    .update(`webchat-media:${chatId}:${clientId}`)
    .digest('hex')
    .slice(0, 32);
}

async function typeOf(data: Buffer): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(data))?.mime.split(';')[0]?.trim();
  } catch {
    // Broken on purpose or on the way: the reader of its container gave up.
    return undefined;
  }
}

function kindOf(mimeType: string): MediaKind | null {
  if (PHOTO.test(mimeType)) return 'photo';
  if (VIDEO.test(mimeType)) return 'video';
  if (AUDIO.test(mimeType)) return 'audio';
  return mimeType === 'application/pdf' ? 'document' : null;
}
