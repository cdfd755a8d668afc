import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';
import type { Inbound } from '../../../src/bots/channel.js';
import { createWebchat, type Webchat } from '../../../src/bots/webchat/webchat.js';
import { createLog } from '../../../src/log.js';
import type { Clock } from '../../../src/models/clock.js';
import type { Author, Message, OutboundContent } from '../../../src/models/message.js';
import { conversationId, createStores, type Stores } from '../../../src/models/store/stores.js';
import { securityHeaders } from '../../../src/server/headers.js';
import { pages } from '../../../src/server/pages.js';
import { answerProblems, nameRequest, notFound } from '../../../src/server/problem.js';
import { connectStorage } from '../../../src/storage/connect.js';

export const BOT: Author = { kind: 'bot' };
export const SITI: Author = { kind: 'operator', operatorId: 'o1', name: 'Siti Aminah' };
export const idOf = (chatId: string): string => conversationId('webchat', 'web', chatId);

/** The real channel, router and stores behind a small server, and a sink that keeps and records. */
export interface Stage {
  url: string;
  webchat: Webchat;
  stores: Stores;
  arrived: Inbound[];
  reports: string[];
  /** Lines of the log. */
  logged: string[];
  /** What the house does after it has kept a message. */
  onArrived: (inbound: Inbound) => Promise<void>;
  /** Writes a message to the citizen; `isSent: false` leaves it queued. */
  say(chatId: string, content: OutboundContent | string, how?: How): Promise<string>;
  /** Marks a queued one as sent. */
  finish(id: string): Promise<void>;
  thread(chatId: string): Promise<Message[]>;
  /** A message of the citizen that came past the routes. */
  keep(chatId: string, text: string): Promise<void>;
  /** Storage is broken. */
  failsToKeep: boolean;
  start(): Promise<void>;
  close(): Promise<void>;
}

interface How {
  author?: Author;
  isSent?: boolean;
}

interface StageOptions {
  clock: Clock;
  organisation?: string;
  webDir?: string;
  /** Before everything: faults. */
  before?: RequestHandler;
}

export async function openStage(options: StageOptions): Promise<Stage> {
  const { clock, organisation = 'Kabupaten Contoh' } = options;
  const dataDir = await mkdtemp(join(tmpdir(), 'sahut-webchat-'));
  const logged: string[] = [];
  const log = createLog('debug', { write: (line: string) => void logged.push(line) });
  const storage = await connectStorage({ dataDir, clock, log });
  const stores = createStores(storage.connection, {
    clock,
    onChange: ({ conversationId: id }) => webchat.changed(id),
  });
  await stores.ready();
  const { messages, media } = stores;
  const webchat = createWebchat({
    clock,
    organisation,
    conversationId: idOf,
    history: (id, range) => messages.page(id, range),
    async keepMedia(id, data, meta) {
      const kept = await media.keep(data, { ...meta, conversationId: id }, clock.now());
      return { mediaId: kept.id, mimeType: kept.mimeType, bytes: kept.bytes };
    },
    async readMedia(id) {
      const [known, data] = await Promise.all([media.find(id), media.read(id)]);
      return known && data ? { data, mimeType: known.mimeType } : null;
    },
  });
  const server = createServer(application({ ...options, webchat, log }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  let written = 0;
  const stage: Stage = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    webchat,
    stores,
    arrived: [],
    reports: [],
    logged,
    onArrived: async () => {},
    async say(chatId, content, { author = BOT, isSent = true } = {}) {
      written += 1;
      const id = `m${written}`;
      await messages.write([
        {
          id,
          conversationId: idOf(chatId),
          channel: 'webchat',
          account: 'web',
          chatId,
          direction: 'out',
          author,
          content: typeof content === 'string' ? { kind: 'text', text: content } : content,
          at: clock.now(),
        },
      ]);
      if (isSent) await stage.finish(id);
      return id;
    },
    async finish(id) {
      await messages.startSending(id, clock.now());
      await messages.finishSending(id, { state: 'sent', externalId: id }, clock.now());
    },
    thread: (chatId) => messages.page(idOf(chatId), { limit: 500 }),
    keep: (chatId, text) =>
      sinkOf(stage, clock).arrived({
        chatId,
        externalId: `${chatId}:past-${text}`,
        content: { kind: 'text', text },
        sender: {},
      }),
    failsToKeep: false,
    start: () => webchat.start(sinkOf(stage, clock)),
    async close() {
      await webchat.stop();
      await closed(server);
      await storage.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  await stage.start();
  return stage;
}

function application({
  webchat,
  log,
  before,
  webDir,
}: StageOptions & { webchat: Webchat; log: ReturnType<typeof createLog> }) {
  const app = express();
  app.set('trust proxy', ['loopback']);
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.use(nameRequest, securityHeaders({ publicUrl: 'http://127.0.0.1', tileHosts: [] }));
  if (before) app.use(before);
  app.use('/chat/api', webchat.router);
  if (webDir) app.use(pages(webDir));
  app.use(notFound, answerProblems(log));
  return app;
}

function sinkOf(stage: Stage, clock: Clock): Parameters<Webchat['start']>[0] {
  return {
    async arrived(inbound) {
      if (stage.failsToKeep) throw new Error('the disk is full');
      const isNew = await stage.stores.messages.keep({
        id: `${inbound.chatId}-${inbound.externalId}`,
        conversationId: idOf(inbound.chatId),
        channel: 'webchat',
        account: 'web',
        chatId: inbound.chatId,
        externalId: inbound.externalId,
        content: inbound.content,
        at: clock.now(),
        author: { kind: 'citizen' },
      });
      if (!isNew) return;
      stage.arrived.push(inbound);
      await stage.onArrived(inbound);
    },
    async delivered({ externalId, state, at }) {
      stage.reports.push(`${externalId} ${state}`);
      await stage.stores.messages.report(
        { channel: 'webchat', account: 'web', externalId },
        state,
        at,
      );
    },
    health: () => {},
  };
}

async function closed(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}
