import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeBot } from './fake-botapi/bot.js';
import { BotApiError, type Hall, METHODS, newFileId } from './fake-botapi/methods.js';
import {
  type ApiCall,
  type FakeFile,
  type FakeMessage,
  type Fault,
  type Json,
  readPayload,
} from './fake-botapi/shapes.js';
import { FakeUser, type Person, type Post } from './fake-botapi/user.js';

export type { ApiCall, FakeMessage, Fault } from './fake-botapi/shapes.js';
export { FakeUser, type Person } from './fake-botapi/user.js';

/**
 * A Bot API server in this process: long polling, webhooks with their secret, uploads, downloads,
 * scripted users and faults. Point the adapter at `url`. No network beyond this machine.
 */
export class FakeBotApi {
  /** Calls of the bots, oldest first; polls are left out. */
  readonly calls: ApiCall[] = [];
  /** Polls, oldest first. */
  readonly polls: ApiCall[] = [];
  #server: Server | undefined;
  #bots = new Map<string, FakeBot>();
  #users = new Map<string, FakeUser>();
  #files = new Map<string, FakeFile>();
  #blocked = new Set<number>();
  #faults: { method: string; fault: Fault }[] = [];
  #waiting: { method: string; resolve: (call: ApiCall) => void }[] = [];
  #ids = { update: 1000, message: 1 };

  static async start(): Promise<FakeBotApi> {
    const api = new FakeBotApi();
    await api.up();
    return api;
  }

  /** Where the adapter finds it; stays the same when it goes down and comes up again. */
  url = '';

  /** Takes connections, on the same port as before if there was one. */
  async up(): Promise<void> {
    const server = createServer((request, response) => void this.#serve(request, response));
    this.#server = server.listen(this.url ? Number(new URL(this.url).port) : 0, '127.0.0.1');
    await once(server, 'listening');
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Cuts all lines; what is pending stays. */
  async down(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }

  /** Ends it. */
  async stop(): Promise<void> {
    for (const bot of this.#bots.values()) bot.hangUp();
    await this.down();
  }

  bot(token: string): FakeBot {
    let bot = this.#bots.get(token);
    if (!bot) {
      bot = new FakeBot(token);
      this.#bots.set(token, bot);
    }
    return bot;
  }

  /** A person who talks to the bot; the same one for the same id. */
  user(token: string, person: Person): FakeUser {
    const key = `${token} ${person.id}`;
    let user = this.#users.get(key);
    if (!user) {
      user = new FakeUser(this.bot(token), this.#post, person);
      this.#users.set(key, user);
    }
    return user;
  }

  /** The next calls of a method go wrong; `*` is any method. */
  fail(method: string, fault: Fault, times = 1): void {
    for (let n = 0; n < times; n += 1) this.#faults.push({ method, fault });
  }

  /** Telegram keeps files for a while only. */
  forgetFiles(): void {
    this.#files.clear();
  }

  /** Faults that were not met yet. */
  get faultsLeft(): number {
    return this.#faults.length;
  }

  /** Resolves at the next call of a method, polls included. */
  called(method: string): Promise<ApiCall> {
    return new Promise((resolve) => this.#waiting.push({ method, resolve }));
  }

  readonly #post: Post = {
    nextUpdateId: () => ++this.#ids.update,
    nextMessageId: () => ++this.#ids.message,
    keepFile: (file, id) => {
      this.#files.set(id, file);
      return id;
    },
    block: (chatId, blocked) => {
      if (blocked) this.#blocked.add(chatId);
      else this.#blocked.delete(chatId);
    },
  };

  readonly #hall: Hall = {
    nextMessageId: () => ++this.#ids.message,
    keepFile: (file) => this.#post.keepFile(file, newFileId()),
    file: (id) => this.#files.get(id),
    isBlocked: (chatId) => this.#blocked.has(chatId),
    posted: (bot, message) => this.#userOf(bot, message)?.hears(message),
    edited: (bot, message) => this.#userOf(bot, message)?.sees(message),
  };

  #userOf(bot: FakeBot, message: FakeMessage): FakeUser | undefined {
    return this.#users.get(`${bot.token} ${message.chat.id}`);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const file = /^\/file\/bot[^/]+\/files\/(\w+)$/.exec(request.url ?? '');
    if (file) return this.#serveFile(file[1] ?? '', response);
    const match = /^\/bot([^/]+)\/(\w+)/.exec(request.url ?? '');
    if (!match) return void response.writeHead(404).end();
    const body = await bodyOf(request);
    const payload = await readPayload(request.headers['content-type'] ?? '', body);
    const call: ApiCall = { token: match[1] ?? '', method: match[2] ?? '', payload };
    const fault = this.#takeFault(call.method);
    this.#note(call);
    if (fault) answerFault(response, fault);
    else await this.#answer(call, response);
  }

  #serveFile(id: string, response: ServerResponse): void {
    if (this.#takeFault('file')) return void response.destroy();
    const file = this.#files.get(id);
    response.writeHead(file ? 200 : 404).end(file?.data);
  }

  #note(call: ApiCall): void {
    (call.method === 'getUpdates' ? this.polls : this.calls).push(call);
    const index = this.#waiting.findIndex(({ method }) => method === call.method);
    if (index >= 0) this.#waiting.splice(index, 1)[0]?.resolve(call);
  }

  #takeFault(method: string): Fault | undefined {
    const index = this.#faults.findIndex((one) => one.method === method || one.method === '*');
    return index < 0 ? undefined : this.#faults.splice(index, 1)[0]?.fault;
  }

  async #answer({ token, method, payload }: ApiCall, response: ServerResponse): Promise<void> {
    const bot = this.bot(token);
    try {
      const result =
        method === 'getUpdates'
          ? await this.#poll(bot, payload)
          : (METHODS[method]?.(bot, payload, this.#hall) ?? true);
      answerJson(response, 200, { ok: true, result });
    } catch (error) {
      const { code, message } =
        error instanceof BotApiError ? error : { code: 500, message: String(error) };
      answerJson(response, code, { ok: false, error_code: code, description: message });
    }
  }

  async #poll(bot: FakeBot, payload: Json): Promise<Json[]> {
    if (bot.webhook) {
      throw new BotApiError(409, "Conflict: can't use getUpdates method while webhook is active");
    }
    const { offset = 0, limit = 100, timeout = 0 } = payload;
    const updates = await bot.poll({
      offset: Number(offset),
      limit: Number(limit),
      seconds: Number(timeout),
    });
    if (!updates) throw new BotApiError(409, 'Conflict: terminated by other getUpdates request');
    return updates;
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function answerFault(response: ServerResponse, fault: Fault): void {
  if ('hang' in fault) return;
  if ('cut' in fault) return void response.destroy();
  if (fault.html !== undefined) {
    response.writeHead(fault.code, { 'content-type': 'text/html' }).end(fault.html);
    return;
  }
  answerJson(response, fault.code, {
    ok: false,
    error_code: fault.code,
    description: fault.description ?? 'Error',
    ...(fault.retryAfter === undefined ? {} : { parameters: { retry_after: fault.retryAfter } }),
  });
}

function answerJson(response: ServerResponse, status: number, body: Json): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
