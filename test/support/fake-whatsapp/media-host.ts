import { Buffer } from 'node:buffer';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Keeps encrypted files under their path, over plain HTTP on loopback. */
export class MediaHost {
  readonly files = new Map<string, Buffer>();
  /** Paths asked for, in order. */
  readonly asked: string[] = [];
  #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://media').pathname;
      this.asked.push(path);
      if (request.method !== 'POST') {
        const file = this.files.get(path);
        response.writeHead(file ? 200 : 404, { 'content-length': file?.length ?? 0 });
        response.end(file);
        return;
      }
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.files.set(path, Buffer.concat(chunks));
        response.end(JSON.stringify({ url: `https://${this.host}${path}`, direct_path: path }));
      });
    });
  }

  /** `127.0.0.1:port`, as a `media_conn` answer names it. */
  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  keep(path: string, bytes: Uint8Array): void {
    this.files.set(path, Buffer.from(bytes));
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
