import { fileTypeFromBuffer } from 'file-type';
import { SahutError } from '../errors.js';
import type { Clock } from '../models/clock.js';
import type { MediaStore } from '../models/media.js';
import type { MediaRef } from '../models/message.js';

export const UPLOAD_BYTES = 16 * 1024 * 1024;

/** What operators may send; the bytes decide, not the name. */
const TAKEN = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'video/mp4',
  'video/webm',
  'video/quicktime',
  'audio/ogg',
  'audio/opus',
  'audio/mpeg',
  'audio/mp4',
  'audio/x-m4a',
  'audio/aac',
  'audio/wav',
  'audio/webm',
  'application/pdf',
]);

/** What a browser may show by itself. SVG is not among it: it can carry scripts. */
const SHOWN =
  /^(image\/(jpeg|png|webp|gif|avif|heic)|audio\/[\w.+-]+|video\/[\w.+-]+|application\/pdf)$/;

/** Keeps an uploaded file. Throws `media/refused` for kinds that are not taken. */
export async function keepUpload(
  data: Uint8Array,
  fileName: string | undefined,
  { media, clock }: { media: MediaStore; clock: Clock },
): Promise<MediaRef> {
  const sniffed = data.length > 0 ? await fileTypeFromBuffer(data) : undefined;
  const mimeType = sniffed?.mime.split(';')[0]?.trim();
  if (!mimeType || !TAKEN.has(mimeType)) throw new SahutError('media/refused');
  const name = fileName === undefined ? {} : { fileName: plainName(fileName) };
  const kept = await media.keep(data, { mimeType, ...name }, clock.now());
  return { mediaId: kept.id, mimeType: kept.mimeType, bytes: kept.bytes, ...name };
}

/** A file name without folders and control characters, at most 100 characters. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const plain = last.replace(/[\p{C}"<>|:*?]/gu, '').trim();
  return [...plain].slice(-100).join('') || 'file';
}

/** A file to be answered: the whole, or the part that a Range header asks for. */
export interface FileAnswer {
  status: 200 | 206 | 416;
  headers: Record<string, string>;
  body: Uint8Array;
}

/**
 * Reads a file for a browser. Images, audio, video and PDF are shown, all else is downloaded.
 * Throws `media/unknown`.
 */
export async function readFile(
  media: MediaStore,
  id: string,
  range: string | undefined,
): Promise<FileAnswer> {
  const [file, data] = await Promise.all([media.find(id), media.read(id)]);
  if (!file || !data) throw new SahutError('media/unknown');
  const headers = headersFor(file.mimeType, file.fileName);
  const part = partOf(range, data.length);
  if (part === 'whole') return { status: 200, headers, body: data };
  if (part === 'none') {
    const asked = { 'Content-Range': `bytes */${data.length}` };
    return { status: 416, headers: { ...headers, ...asked }, body: new Uint8Array() };
  }
  const { start, end } = part;
  const sent = { 'Content-Range': `bytes ${start}-${end}/${data.length}` };
  return {
    status: 206,
    headers: { ...headers, ...sent },
    body: data.subarray(start, end + 1),
  };
}

function headersFor(mimeType: string, fileName: string | undefined): Record<string, string> {
  const shown = SHOWN.test(mimeType);
  const how = shown ? 'inline' : 'attachment';
  const named = fileName === undefined ? '' : `; filename*=UTF-8''${rfc5987(fileName)}`;
  // A browser's PDF viewer does not start in a sandbox; its type keeps it from being a page.
  const sandbox = mimeType === 'application/pdf' ? '' : '; sandbox';
  return {
    'Content-Type': shown ? mimeType : 'application/octet-stream',
    'Content-Disposition': `${how}${named}`,
    'Content-Security-Policy': `default-src 'none'; style-src 'unsafe-inline'${sandbox}`,
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
    // Ranges count bytes as they are kept: nothing may compress them on the way.
    'Cache-Control': 'private, max-age=3600, no-transform',
  };
}

/** RFC 8187: everything outside its short list of letters is percent-encoded. */
function rfc5987(name: string): string {
  return encodeURIComponent(name.replace(/\p{Cs}/gu, '')).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** One range of RFC 9110; several at once, and what is not understood, get the whole. */
function partOf(
  range: string | undefined,
  length: number,
): 'whole' | 'none' | { start: number; end: number } {
  const match = range?.match(/^bytes=(\d{0,15})-(\d{0,15})$/);
  if (!match) return 'whole';
  const [, from = '', to = ''] = match;
  if (from === '' && to === '') return 'whole';
  const start = from === '' ? Math.max(0, length - Number(to)) : Number(from);
  const end = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  return start > end ? 'none' : { start, end };
}
