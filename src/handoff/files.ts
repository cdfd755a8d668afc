import { SahutError } from '../errors.js';
import type { MediaRef } from '../models/message.js';
import type { Desk } from './desk.js';
import { keepUpload, readFile } from './media.js';
import type { Visit } from './routes/route.js';

/** Keeps the body of the request; `X-File-Name` names it (percent-encoded). */
export function takeUpload({ parts }: Desk, { request }: Visit): Promise<MediaRef> {
  const body: unknown = request.body;
  const data = body instanceof Uint8Array ? body : new Uint8Array();
  return keepUpload(data, decoded(request.get('x-file-name')), parts);
}

function decoded(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  try {
    return decodeURIComponent(name);
  } catch {
    throw new SahutError('request/invalid', 'The header X-File-Name cannot be read.', {
      'x-file-name': 'percent-encode the name',
    });
  }
}

/** Answers with a file, or with the part that was asked for. */
export async function sendFile({ parts }: Desk, visit: Visit, id: string): Promise<void> {
  const { request, response } = visit;
  const { status, headers, body } = await readFile(parts.media, id, request.get('range'));
  response.status(status).set(headers);
  response.end(body);
}
