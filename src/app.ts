import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { agencyById, agencyFor } from './agencies/directory.js';
import { emergencyContacts } from './agencies/emergency.js';
import { joinChannels } from './app/channels.js';
import { complaintNews } from './app/complaint-news.js';
import { learning } from './app/learning.js';
import { roads } from './app/roads.js';
import { newReference, officeCalendar, summarise, worldOf } from './app/world.js';
import type { Channel } from './bots/channel.js';
import { dueAt } from './clocks/deadlines.js';
import { localTime } from './clocks/local-time.js';
import { systemClock } from './clocks/system.js';
import type { Config } from './config.js';
import { dialogue } from './dialogue/advance.js';
import { firstAdmin } from './handoff/first-admin.js';
import { createHandoff } from './handoff/room.js';
import { createIntake } from './intake.js';
import type { KeeperParts } from './learning/keeper.js';
import type { Logger } from './log.js';
import type { Clock } from './models/clock.js';
import { type Change, conversationId, createStores } from './models/store/stores.js';
import { createFactReader } from './nlp/extracting/facts.js';
import { loadAreas, modelFigures } from './nlp/load.js';
import { mask } from './nlp/masking/mask.js';
import { createPlaces } from './nlp/place/read.js';
import { createBullQueue } from './queue/bull.js';
import { createEmbeddedQueue } from './queue/embedded.js';
import { createMetrics } from './server/metrics.js';
import { createServer } from './server.js';
import { connectStorage } from './storage/connect.js';

/** What a test, a bench or a command changes about the house. */
export interface AppOptions {
  log: Logger;
  clock?: Clock;
  version?: string;
  /** 1 waits for the rest of a turn as the dialogue asks; 0 answers every bubble at once. */
  patience?: number;
  /** Channels beside those that the configuration switches on. */
  channels?: readonly Channel[];
  /** Trains triage another way than beside the house. */
  train?: KeeperParts['train'];
  /** Shows the QR code of WhatsApp in the terminal. */
  printQr?: (qr: string) => void;
}

/** A running house. */
export interface App {
  /** Address that is listened on. */
  url: string;
  channels: readonly Channel[];
  /** The first administrator's one-time password, when there is one to print. */
  oneTimePassword: string | null;
  storage: string;
  queue: string;
  /** Takes nothing new, finishes what is in hand, keeps the rest for the next start. */
  stop(): Promise<void>;
}

/** Folder of the built pages, from dist/ and from src/ alike. */
const WEB_DIR = join(import.meta.dirname, '..', 'web', 'dist');

/** Builds every room, joins them, and opens the door. */
export async function startApp(config: Config, options: AppOptions): Promise<App> {
  const { log } = options;
  const clock = options.clock ?? systemClock;
  const bells = new Set<(change: Change) => void>();
  const storage = await connectStorage({
    ...(config.MONGODB_URL ? { mongodbUrl: config.MONGODB_URL } : {}),
    dataDir: config.dataDir,
    log,
    clock,
  });
  const stores = createStores(storage.connection, {
    clock,
    onChange: (change) => {
      for (const ring of bells) ring(change);
    },
  });
  await stores.ready();
  const queue = config.REDIS_URL
    ? createBullQueue({ redisUrl: config.REDIS_URL, prefix: 'sahut', clock, log })
    : createEmbeddedQueue({ jobs: stores.jobs, clock, log });

  const calendar = officeCalendar(config.TIME_ZONE);
  const metrics = createMetrics({
    conversations: stores.conversations,
    queueDepth: () => queue.depth(),
    listeners: () => handoff.live.listeners(),
    clock,
    log,
  });
  const places = createPlaces(await loadAreas(config.ORG_REGENCY_CODE));
  const model = learning({ config, clock, log, figures: modelFigures, train: options.train });
  const paths = await roads({ config, stores, clock, log, bells, printQr: options.printQr });
  const intake = createIntake({
    ...stores,
    queue,
    dialogue,
    clock,
    log,
    defaultLanguage: config.DEFAULT_LANGUAGE,
    conversationId,
    channel: (name, account) => channels.find(name, account),
    world: worldOf({
      organisation: config.ORG_NAME,
      timeZone: config.TIME_ZONE,
      triage: model.triage,
      readPlace: places.read,
      readFacts: createFactReader({
        localTime: (at) => localTime(at, config.TIME_ZONE),
        placesIn: places.find,
      }),
    }),
    newReference,
    summarise,
    patience: options.patience ?? 1,
    count: metrics,
  });
  const channels = joinChannels({
    channels: [...paths.channels, ...(options.channels ?? [])],
    log,
    sink: intake.sink,
    onHealth: () => handoff.live.channelsChanged(),
  });
  const handoff = createHandoff({
    ...stores,
    clock,
    log,
    random: randomBytes,
    organisation: config.ORG_NAME,
    timeZone: config.TIME_ZONE,
    publicUrl: config.publicUrl,
    onChange: (ring) => {
      bells.add(ring);
      return () => bells.delete(ring);
    },
    latest: stores.latestChange,
    channels: () => channels.all,
    logoutWhatsapp: paths.logoutWhatsapp,
    pairWhatsapp: paths.pairWhatsapp,
    ring: { send: intake.ringSend },
    agencyFor: (category) => {
      const { id, name } = agencyFor(category);
      return { id, name: name.id };
    },
    agencyName: (id) => agencyById(id).name.id,
    emergencyContacts,
    dueAt: (urgency, filedAt) => dueAt(urgency, filedAt, calendar),
    mask,
    model,
    onReturned: ({ id, version }) => intake.ringReturned(id, version),
    onComplaintChanged: complaintNews({ ...stores, clock, ringSend: intake.ringSend }),
  });
  const server = createServer({
    config,
    log,
    clock,
    version: options.version ?? '0.0.0',
    handoff,
    metrics,
    ready: {
      storage: () => stores.operators.count(),
      queue: () => queue.depth(),
    },
    webDir: WEB_DIR,
    routers: paths.routers,
  });
  const oneTimePassword = await firstAdmin({
    operators: stores.operators,
    email: config.ADMIN_EMAIL,
    password: config.ADMIN_PASSWORD,
    random: randomBytes,
    clock,
  });
  const url = await server.listen();
  await queue.start();
  await intake.recover();
  await channels.start();
  return {
    url,
    channels: channels.all,
    oneTimePassword,
    storage: storage.kind,
    queue: config.REDIS_URL ? 'bull' : 'embedded',
    async stop() {
      await channels.stop();
      model.close();
      await server.close();
      intake.stop();
      await queue.close();
      await storage.close();
    },
  };
}
