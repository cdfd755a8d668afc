import { chatIdOf } from '../../../src/bots/webchat/parse.js';
import type { WebchatMessage } from '../../../src/bots/webchat/render.js';
import type { Stage } from './stage.js';

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & { code?: string };
}

export interface PollBody {
  messages: WebchatMessage[];
  cursor: number;
  typing?: true;
}

/** What a citizen's page does, over HTTP. */
export class CitizenPage {
  readonly chatId: string;
  /** Where it comes from, as a proxy on this machine would say. */
  address = '198.51.100.1';
  #written = 0;

  constructor(
    readonly stage: Stage,
    readonly token: string,
  ) {
    this.chatId = chatIdOf(token);
  }

  /** A page that has just signed on. */
  static async open(stage: Stage): Promise<CitizenPage> {
    const { token } = (await (
      await fetch(`${stage.url}/chat/api/sessions`, { method: 'POST' })
    ).json()) as { token: string };
    return new CitizenPage(stage, token);
  }

  async ask(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = {
      authorization: `Bearer ${this.token}`,
      'x-forwarded-for': this.address,
      ...init.headers,
    };
    const response = await fetch(`${this.stage.url}/chat/api${path}`, { ...init, headers });
    const body = (await response.json()) as Answer['body'];
    return { status: response.status, headers: response.headers, body };
  }

  post(body: unknown): Promise<Answer> {
    const headers = { 'content-type': 'application/json' };
    return this.ask('/messages', { method: 'POST', headers, body: JSON.stringify(body) });
  }

  write(text: string): Promise<Answer> {
    this.#written += 1;
    return this.post({ kind: 'text', clientId: `client-${this.#written}`, text });
  }

  upload(data: Uint8Array, type: string, query = 'clientId=upload-1'): Promise<Answer> {
    const headers = { 'content-type': type };
    return this.ask(`/media?${query}`, { method: 'PUT', headers, body: Buffer.from(data) });
  }

  async poll(after: number, waitSeconds = 0, signal?: AbortSignal): Promise<PollBody> {
    const init = signal ? { signal } : {};
    const { status, body } = await this.ask(
      `/messages?after=${after}&waitSeconds=${waitSeconds}`,
      init,
    );
    if (status !== 200) throw new Error(`${status} ${body.code}`);
    return body as unknown as PollBody;
  }

  file(mediaId: string, order: number): Promise<Response> {
    return fetch(`${this.stage.url}/chat/api/media/${mediaId}?message=${order}`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
  }
}

/** Resolves when so many polls wait. */
export async function polling({ webchat }: Stage, count: number): Promise<void> {
  while (webchat.waiting() !== count) await new Promise((resolve) => setImmediate(resolve));
}
