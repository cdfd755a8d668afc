import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/clocks/system.js';
import { SahutError } from '../../src/errors.js';
import type { LiveEvent } from '../../src/handoff/contract.js';
import { hashPassword } from '../../src/handoff/passwords.js';
import { createHandoff, type HandoffParts } from '../../src/handoff/room.js';
import { createLog } from '../../src/log.js';
import type { ChannelHealth } from '../../src/models/channel.js';
import type { Clock } from '../../src/models/clock.js';
import type { NewComplaint } from '../../src/models/complaint.js';
import type { Role } from '../../src/models/operator.js';
import { createStores, type Stores } from '../../src/models/store/stores.js';
import type { Triage } from '../../src/models/triage.js';
import { createMetrics, type Metrics } from '../../src/server/metrics.js';
import { createServer, type ServerParts } from '../../src/server.js';
import { connectStorage } from '../../src/storage/connect.js';

export const PASSWORD = 'a long enough password';
export const LIMITS = {
  textCharacters: 100,
  captionCharacters: 50,
  choices: 10,
  choiceCharacters: 20,
  uploadBytes: 1_000_000,
  downloadBytes: 1_000_000,
  reportsDelivery: true,
};
export const TRIAGE: Triage = {
  category: 'fire',
  categories: [{ category: 'fire', p: 0.9 }],
  urgency: 'emergency',
  urgencies: { emergency: 0.9, high: 0.1, normal: 0, low: 0 },
  intent: 'report',
  alarm: 'certain',
  confidence: 0.9,
  abstain: false,
  reasons: [],
  language: 'id',
  model: 'test',
};

/** A house whose triage learns nothing. */
const noModel: HandoffParts['model'] = {
  state: () => ({
    version: 'test',
    shipped: 'test',
    shippedFigures: null,
    corpus: false,
    versions: [],
    switches: [],
    retraining: null,
  }),
  retrain: () => {
    throw new SahutError('model/no-corpus');
  },
  serve: async () => {
    throw new SahutError('model/unknown');
  },
  rollBack: async () => {
    throw new SahutError('model/nothing-before');
  },
};

/** What the rest of the app was told. */
export interface Told {
  rungFor: string[];
  returned: { id: string; note: string | undefined }[];
  complaints: { from: string; to: string }[];
  loggedOut: number;
}

/** A running server over data that can outlive it. */
export interface House {
  url: string;
  stores: Stores;
  dataDir: string;
  told: Told;
  handoff: ReturnType<typeof createHandoff>;
  logged: string[];
  metrics: Metrics;
  health: ChannelHealth;
  close(): Promise<void>;
  /** Closes, but keeps the data for a next start. */
  stop(): Promise<void>;
}

/** The stores on embedded storage, with a bell that many can hear. */
export async function openStores(clock: Clock, dataDir?: string) {
  const dir = dataDir ?? (await mkdtemp(join(tmpdir(), 'sahut-handoff-')));
  const log = createLog('silent');
  const storage = await connectStorage({ dataDir: dir, log, clock: systemClock });
  const ears = new Set<() => void>();
  const stores = createStores(storage.connection, {
    clock,
    onChange: () => {
      for (const ear of ears) ear();
    },
  });
  await stores.ready();
  const stop = () => storage.close();
  return {
    stores,
    dataDir: dir,
    onChange(ear: () => void) {
      ears.add(ear);
      return () => ears.delete(ear);
    },
    stop,
    async close() {
      await stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

interface Wishes {
  dataDir?: string;
  clock?: Clock;
  port?: number;
  publicUrl?: string;
  parts?: Partial<HandoffParts>;
  server?: Partial<ServerParts>;
  webDir?: string;
}

export async function openHouse(wishes: Wishes = {}): Promise<House> {
  const { clock = systemClock, port = 0 } = wishes;
  const { publicUrl = 'http://127.0.0.1:3000', webDir = join(tmpdir(), 'sahut-no-pages') } = wishes;
  const kept = await openStores(clock, wishes.dataDir);
  const { stores, dataDir } = kept;
  const told: Told = { rungFor: [], returned: [], complaints: [], loggedOut: 0 };
  const logged: string[] = [];
  const log = createLog('info', { write: (line: string) => void logged.push(line) });
  const health: ChannelHealth = {
    state: 'waiting',
    detail: 'Scan.',
    since: new Date(0),
    qr: 'PAIRING-SECRET',
  };
  const handoff = createHandoff({
    ...stores,
    onChange: kept.onChange,
    latest: stores.latestChange,
    clock,
    log,
    random: randomBytes,
    organisation: 'Kabupaten Banyuasin',
    timeZone: 'Asia/Jakarta',
    publicUrl,
    channels: () => [{ name: 'whatsapp', account: 'main', limits: LIMITS, health: () => health }],
    pairWhatsapp: async () => {
      throw new SahutError('channel/unknown');
    },
    logoutWhatsapp: async () => {
      told.loggedOut += 1;
    },
    ring: { send: async (id) => void told.rungFor.push(id) },
    agencyFor: (category) => ({ id: `agency-${category}`, name: `Dinas ${category}` }),
    agencyName: (id) => id.replace('agency-', 'Dinas '),
    emergencyContacts: (category) => [
      { id: category, name: { id: `Regu ${category}`, en: `The ${category} crew` }, phone: '112' },
    ],
    dueAt: (_urgency, filedAt) => new Date(filedAt.getTime() + 86_400_000),
    mask: (text) => text,
    model: noModel,
    onReturned: async ({ id }, note) => void told.returned.push({ id, note }),
    onComplaintChanged: async (before, after) =>
      void told.complaints.push({ from: before.status, to: after.status }),
    ...wishes.parts,
  });
  const metrics = createMetrics({
    conversations: stores.conversations,
    queueDepth: async () => ({ ready: 1, delayed: 2, dead: 0 }),
    listeners: handoff.live.listeners,
    clock,
    log,
  });
  const server = createServer({
    config: { HOST: '127.0.0.1', PORT: port, publicUrl },
    log,
    clock,
    version: '0.0.0',
    handoff,
    metrics,
    ready: { storage: async () => undefined },
    webDir,
    routers: {},
    ...wishes.server,
  });
  const url = await server.listen();
  const stop = async () => {
    await server.close();
    await kept.stop();
  };
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= server.close().then(kept.close);
    return closing;
  };
  return { url, stores, dataDir, told, handoff, logged, metrics, health, stop, close };
}

let hashed: Promise<string> | undefined;

/** An operator with {@link PASSWORD}; hashing once keeps the tests quick. */
export async function addOperator(
  { stores }: Pick<House, 'stores'>,
  role: Role,
  more: { email?: string; mustChangePassword?: boolean } = {},
): Promise<string> {
  hashed ??= hashPassword(PASSWORD);
  const { email = `${role}@sahut.local`, mustChangePassword = false } = more;
  const person = { email, name: `The ${role}`, role, language: 'id', mustChangePassword } as const;
  await stores.operators.create({ ...person, passwordHash: await hashed }, new Date());
  return email;
}

export interface Asked {
  cookie?: string | undefined;
  body?: unknown;
  headers?: Record<string, string>;
  raw?: Uint8Array;
}

/** One request; the body is parsed when it is JSON. */
export async function ask(house: Pick<House, 'url'>, line: string, asked: Asked = {}) {
  const [method = 'GET', path = '/'] = line.split(' ');
  const response = await fetch(house.url + path, {
    method,
    headers: {
      ...(asked.cookie ? { cookie: asked.cookie } : {}),
      ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...asked.headers,
    },
    ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
    ...(asked.raw ? { body: new Uint8Array(asked.raw) } : {}),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: (isJson ? JSON.parse(text) : undefined) as Record<string, never>,
  };
}

/** Signs in and returns the cookie. */
export async function signIn(house: Pick<House, 'url'>, email: string): Promise<string> {
  const { status, headers } = await ask(house, 'POST /api/session', {
    body: { email, password: PASSWORD },
  });
  if (status !== 200) throw new Error(`sign-in answered ${status}`);
  return (headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

/** A citizen writes on WhatsApp and waits for a person. */
export async function citizenWaits(
  { stores }: Pick<House, 'stores'>,
  id: string,
  text = 'kebakaran',
): Promise<void> {
  const at = new Date();
  const where = { channel: 'whatsapp', account: 'main', chatId: `chat-${id}` } as const;
  await stores.conversations.arrive({
    id,
    ...where,
    name: 'Siti',
    text,
    at,
    defaultLanguage: 'id',
  });
  await stores.conversations.wait(id, 'asked', 0, at);
  await stores.messages.keep({
    id: `in-${id}-${text}`,
    conversationId: id,
    ...where,
    externalId: `vendor-${id}-${text}`,
    content: {
      kind: 'photo',
      media: { mediaId: null, mimeType: 'image/jpeg', bytes: 1, source: 'VENDOR-SECRET' },
      caption: text,
    },
    at,
    author: { kind: 'citizen' },
  });
}

/** The bot files a complaint in the conversation, as a turn of it does. */
export async function fileComplaint(
  { stores }: Pick<House, 'stores'>,
  conversationId: string,
  reference: string,
  description = 'Jalan berlubang',
): Promise<void> {
  const at = new Date();
  const complaint: NewComplaint = {
    reference,
    conversationId,
    description,
    category: 'road',
    urgency: 'normal',
    triage: TRIAGE,
    categoryBy: 'citizen',
    place: { words: 'Pasar' },
    mediaIds: [],
    reporter: { kind: 'anonymous' },
    agencyId: 'agency-road',
    dueAt: at,
    filedAt: at,
  };
  const before = await stores.conversations.find(conversationId);
  if (!before) throw new Error('no such conversation');
  await stores.complaints.file(complaint);
  await stores.conversations.commit(conversationId, before.version, {
    dialogue: null,
    language: 'id',
    owner: before.owner,
    danger: 0,
    effects: { turn: 1, out: [], file: [complaint], read: [] },
    at,
    answered: false,
  });
}

/** A folder with built pages, and how to remove it. */
export async function builtPages(): Promise<{ webDir: string; remove: () => Promise<void> }> {
  const webDir = await mkdtemp(join(tmpdir(), 'sahut-web-'));
  await mkdir(join(webDir, 'assets'));
  await writeFile(join(webDir, 'index.html'), '<title>inbox</title>');
  await writeFile(join(webDir, 'chat.html'), '<title>chat</title>');
  await writeFile(
    join(webDir, 'assets', 'main-abc123.js'),
    `export default ${'"x".length;'.repeat(500)}`,
  );
  return { webDir, remove: () => rm(webDir, { recursive: true, force: true }) };
}

/** A browser's live line. `until` resolves with everything heard once the test is true of it. */
export async function listen(
  house: Pick<House, 'url'>,
  cookie: string,
  resume: { query?: string; lastEventId?: string } = {},
) {
  const stop = new AbortController();
  const response = await fetch(`${house.url}/api/live${resume.query ?? ''}`, {
    signal: stop.signal,
    headers: {
      cookie,
      ...(resume.lastEventId === undefined ? {} : { 'last-event-id': resume.lastEventId }),
    },
  });
  const heard: { id: string; event: LiveEvent }[] = [];
  const pings: string[] = [];
  let wake = () => {};
  let over = false;
  const reading = readAll(response, (name, id, data) => {
    if (name === 'ping') pings.push(id);
    else heard.push({ id, event: JSON.parse(data) as LiveEvent });
    wake();
  }).finally(() => {
    over = true;
    wake();
  });
  return {
    status: response.status,
    headers: response.headers,
    heard,
    pings,
    async until(test: (events: LiveEvent[]) => boolean): Promise<LiveEvent[]> {
      for (;;) {
        const events = heard.map(({ event }) => event);
        if (test(events)) return events;
        if (over) throw new Error(`the line ended after ${JSON.stringify(events).slice(0, 500)}`);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    ended: reading,
    async stop() {
      stop.abort();
      await reading;
    },
  };
}

async function readAll(
  response: Response,
  tell: (name: string, id: string, data: string) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of response.body ?? []) {
      const blocks = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const fields = new Map(
          block.split('\n').map((line) => {
            const colon = line.indexOf(': ');
            return [line.slice(0, colon), line.slice(colon + 2)] as const;
          }),
        );
        const data = fields.get('data');
        if (data !== undefined)
          tell(fields.get('event') ?? 'message', fields.get('id') ?? '', data);
      }
    }
  } catch (error) {
    if ((error as Error).name !== 'AbortError' && (error as Error).message !== 'terminated')
      throw error;
  }
}
