/** JSON as it goes over the wire. */
export type Json = Record<string, unknown>;

/** A file that a bot uploaded, or a user sends. */
export interface FakeFile {
  data: Uint8Array;
  name?: string;
}

export interface Button {
  text: string;
  callback_data?: string;
  request_location?: boolean;
}

/** A message as the server keeps it. */
export interface FakeMessage extends Json {
  message_id: number;
  chat: { id: number; type: string };
  text?: string;
  caption?: string;
  reply_markup?: { inline_keyboard?: Button[][] };
  /** What the bot asked for besides: a reply keyboard, or its removal. Not part of the Bot API. */
  $keyboard?: Button[][] | 'removed';
}

/** One call that a bot made. */
export interface ApiCall {
  token: string;
  method: string;
  payload: Json;
}

/** What shall go wrong with the next call of a method. */
export type Fault =
  | { code: number; description?: string; retryAfter?: number; html?: string }
  /** Never answers. */
  | { hang: true }
  /** Cuts the line. */
  | { cut: true };

export function isFile(value: unknown): value is FakeFile {
  return typeof value === 'object' && value !== null && 'data' in value;
}

/** Telegram's calls as they arrive: JSON, a form, or a form with files. */
export async function readPayload(contentType: string, body: Buffer): Promise<Json> {
  if (contentType.includes('json'))
    return body.length > 0 ? (JSON.parse(String(body)) as Json) : {};
  if (!contentType.includes('multipart')) {
    return Object.fromEntries(new URLSearchParams(String(body)));
  }
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': contentType },
  }).formData();
  const payload: Json = {};
  for (const [name, value] of form) {
    payload[name] =
      typeof value === 'string'
        ? value
        : { data: new Uint8Array(await value.arrayBuffer()), name: value.name };
  }
  return payload;
}
