import type { MediaRef } from '../../models/message.js';
import type { FetchedMedia } from '../channel.js';
import { type Api, ApiError } from './api.js';
import { number, object, present, text } from './fields.js';

export const DOWNLOAD_LIMIT_BYTES = 20_000_000;
const TIMEOUT_MS = 120_000;
const RETRY_MS = 5000;

interface Parts {
  api: Api;
  token: string;
  apiRoot: string;
}

/** Fetches a file by its id. Throws `refused` (too-large, expired) or `later`; never with the URL in it. */
export async function download(parts: Parts, media: MediaRef): Promise<FetchedMedia> {
  if (media.bytes > DOWNLOAD_LIMIT_BYTES) throw tooLarge();
  if (!media.source) throw new ApiError('refused', 'expired: the file can no longer be fetched.');
  const path = await pathOf(parts.api, media.source);
  const url = new URL(`./file/bot${parts.token}/${encodeURI(path)}`, parts.apiRoot);
  const data = await bytesAt(url);
  return { data, mimeType: media.mimeType, ...present({ fileName: media.fileName }) };
}

async function pathOf(api: Api, fileId: string): Promise<string> {
  const answer = await api.call('getFile', { file_id: fileId }).catch((thrown: unknown) => {
    if (!(thrown instanceof ApiError) || thrown.kind !== 'refused') throw thrown;
    if (/too big/i.test(thrown.message)) throw tooLarge();
    throw new ApiError('refused', 'expired: Telegram no longer has the file.');
  });
  const file = object(answer);
  if ((number(file?.file_size) ?? 0) > DOWNLOAD_LIMIT_BYTES) throw tooLarge();
  const path = text(file?.file_path);
  if (path === undefined)
    throw new ApiError('later', 'Telegram names no file yet.', { afterMs: RETRY_MS });
  return path;
}

async function bytesAt(url: URL): Promise<Uint8Array> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, { signal }).catch(() => {
    throw unreached();
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw unreached();
  }
  return collect(response);
}

/** The length that was announced may be wrong: what arrives is counted. */
async function collect(response: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of response.body ?? []) {
      bytes += piece.byteLength;
      if (bytes > DOWNLOAD_LIMIT_BYTES) throw tooLarge();
      pieces.push(piece);
    }
  } catch (thrown) {
    throw thrown instanceof ApiError ? thrown : unreached();
  }
  return Buffer.concat(pieces);
}

function tooLarge(): ApiError {
  return new ApiError('refused', 'too-large: Telegram gives files up to 20 MB only.');
}

function unreached(): ApiError {
  return new ApiError('later', 'The file cannot be fetched from Telegram now.', {
    afterMs: RETRY_MS,
  });
}
