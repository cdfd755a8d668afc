import type { FakeMessage, Json } from './shapes.js';

/** What the server knows of one bot. */
export class FakeBot {
  readonly id: number;
  readonly messages = new Map<string, FakeMessage>();
  /** Updates that the bot has not confirmed yet. */
  pending: (Json & { update_id: number })[] = [];
  webhook: { url: string; secret: string | undefined } | null = null;
  /** Statuses with which the webhook answered, newest last. */
  readonly webhookStatuses: number[] = [];
  #wakePoll: (() => void) | null = null;
  #endPoll: (() => void) | null = null;
  #delivering: Promise<void> | null = null;
  #retry: NodeJS.Timeout | undefined;

  constructor(readonly token: string) {
    this.id = Number(token.split(':')[0]);
  }

  /** Queues an update, and hands it over if somebody waits. */
  push(update: Json & { update_id: number }): void {
    this.pending.push(update);
    this.#wakePoll?.();
    if (this.webhook) void this.deliver();
  }

  /** A poll: what is pending, at once or when something comes. Null when another poll took over. */
  async poll(wish: { offset: number; limit: number; seconds: number }): Promise<Json[] | null> {
    this.#endPoll?.();
    this.pending = this.pending.filter((update) => update.update_id >= wish.offset);
    if (this.pending.length > 0 || wish.seconds <= 0) return this.pending.slice(0, wish.limit);
    const ended = await this.#wait(wish.seconds * 1000);
    return ended === 'taken over' ? null : this.pending.slice(0, wish.limit);
  }

  /** Ends everything that waits. */
  hangUp(): void {
    clearTimeout(this.#retry);
    this.webhook = null;
    this.#wakePoll?.();
  }

  /** Hands pending updates to the webhook, in order; a refusal is tried again, as Telegram does. */
  deliver(): Promise<void> {
    this.#delivering ??= this.#deliverAll().finally(() => {
      this.#delivering = null;
    });
    return this.#delivering;
  }

  async #deliverAll(): Promise<void> {
    clearTimeout(this.#retry);
    for (let next = this.pending[0]; next && this.webhook; next = this.pending[0]) {
      const status = await this.#post(this.webhook, next);
      this.webhookStatuses.push(status);
      if (status < 200 || status > 299) {
        this.#retry = setTimeout(() => void this.deliver(), 250);
        this.#retry.unref();
        return;
      }
      this.pending.shift();
    }
  }

  async #post(webhook: { url: string; secret: string | undefined }, update: Json): Promise<number> {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (webhook.secret) headers['x-telegram-bot-api-secret-token'] = webhook.secret;
    const body = JSON.stringify(update);
    return fetch(webhook.url, { method: 'POST', headers, body }).then(
      (response) => response.status,
      () => 0,
    );
  }

  #wait(ms: number): Promise<'time' | 'update' | 'taken over'> {
    return new Promise((resolve) => {
      const end = (why: 'time' | 'update' | 'taken over'): void => {
        clearTimeout(timer);
        this.#wakePoll = null;
        this.#endPoll = null;
        resolve(why);
      };
      const timer = setTimeout(() => end('time'), ms);
      timer.unref();
      this.#wakePoll = () => end('update');
      this.#endPoll = () => end('taken over');
    });
  }
}
