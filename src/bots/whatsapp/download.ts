import { Buffer } from 'node:buffer';
import { Agent, request } from 'node:https';
import { connect } from 'node:net';

const SILENCE_MS = 30_000;
/** Where WhatsApp keeps files; what a message says otherwise is not believed. */
const DEFAULT_HOST = 'mmg.whatsapp.net';

/** The file server answered with something else than the file. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
  constructor(
    readonly reason: 'gone' | 'too-large' | 'failed',
    message: string,
  ) {
    super(message);
  }
}

/**
 * An agent that speaks plain HTTP where Baileys insists on https: made-up servers on loopback
 * have no certificate.
 */
export function plainAgent(): Agent {
  const createConnection = (to: { host?: string; port?: number | string }) =>
    connect({ host: to.host ?? '127.0.0.1', port: Number(to.port) });
  return Object.assign(new Agent(), { createConnection });
}

/**
 * Where a file is. The path and the host come from the sender: only WhatsApp's own hosts are
 * asked (and loopback, when the whole server is a made-up one), so that nobody can make us fetch
 * from inside our network.
 */
export function fileUrl(
  source: { path?: string | undefined; url?: string | undefined },
  loopback: boolean,
): URL {
  const given = source.url && URL.canParse(source.url) ? new URL(source.url) : undefined;
  const trusted =
    given &&
    (/(^|\.)whatsapp\.net$/.test(given.hostname) || (loopback && given.hostname === '127.0.0.1'));
  const host = trusted ? given.host : DEFAULT_HOST;
  const path = source.path?.startsWith('/') ? source.path : undefined;
  const asked = path ?? (trusted ? `${given.pathname}${given.search}` : undefined);
  if (!asked) throw new DownloadError('gone', 'The message does not say where its file is.');
  return new URL(asked.replace(/^\/+/, '/'), `https://${host}`);
}

/** Fetches at most `limitBytes`; throws {@link DownloadError}. */
export function download(
  url: URL,
  { agent, limitBytes }: { agent: Agent | undefined; limitBytes: number },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const fail = (reason: DownloadError['reason'], message: string) => {
      asked.destroy();
      reject(new DownloadError(reason, message));
    };
    const headers = { origin: 'https://web.whatsapp.com' };
    const asked = request(url, { headers, ...(agent ? { agent } : {}) }, (response) => {
      const { statusCode = 0 } = response;
      if (statusCode === 404 || statusCode === 410) return fail('gone', 'The file is gone.');
      if (statusCode !== 200) return fail('failed', `The file server answered ${statusCode}.`);
      if (Number(response.headers['content-length'] ?? 0) > limitBytes) {
        return fail('too-large', 'The file is larger than allowed.');
      }
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > limitBytes) return fail('too-large', 'The file is larger than allowed.');
        chunks.push(chunk);
      });
      response.on('end', () => resolve(Buffer.concat(chunks)));
      response.on('error', () => fail('failed', 'The download broke off.'));
      response.on('aborted', () => fail('failed', 'The download broke off.'));
    });
    asked.setTimeout(SILENCE_MS, () => fail('failed', 'The file server fell silent.'));
    asked.on('error', () => fail('failed', 'The file server cannot be reached.'));
    asked.end();
  });
}
