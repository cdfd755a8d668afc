import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import compression from 'compression';
import express, { type Express, type Router } from 'express';
import type { Config } from './config.js';
import type { Handoff } from './handoff/room.js';
import type { Logger } from './log.js';
import type { Clock } from './models/clock.js';
import { securityHeaders } from './server/headers.js';
import { healthRoutes, type ReadyChecks } from './server/health.js';
import type { Metrics } from './server/metrics.js';
import { openApi } from './server/openapi.js';
import { pages } from './server/pages.js';
import { answerProblems, nameRequest, notFound } from './server/problem.js';

/** A client gets so long for its headers and its whole request: slow ones hold no connection. */
const HEADERS_MS = 15_000;
const REQUEST_MS = 180_000;
/** Longer than the usual 60 s of proxies, so that they close first. */
const KEEP_ALIVE_MS = 65_000;
const CLOSE_GRACE_MS = 5_000;

export interface ServerParts {
  config: Pick<Config, 'HOST' | 'PORT' | 'publicUrl'>;
  log: Logger;
  clock: Clock;
  version: string;
  handoff: Pick<Handoff, 'router' | 'routes' | 'live'>;
  metrics: Metrics;
  /** What must answer before citizens are served, by name: storage, queue. */
  ready: ReadyChecks;
  /** Folder of the built pages. */
  webDir: string;
  /** Where map tiles come from; none: the map is drawn without. */
  tileHosts?: readonly string[];
  routers: {
    /** Mounted at `/chat/api`. */
    webchat?: Router;
    /** Mounted at `/telegram`. */
    telegramWebhook?: Router;
  };
}

/** The web server of the house. */
export interface WebServer {
  app: Express;
  /** Resolves with the address that is listened on, e.g. `http://127.0.0.1:3000`. */
  listen(): Promise<string>;
  /** Takes no more connections, ends the live lines, lets requests under way finish for a while. */
  close(): Promise<void>;
}

/** Puts everything that answers over HTTP behind one door. */
export function createServer(parts: ServerParts): WebServer {
  const app = createApp(parts);
  const server = createHttpServer({ connectionsCheckingInterval: 5_000 }, app);
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = REQUEST_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const closeUnused = unusedConnections(server);
  return {
    app,
    listen: () => listen(server, parts.config),
    close: () => close(server, { ...parts, closeUnused }),
  };
}

/**
 * Browsers open connections before they have a question. Node counts such a one as busy, and a
 * closing server would wait for it: these are closed by hand.
 */
function unusedConnections(server: Server): () => void {
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }) => unused.delete(socket));
  return () => {
    for (const socket of unused) socket.destroy();
  };
}

function createApp({ config, log, clock, handoff, metrics, ready, routers, ...rest }: ServerParts) {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustedProxies(config.publicUrl));
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.use(nameRequest, metrics.watch);
  app.use(securityHeaders({ publicUrl: config.publicUrl, tileHosts: rest.tileHosts ?? [] }));
  app.use(healthRoutes(ready, { clock, log }));
  app.get('/metrics', async (_request, response) => {
    response.locals.route = '/metrics';
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  // Before compression: a webhook's and a live line's bytes go as they are.
  if (routers.telegramWebhook) app.use('/telegram', routers.telegramWebhook);
  app.use(compression({ filter: mayCompress }));
  if (routers.webchat) app.use('/chat/api', routers.webchat);
  const description = openApi(handoff.routes, { version: rest.version, url: config.publicUrl });
  app.get('/api/openapi.json', (_request, response) => void response.json(description));
  app.use(handoff.router);
  app.use('/api', notFound);
  app.use(pages(rest.webDir));
  app.use(notFound, answerProblems(log));
  return app;
}

/**
 * Whose X-Forwarded-For counts. A proxy on this machine always; with an https PUBLIC_URL there is
 * one in front, often in a neighbouring container, so private networks count too.
 */
function trustedProxies(publicUrl: string): string[] {
  const https = publicUrl.startsWith('https:');
  return https ? ['loopback', 'linklocal', 'uniquelocal'] : ['loopback'];
}

function mayCompress(
  request: Parameters<typeof compression.filter>[0],
  response: Parameters<typeof compression.filter>[1],
): boolean {
  const type = String(response.getHeader('Content-Type') ?? '');
  return !type.startsWith('text/event-stream') && compression.filter(request, response);
}

async function listen(server: Server, { HOST, PORT }: ServerParts['config']): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(PORT, HOST, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

type Closing = Pick<ServerParts, 'handoff' | 'clock'> & { closeUnused: () => void };

async function close(server: Server, { handoff, clock, closeUnused }: Closing): Promise<void> {
  if (!server.listening) return handoff.live.close();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  handoff.live.close();
  server.closeIdleConnections();
  closeUnused();
  const cancel = clock.after(CLOSE_GRACE_MS, () => server.closeAllConnections());
  await closed;
  cancel();
}
