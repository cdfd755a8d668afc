import { randomUUID } from 'node:crypto';
import type {
  ComplaintPatch,
  ComplaintView,
  ConversationDetail,
  ConversationPage,
  ConversationRow,
  InboxView,
  OperatorAnswer,
} from '../src/handoff/contract.js';
import type { ComplaintStatus } from '../src/models/complaint.js';
import type { Outcome } from '../src/models/conversation.js';
import type { Role } from '../src/models/operator.js';

export interface Account {
  name: string;
  email: string;
  password: string;
  role: Role;
}

/** An operator at the inbox, through the same routes as the page. `base` may change: a house may move. */
export class Desk {
  #cookie = '';

  constructor(
    readonly account: Account,
    private readonly base: () => string,
  ) {}

  async signIn(password = this.account.password): Promise<void> {
    const { email } = this.account;
    const response = await this.#send('POST', '/api/session', { email, password });
    if (!response.ok) throw new Error(`${email} could not sign in: ${response.status}`);
    this.#cookie = (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  }

  /** Takes in a colleague, who replaces the one-time password at once. */
  async hire(account: Account): Promise<Desk> {
    const { email, name, role, password } = account;
    const added = await this.#ask<OperatorAnswer>('POST', '/api/operators', { email, name, role });
    const desk = new Desk(account, this.base);
    const current = added.oneTimePassword ?? '';
    await desk.signIn(current);
    await desk.#ask('POST', '/api/session/password', { current, next: password });
    await desk.signIn();
    return desk;
  }

  async list(view: InboxView, limit = 50): Promise<ConversationRow[]> {
    const path = `/api/conversations?view=${view}&limit=${limit}`;
    return (await this.#ask<ConversationPage>('GET', path)).conversations;
  }

  detail(id: string): Promise<ConversationDetail> {
    return this.#ask('GET', `/api/conversations/${id}`);
  }

  claim(id: string): Promise<ConversationRow> {
    return this.#ask('POST', `/api/conversations/${id}/claim`, {});
  }

  async reply(id: string, text: string): Promise<void> {
    await this.#ask('POST', `/api/conversations/${id}/reply`, { clientId: randomUUID(), text });
  }

  async note(id: string, text: string): Promise<void> {
    await this.#ask('POST', `/api/conversations/${id}/note`, { clientId: randomUUID(), text });
  }

  async seen(id: string): Promise<void> {
    await this.#ask('POST', `/api/conversations/${id}/seen`, {});
  }

  release(id: string, note: string): Promise<ConversationRow> {
    return this.#ask('POST', `/api/conversations/${id}/release`, { note });
  }

  close(id: string, outcome: Outcome): Promise<ConversationRow> {
    return this.#ask('POST', `/api/conversations/${id}/close`, { outcome });
  }

  /** Moves a complaint through these states, the note with the last of them. */
  async move(complaint: ComplaintView, states: readonly ComplaintStatus[], note?: string) {
    let { version } = complaint;
    for (const [at, status] of states.entries()) {
      const isLast = at === states.length - 1;
      const patch: ComplaintPatch = {
        version,
        status,
        ...(isLast && note ? { publicNote: note } : {}),
      };
      const path = `/api/complaints/${complaint.reference}`;
      ({ version } = await this.#ask<ComplaintView>('PATCH', path, patch));
    }
  }

  /** A shift ends after twelve hours: then one signs in again. */
  async #ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    let response = await this.#send(method, path, body);
    if (response.status === 401) {
      await this.signIn();
      response = await this.#send(method, path, body);
    }
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (text ? JSON.parse(text) : undefined) as Answer;
  }

  #send(method: string, path: string, body?: object): Promise<Response> {
    return fetch(`${this.base()}${path}`, {
      method,
      headers: { 'content-type': 'application/json', cookie: this.#cookie },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }
}
