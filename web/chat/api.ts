import { keep, kept } from './kept.js';
import { isWritable, type Message, type Pending } from './types.js';

const ROOT = '/chat/api';
/** On 2G a kilobyte may take seconds; a line that is silent for longer than this is dead. */
const SHORT_MS = 30_000;
const UPLOAD_MS = 170_000;
export const WAIT_SECONDS = 25;

/** The server said no; `status` 0 when there was no answer at all. */
export class ApiError extends Error {
  constructor(readonly status: number) {
    super(`status ${status}`);
  }
  /** True when the same request may succeed later. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

interface Ask {
  method?: string;
  body?: BodyInit;
  type?: string;
  withinMs?: number;
  signal?: AbortSignal;
}

/** One request; anything but 2xx throws {@link ApiError}. */
async function ask(path: string, asked: Ask = {}): Promise<Response> {
  const { method = 'GET', body, type, withinMs = SHORT_MS, signal } = asked;
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), withinMs);
  signal?.addEventListener('abort', () => limit.abort());
  const token = kept('token');
  const headers = {
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(type ? { 'content-type': type } : {}),
  };
  try {
    const response = await fetch(ROOT + path, {
      method,
      headers,
      body: body ?? null,
      signal: limit.signal,
      credentials: 'omit',
    });
    if (!response.ok) throw new ApiError(response.status);
    return new Response(await response.blob(), { headers: response.headers });
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError(0);
  } finally {
    clearTimeout(timer);
  }
}

/** The name of the government whose door this is. */
export async function organisation(): Promise<string> {
  const answer = (await (await ask('/about')).json()) as { organisation: string };
  return answer.organisation;
}

/** Gets a secret for this page, once: before the first message, not at a mere visit. */
async function signOn(): Promise<void> {
  if (kept('token')) return;
  const answer = (await (await ask('/sessions', { method: 'POST' })).json()) as { token: string };
  // Another tab may have been faster.
  if (!kept('token')) keep('token', answer.token);
}

/** Sends one message; the same `clientId` again does no harm. Resolves when it is kept. */
export async function send({ clientId, content }: Pending, file: Blob | undefined): Promise<void> {
  await signOn();
  if (isWritable(content)) {
    const body = JSON.stringify({ clientId, ...content });
    await ask('/messages', { method: 'POST', body, type: 'application/json' });
    return;
  }
  // A file does not outlive the page it was chosen in.
  if (!file) throw new ApiError(410);
  const { caption } = content;
  const query = new URLSearchParams({ clientId, ...(caption ? { caption } : {}) });
  const type = file.type || 'application/octet-stream';
  await ask(`/media?${query}`, { method: 'PUT', body: file, type, withinMs: UPLOAD_MS });
}

export interface News {
  messages: Message[];
  cursor: number;
  typing?: true;
}

/** What is new after the cursor; waits for it at the server when asked to. */
export async function news(after: number, waitSeconds: number, signal: AbortSignal): Promise<News> {
  const response = await ask(`/messages?after=${after}&waitSeconds=${waitSeconds}`, {
    signal,
    withinMs: SHORT_MS + waitSeconds * 1000,
  });
  return (await response.json()) as News;
}

/** The bytes of a file that stands in a message of the thread. */
export async function file(mediaId: string, order: number): Promise<Blob> {
  const path = `/media/${encodeURIComponent(mediaId)}?message=${order}`;
  return (await ask(path, { withinMs: UPLOAD_MS })).blob();
}
