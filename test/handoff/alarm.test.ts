import { createECDH, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LOST_MS } from '../../src/handoff/alarm/attendance.js';
import { REPEAT_MS } from '../../src/handoff/alarm/pager.js';
import type { PostPush } from '../../src/handoff/alarm/push.js';
import { openQuestions } from '../../src/handoff/alarm/script.js';
import { TestClock } from '../support/clock.js';
import { eventually } from '../support/eventually.js';
import {
  addOperator,
  ask,
  citizenWaits,
  type House,
  listen,
  openHouse,
  signIn,
  TRIAGE,
} from './house.js';

const NUMBER = '628123456789';
let house: House;
let clock: TestClock;
let sent: { endpoint: string; headers: Record<string, string>; body: Uint8Array }[];
let status: number;
let lines: Awaited<ReturnType<typeof listen>>[];

const postPush: PostPush = async (request) => {
  sent.push(request);
  return status;
};

beforeEach(async () => {
  clock = new TestClock();
  [sent, lines, status] = [[], [], 201];
  house = await openHouse({ clock, parts: { postPush } });
});
afterEach(async () => {
  for (const line of lines) await line.stop();
  await house.close();
});

/** Dangerous words of a citizen; nobody has them yet. */
async function inDanger(id: string, danger: 1 | 2 = 2): Promise<void> {
  await citizenWaits(house, id, `tolong kebakaran, nomor saya ${NUMBER}`);
  const before = await house.stores.conversations.find(id);
  await house.stores.conversations.commit(id, before?.version ?? 0, {
    dialogue: null,
    language: 'id',
    owner: { kind: 'waiting', reason: 'emergency', since: clock.now() },
    danger,
    emergency: { words: 'tolong kebakaran', triage: TRIAGE, openedAt: clock.now() },
    effects: { turn: 1, out: [], file: [], read: [] },
    at: clock.now(),
    answered: false,
  });
}

async function operator(role: 'operator' | 'supervisor' | 'admin'): Promise<string> {
  return signIn(house, await addOperator(house, role));
}

async function onLine(cookie: string): Promise<void> {
  lines.push(await listen(house, cookie));
}

const here = (cookie: string) => ask(house, 'POST /api/session/here', { cookie, body: {} });
const claim = (cookie: string, id: string) =>
  ask(house, `POST /api/conversations/${id}/claim`, { cookie, body: {} });
const detail = async (cookie: string, id: string) =>
  (await ask(house, `GET /api/conversations/${id}`, { cookie })).json as Record<string, never>;

/** What the citizen of a conversation was told. */
async function told(id: string): Promise<string[]> {
  const messages = await house.stores.messages.page(id, { limit: 50 });
  return messages.flatMap(({ direction, content }) =>
    direction === 'out' && content.kind === 'text' ? [content.text] : [],
  );
}

describe('the times of an emergency', () => {
  it('are kept from the alarm to the end, and reported', async () => {
    const [sari, budi] = [await operator('operator'), await operator('supervisor')];
    const start = clock.now();
    await inDanger('c1');
    await clock.advance(1000);
    for (const cookie of [sari, sari, budi]) {
      await ask(house, 'POST /api/conversations/c1/alarm', { cookie, body: {} });
    }
    await clock.advance(3000);
    await claim(sari, 'c1');
    await claim(sari, 'c1');
    await clock.advance(2000);
    const body = { clientId: 'client-1', text: 'Kami datang.' };
    await ask(house, 'POST /api/conversations/c1/reply', { cookie: sari, body });
    const { emergencyDesk } = await detail(sari, 'c1');
    const at = (ms: number) => new Date(start.getTime() + ms).toISOString();
    const times = {
      conversationId: 'c1',
      openedAt: at(0),
      shown: [
        { name: 'The operator', at: at(1000) },
        { name: 'The supervisor', at: at(1000) },
      ],
      accepted: [{ name: 'The operator', at: at(4000) }],
      lost: [],
      firstWordsAt: at(6000),
    };
    expect(emergencyDesk).toMatchObject({ times });
    await clock.advance(60_000);
    const outcome = { outcome: 'solved' };
    await ask(house, 'POST /api/conversations/c1/close', { cookie: sari, body: outcome });
    const report = await ask(house, `GET /api/emergencies?from=${at(0)}&to=${at(1)}`, {
      cookie: budi,
    });
    expect(report.json).toMatchObject({
      emergencies: [{ ...times, closedAt: at(66_000), outcome: 'solved' }],
    });
  });

  it('are not made up for a calm conversation', async () => {
    const sari = await operator('operator');
    await citizenWaits(house, 'c1', 'lampu mati');
    await ask(house, 'POST /api/conversations/c1/alarm', { cookie: sari, body: {} });
    await claim(sari, 'c1');
    expect(await detail(sari, 'c1')).not.toHaveProperty('emergencyDesk');
    expect(await told('c1')).toEqual([]);
  });
});

describe('who accepts', () => {
  it('is named to the citizen at once, and once', async () => {
    const sari = await operator('operator');
    await inDanger('c1');
    await claim(sari, 'c1');
    await claim(sari, 'c1');
    expect(await told('c1')).toEqual([
      expect.stringMatching(/^Petugas The operator sudah di sini/),
    ]);
    expect(house.told.rungFor).toContain('c1');
  });

  it('finds the card with questions, advice and numbers', async () => {
    const sari = await operator('operator');
    await inDanger('c1');
    const { emergencyDesk } = await detail(sari, 'c1');
    expect(emergencyDesk).toMatchObject({
      questions: [
        { key: 'where' },
        { key: 'who' },
        { key: 'safe' },
        { key: 'still' },
        { key: 'call' },
      ],
      advice: {
        event: 'fire',
        approvedBy: null,
        text: expect.stringMatching(/^Keluar dari bangunan/),
      },
      contacts: [{ id: 'fire', phone: '112' }],
    });
  });

  it('sees everybody in danger, also those whom a colleague has', async () => {
    const [sari, budi] = [await operator('operator'), await operator('supervisor')];
    for (const id of ['c1', 'c2']) await inDanger(id);
    await citizenWaits(house, 'c3', 'lampu mati');
    await claim(budi, 'c1');
    const { json } = await ask(house, 'GET /api/emergencies/open', { cookie: sari });
    const { conversations } = json as unknown as { conversations: { id: string }[] };
    expect(conversations.map(({ id }) => id).toSorted()).toEqual(['c1', 'c2']);
  });
});

describe('an operator whose laptop closes', () => {
  /** Time goes on; the page beats as long as it is there. */
  async function pass(ms: number, cookie?: string): Promise<void> {
    for (let gone = 0; gone < ms; gone += 500) {
      if (cookie && gone % 7_500 === 0) await here(cookie);
      await clock.advance(500);
    }
  }

  it('loses the emergencies within 22 seconds, and nothing else; the citizen is told', async () => {
    const [sari, budi] = [await operator('operator'), await operator('supervisor')];
    await onLine(sari);
    await inDanger('c1');
    await citizenWaits(house, 'c2', 'lampu mati');
    for (const id of ['c1', 'c2']) await claim(sari, id);
    await pass(60_000, sari);
    expect(await detail(budi, 'c1')).toMatchObject({ owner: { kind: 'operator' } });
    // The line stays open: a lid that closes says goodbye to nobody.
    await pass(22_000);
    await eventually(async () => {
      expect(await detail(budi, 'c1')).toMatchObject({
        danger: 2,
        owner: { kind: 'waiting', reason: 'emergency' },
        emergencyDesk: { times: { lost: [{ name: 'The operator' }] } },
      });
    });
    expect(await detail(budi, 'c2')).toMatchObject({ owner: { kind: 'operator' } });
    await eventually(async () => {
      expect((await told('c1')).at(-1)).toMatch(/Sambungan petugas The operator terputus/);
    });
    expect((await claim(budi, 'c1')).status).toBe(200);
    await pass(60_000);
    expect(await detail(budi, 'c1')).toMatchObject({ owner: { name: 'The supervisor' } });
  });

  it('keeps them while the page beats or a program listens, and over a short break', async () => {
    const [sari, budi] = [await operator('operator'), await operator('supervisor')];
    await onLine(sari);
    await onLine(budi);
    for (const id of ['c1', 'c2']) await inDanger(id);
    await claim(sari, 'c1');
    await claim(budi, 'c2');
    await here(sari);
    await pass(LOST_MS - 1_000);
    await here(sari);
    await pass(LOST_MS - 1_000);
    for (const id of ['c1', 'c2']) {
      expect(await detail(sari, id)).toMatchObject({ owner: { kind: 'operator' } });
    }
  });

  it('is missed after a restart, too', async () => {
    const sari = await operator('operator');
    await inDanger('c1');
    await claim(sari, 'c1');
    await house.stop();
    house = await openHouse({ clock, dataDir: house.dataDir, parts: { postPush } });
    await eventually(async () => {
      await clock.advance(4_000);
      const { owner } = (await house.stores.conversations.find('c1')) ?? {};
      expect(owner).toMatchObject({ kind: 'waiting' });
    });
  });
});

describe('second devices', () => {
  const ecdh = createECDH('prime256v1');
  const auth = randomBytes(16);
  const keys = () => ({
    p256dh: ecdh.getPublicKey('base64url'),
    auth: auth.toString('base64url'),
  });
  const endpoint = 'https://push.example.com/device/1';
  const subscribe = (cookie: string, more: object = {}) =>
    ask(house, 'POST /api/devices', { cookie, body: { endpoint, keys: keys(), ...more } });
  beforeEach(() => void ecdh.generateKeys());

  /** Opens what the push service carries, as the browser does (RFC 8188, RFC 8291). */
  function opened(body: Uint8Array): string {
    const web = createRequire(createRequire(import.meta.url).resolve('web-push'));
    const { decrypt } = web('http_ece') as {
      decrypt(body: Buffer, given: object): Buffer;
    };
    const given = {
      version: 'aes128gcm',
      privateKey: ecdh,
      authSecret: auth.toString('base64url'),
    };
    return decrypt(Buffer.from(body), given).toString('utf8');
  }

  it('ring when an emergency comes, again until somebody accepts, and learn nothing of it', async () => {
    const sari = await operator('operator');
    expect((await subscribe(sari, { language: 'en' })).status).toBe(204);
    await inDanger('c1');
    await eventually(async () => {
      await clock.advance(300);
      expect(sent).toHaveLength(1);
    });
    const [first] = sent;
    expect(first).toMatchObject({ endpoint, headers: { Urgency: 'high' } });
    const { json } = await ask(house, 'GET /api/devices/key', { cookie: sari });
    expect(first?.headers.Authorization).toContain(String(json.publicKey));
    expect(JSON.parse(opened(first?.body ?? new Uint8Array()))).toEqual({
      kind: 'alarm',
      text: 'A new emergency is waiting',
      url: '/#/waiting',
    });
    await clock.advance(REPEAT_MS);
    await eventually(async () => expect(sent).toHaveLength(2));
    await claim(sari, 'c1');
    for (let times = 0; times < 4; times += 1) await clock.advance(REPEAT_MS);
    expect(sent.length).toBeLessThanOrEqual(3);
    const after = sent.length;
    for (let times = 0; times < 4; times += 1) await clock.advance(REPEAT_MS);
    expect(sent).toHaveLength(after);
  });

  it('stay silent over what is only suspected', async () => {
    const sari = await operator('operator');
    await subscribe(sari);
    await inDanger('c1', 1);
    for (let times = 0; times < 10; times += 1) await clock.advance(REPEAT_MS);
    expect(sent).toEqual([]);
  });

  it('are forgotten when they are gone, and stay silent for people who left', async () => {
    const [sari, budi] = [await operator('operator'), await operator('supervisor')];
    await subscribe(sari);
    await subscribe(budi, { endpoint: 'https://push.example.com/device/2' });
    status = 410;
    await ask(house, 'POST /api/devices/test', { cookie: sari, body: {} });
    expect(sent.map((one) => one.endpoint)).toEqual([endpoint]);
    expect(await house.stores.devices.list()).toHaveLength(1);
    const [, left] = await house.stores.operators.list();
    await house.stores.operators.change(left?.id ?? '', { disabledAt: clock.now() });
    await inDanger('c1');
    for (let times = 0; times < 5; times += 1) await clock.advance(REPEAT_MS);
    expect(sent).toHaveLength(1);
  });

  it('keep the key over a restart', async () => {
    const sari = await operator('operator');
    const key = async () => (await ask(house, 'GET /api/devices/key', { cookie: sari })).json;
    const before = await key();
    await house.stop();
    house = await openHouse({ clock, dataDir: house.dataDir, parts: { postPush } });
    expect(await key()).toEqual(before);
  });

  it.each([
    'http://push.example.com/1',
    'https://127.0.0.1/1',
    'https://localhost/1',
    'https://[::1]/1',
    'https://10.0.0.1:8443/1',
    'https://push.example.com:8080/1',
    'https://user@push.example.com/1',
  ])('are not taken at %s', async (address) => {
    const { status: answer, json } = await subscribe(await operator('operator'), {
      endpoint: address,
    });
    expect(answer).toBe(400);
    expect(json).toMatchObject({ fields: { endpoint: expect.any(String) } });
  });
});

it('asks for what is not known, the place first and the name last', () => {
  const card = { words: 'tolong', triage: TRIAGE, openedAt: new Date(0) };
  const citizen = { language: 'en' } as const;
  const keysOf = (...given: Parameters<typeof openQuestions>) =>
    openQuestions(...given).map(({ key }) => key);
  expect(keysOf({ ...card, triage: { ...TRIAGE, abstain: true } }, citizen)).toEqual([
    'where',
    'what',
    'who',
    'safe',
    'still',
    'call',
  ]);
  const known = { ...card, place: { landmark: 'Pasar' }, people: '2', confirmed: 'yes' } as const;
  expect(keysOf(known, { ...citizen, name: 'Siti', phone: '+62' })).toEqual(['safe']);
  expect(openQuestions(card, citizen)[0]?.text).toMatch(/^Where exactly/);
});
