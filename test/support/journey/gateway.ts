import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The address that the world knows: it stays when the house behind it moves to another port. */
export class Gateway {
  #server: Server;
  #house = '';

  private constructor() {
    this.#server = createServer((request, response) => void this.#pass(request, response));
  }

  static async open(): Promise<Gateway> {
    const gateway = new Gateway();
    gateway.#server.listen(0, '127.0.0.1');
    await once(gateway.#server, 'listening');
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  leadTo(house: string): void {
    this.#house = house;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = new Headers();
    for (const name of ['content-type', 'x-telegram-bot-api-secret-token']) {
      const value = request.headers[name];
      if (typeof value === 'string') headers.set(name, value);
    }
    const body = new Uint8Array(Buffer.concat(chunks));
    const method = request.method ?? 'GET';
    const answer = await fetch(this.#house + (request.url ?? '/'), { method, headers, body }).catch(
      () => null,
    );
    response.writeHead(answer?.status ?? 502).end();
  }
}
