import { randomUUID } from 'node:crypto';
import { chatIdOf } from '../../../src/bots/webchat/parse.js';
import type { PollAnswer } from '../../../src/bots/webchat/poll.js';
import type { WebchatMessage } from '../../../src/bots/webchat/render.js';
import type { Choice } from '../../../src/models/message.js';
import { Citizen, type Heard } from './citizen.js';

/** A person with the web page, as the page talks to the house. */
export class WebchatCitizen extends Citizen {
  readonly channel = 'webchat';
  readonly name = null;
  #cursor = 0;
  #unread: WebchatMessage[] = [];
  #choices: Choice[] = [];

  private constructor(
    /** The house moves to another port when it starts again. */
    private readonly url: () => string,
    readonly token: string,
  ) {
    super();
  }

  static async arrive(url: () => string): Promise<WebchatCitizen> {
    const response = await fetch(`${url()}/chat/api/sessions`, { method: 'POST' });
    const { token } = (await response.json()) as { token: string };
    return new WebchatCitizen(url, token);
  }

  get chatId(): string {
    return chatIdOf(this.token);
  }

  async unread(): Promise<number> {
    await this.#poll(0);
    return this.#unread.length;
  }

  /** One request of the page. */
  ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${this.token}`, ...init.headers };
    return fetch(`${this.url()}/chat/api${path}`, { ...init, headers });
  }

  /** Posts anything as a message. */
  post(body: unknown): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return this.ask('/messages', { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** Uploads anything as a file. */
  upload(data: Uint8Array, query: Record<string, string> = {}): Promise<Response> {
    const asked = new URLSearchParams({ clientId: randomUUID(), ...query });
    return this.ask(`/media?${asked}`, { method: 'PUT', body: new Uint8Array(data) });
  }

  protected async write(text: string): Promise<void> {
    await this.#posts({ kind: 'text', clientId: randomUUID(), text });
  }

  protected async writeTwice(text: string): Promise<void> {
    await this.#postsTwice({ kind: 'text', clientId: randomUUID(), text });
  }

  protected async choose(label: string): Promise<void> {
    await this.#posts(this.#choice(label));
  }

  protected async chooseTwice(label: string): Promise<void> {
    await this.#postsTwice(this.#choice(label));
  }

  protected async share(latitude: number, longitude: number): Promise<void> {
    await this.#posts({ kind: 'location', clientId: randomUUID(), latitude, longitude });
  }

  protected async send(photo: Uint8Array, caption: string | undefined): Promise<void> {
    const response = await this.upload(photo, caption === undefined ? {} : { caption });
    if (!response.ok) throw this.wrong(`the upload was answered ${response.status}`);
  }

  protected async read(withinMs: number): Promise<Heard> {
    const until = Date.now() + withinMs;
    while (this.#unread.length === 0 && Date.now() < until) await this.#poll(5);
    const message = this.#unread.shift();
    if (!message) throw this.wrong('nothing came');
    return this.#heardIn(message);
  }

  #heardIn({ content }: WebchatMessage): Heard {
    const isText = content.kind === 'text';
    this.#choices = isText && 'choices' in content ? (content.choices ?? []) : [];
    return {
      text: isText ? content.text : 'caption' in content ? (content.caption ?? '') : '',
      choices: this.#choices.map(({ label }) => label),
      asksForPlace: isText && 'ask' in content && content.ask === 'location',
    };
  }

  async #poll(waitSeconds: number): Promise<void> {
    const response = await this.ask(`/messages?after=${this.#cursor}&waitSeconds=${waitSeconds}`);
    if (!response.ok) throw this.wrong(`the poll was answered ${response.status}`);
    const { messages, cursor } = (await response.json()) as PollAnswer;
    this.#cursor = cursor;
    this.#unread.push(...messages.filter(({ from }) => from !== 'citizen'));
  }

  #choice(label: string) {
    const value = this.#choices.find((one) => one.label === label)?.value;
    return { kind: 'choice', clientId: randomUUID(), value, label };
  }

  /** Two at once, and a third when both were answered. */
  async #postsTwice(body: unknown): Promise<void> {
    await Promise.all([this.#posts(body), this.#posts(body)]);
    await this.#posts(body);
  }

  async #posts(body: unknown): Promise<void> {
    const response = await this.post(body);
    if (!response.ok) {
      throw this.wrong(`the message was answered ${response.status}: ${await response.text()}`);
    }
  }
}
