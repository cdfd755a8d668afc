import { randomUUID } from 'node:crypto';
import type {
  ChannelPage,
  ComplaintView,
  ConversationDetail,
  ConversationPage,
  ConversationRow,
  InboxView,
  LiveEvent,
  MessagePage,
  MessageView,
  OperatorAnswer,
} from '../../../src/handoff/contract.js';
import type { Role } from '../../../src/models/operator.js';
import { LiveLine } from './live.js';

/** Given up after so long; on a quiet machine it takes milliseconds. */
const PATIENCE_MS = 25_000;

/** A refusal of the server. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(`${status} ${code}`);
  }
}

/** A person at the inbox, as the page talks to the house. */
export class Operator {
  #cookie = '';
  #line: LiveLine | undefined;

  constructor(private readonly url: () => string) {}

  async signIn(email: string, password: string): Promise<this> {
    const response = await this.#fetch('POST', '/api/session', { email, password });
    this.#cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return this;
  }

  list(view: InboxView = 'waiting'): Promise<ConversationPage> {
    return this.ask('GET', `/api/conversations?view=${view}&limit=200`);
  }

  detail(id: string): Promise<ConversationDetail> {
    return this.ask('GET', `/api/conversations/${id}`);
  }

  async thread(id: string): Promise<MessageView[]> {
    const { messages } = await this.ask<MessagePage>(
      'GET',
      `/api/conversations/${id}/messages?limit=200`,
    );
    return messages;
  }

  claim(id: string): Promise<ConversationRow> {
    return this.ask('POST', `/api/conversations/${id}/claim`, {});
  }

  reply(id: string, text: string, clientId: string = randomUUID()): Promise<MessageView> {
    return this.ask('POST', `/api/conversations/${id}/reply`, { clientId, text });
  }

  note(id: string, text: string): Promise<MessageView> {
    return this.ask('POST', `/api/conversations/${id}/note`, { clientId: randomUUID(), text });
  }

  release(id: string, note?: string): Promise<ConversationRow> {
    return this.ask('POST', `/api/conversations/${id}/release`, note ? { note } : {});
  }

  close(id: string, outcome: string): Promise<ConversationRow> {
    return this.ask('POST', `/api/conversations/${id}/close`, { outcome });
  }

  /** Changes the complaint as it is now. */
  change(
    { reference, version }: ComplaintView,
    change: Record<string, string>,
  ): Promise<ComplaintView> {
    return this.ask('PATCH', `/api/complaints/${reference}`, { version, ...change });
  }

  channels(): Promise<ChannelPage> {
    return this.ask('GET', '/api/channels');
  }

  /** A colleague with a one-time password, signed in. */
  async invites(role: Role): Promise<Operator> {
    const email = `${role}-${randomUUID()}@sahut.local`;
    const invitation = { email, name: `Rekan ${role}`, role };
    const { oneTimePassword = '' } = await this.ask<OperatorAnswer>(
      'POST',
      '/api/operators',
      invitation,
    );
    const colleague = await new Operator(this.url).signIn(email, oneTimePassword);
    const next = `kata sandi ${randomUUID()}`;
    await colleague.ask('POST', '/api/session/password', { current: oneTimePassword, next });
    return colleague;
  }

  async media(id: string): Promise<{ type: string; data: Buffer }> {
    const response = await this.#fetch('GET', `/api/media/${id}`);
    const type = response.headers.get('content-type') ?? '';
    return { type, data: Buffer.from(await response.arrayBuffer()) };
  }

  /** Opens the live line: from now on `until` looks again whenever something happens. */
  async listens(): Promise<void> {
    await this.#line?.close();
    this.#line = await LiveLine.open(`${this.url()}/api/live`, this.#cookie);
  }

  /** What came over the live line. */
  get events(): LiveEvent[] {
    return this.#line?.events ?? [];
  }

  /** Looks, and looks again at every live event, until there is something. */
  async until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
    const line = this.#line;
    if (!line) throw new Error('Call listens() first.');
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const seen = line.events.length;
      const found = await look();
      if (found !== undefined && found !== false) return found;
      const left = end - Date.now();
      if (left <= 0 || !(await line.more(seen, left))) throw new Error(`never: ${what}`);
    }
  }

  /** The conversation's line in a view, once it is there. */
  row(
    id: string,
    what: (row: ConversationRow) => boolean = () => true,
    view: InboxView = 'all',
  ): Promise<ConversationRow> {
    return this.until('that row', async () =>
      (await this.list(view)).conversations.find((row) => row.id === id && what(row)),
    );
  }

  /** Ends the live line. */
  async leaves(): Promise<void> {
    await this.#line?.close();
    this.#line = undefined;
  }

  async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.#fetch(method, path, body);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  async #fetch(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(this.url() + path, {
      method,
      headers: {
        cookie: this.#cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.ok) return response;
    const { code = 'no code' } = (await response.json().catch(() => ({}))) as { code?: string };
    throw new Refused(response.status, code);
  }
}
