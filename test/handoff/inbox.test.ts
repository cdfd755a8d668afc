import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  addOperator,
  ask,
  citizenWaits,
  fileComplaint,
  type House,
  openHouse,
  signIn,
} from './house.js';

let house: House;
let sari: string;
let budi: string;

beforeEach(async () => {
  house = await openHouse();
  sari = await signIn(house, await addOperator(house, 'operator'));
  budi = await signIn(house, await addOperator(house, 'operator', { email: 'budi@sahut.local' }));
  await citizenWaits(house, 'c1', 'ada kebakaran');
});
afterEach(() => house.close());

const claim = (cookie: string) =>
  ask(house, 'POST /api/conversations/c1/claim', { cookie, body: {} });
const reply = (cookie: string, body: object) =>
  ask(house, 'POST /api/conversations/c1/reply', { cookie, body });

describe('the inbox', () => {
  it('lists by view, page by page, with counts', async () => {
    for (const id of ['c2', 'c3']) await citizenWaits(house, id);
    const first = await ask(house, 'GET /api/conversations?view=waiting&limit=2', { cookie: sari });
    expect(first.json).toMatchObject({
      conversations: [{ id: 'c1', citizenName: 'Siti', unseen: 1 }, { id: 'c2' }],
      next: 'c2',
      counts: { waiting: 3, mine: 0, all: 3 },
    });
    const second = await ask(house, 'GET /api/conversations?limit=2&after=c2', { cookie: sari });
    expect(second.json).toMatchObject({ conversations: [{ id: 'c3' }], next: null });
    await claim(sari);
    const mine = await ask(house, 'GET /api/conversations?view=mine', { cookie: sari });
    expect(mine.json).toMatchObject({
      conversations: [{ id: 'c1' }],
      counts: { mine: 1, waiting: 2 },
    });
  });

  it('shows one conversation with its complaint, its channel and no QR code', async () => {
    await fileComplaint(house, 'c1', 'K7M-2Q4X');
    const { json, text } = await ask(house, 'GET /api/conversations/c1', { cookie: sari });
    expect(json).toMatchObject({
      id: 'c1',
      category: 'road',
      urgency: 'normal',
      phone: null,
      emergency: null,
      limits: { textCharacters: 100 },
      channelHealth: { state: 'waiting' },
      complaints: [
        {
          reference: 'K7M-2Q4X',
          agency: { id: 'agency-road', name: 'Dinas road' },
          moves: ['verified', 'forwarded', 'rejected', 'closed'],
        },
      ],
    });
    expect(text).not.toContain('PAIRING-SECRET');
    const nowhere = await ask(house, 'GET /api/conversations/c9', { cookie: sari });
    expect([nowhere.status, nowhere.json.code]).toEqual([404, 'conversation/unknown']);
  });

  it('pages the thread in order and never tells what a channel needs to fetch a file', async () => {
    for (const n of [1, 2, 3, 4]) await citizenWaits(house, 'c1', `pesan ${n}`);
    const page = async (query: string) => {
      const { json, text } = await ask(house, `GET /api/conversations/c1/messages?${query}`, {
        cookie: sari,
      });
      expect(text).not.toContain('VENDOR-SECRET');
      const { messages, more } = json as unknown as {
        messages: { order: number; content: { caption: string } }[];
        more: boolean;
      };
      return { captions: messages.map(({ content }) => content.caption), more, messages };
    };
    const newest = await page('limit=2');
    expect(newest).toMatchObject({ captions: ['pesan 3', 'pesan 4'], more: true });
    const older = await page(`limit=10&before=${newest.messages[0]?.order}`);
    expect(older).toMatchObject({ captions: ['ada kebakaran', 'pesan 1', 'pesan 2'], more: false });
    const newer = await page(`limit=10&after=${newest.messages[0]?.order}`);
    expect(newer.captions).toEqual(['pesan 4']);
  });

  it('marks as seen', async () => {
    expect((await ask(house, 'POST /api/conversations/c1/seen', { cookie: sari })).status).toBe(
      204,
    );
    expect((await house.stores.conversations.find('c1'))?.unseen).toBe(0);
  });
});

describe('answering', () => {
  it('gives the conversation to one of two, tells the other, and answers only through the owner', async () => {
    const [one, two] = await Promise.all([claim(sari), claim(budi)]);
    expect([one.status, two.status].sort()).toEqual([200, 409]);
    const [winner, loser] = one.status === 200 ? [sari, budi] : [budi, sari];
    expect((one.status === 200 ? two : one).json).toMatchObject({ code: 'conversation/taken' });
    const body = { clientId: 'client-1', text: ' Petugas berangkat. ' };
    expect((await reply(loser, body)).json).toMatchObject({ code: 'conversation/not-yours' });
    const sent = await reply(winner, body);
    expect(sent.json).toMatchObject({
      direction: 'out',
      author: { kind: 'operator', name: 'The operator' },
      content: { kind: 'text', text: 'Petugas berangkat.' },
      delivery: { state: 'queued' },
    });
    expect(house.told.rungFor).toEqual(['c1']);
    expect(await house.stores.conversations.find('c1')).toMatchObject({
      lastText: 'Petugas berangkat.',
      waitingSince: null,
      unseen: 0,
    });
  });

  it('writes one message for the same press of "send", also at the same time', async () => {
    await claim(sari);
    const body = { clientId: 'client-1', text: 'Baik.' };
    const answers = await Promise.all([reply(sari, body), reply(sari, body), reply(sari, body)]);
    answers.push(await reply(sari, { ...body, text: 'something else' }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(answers.map(({ json }) => String(json.id))).size).toBe(1);
    const thread = await house.stores.messages.page('c1', { limit: 50 });
    expect(thread.filter(({ direction }) => direction === 'out')).toHaveLength(1);
  });

  it('finishes what a crash between the conversation and the message left undone', async () => {
    await claim(sari);
    const body = { clientId: 'client-1', text: 'Baik.' };
    const { conversations, messages } = house.stores;
    const { write } = messages;
    messages.write = async () => {
      throw new Error('killed');
    };
    expect((await reply(sari, body)).status).toBe(500);
    messages.write = write;
    expect(await conversations.unsettled()).toEqual(['c1']);
    expect((await reply(sari, body)).status).toBe(200);
    expect(await conversations.unsettled()).toEqual([]);
    expect(await conversations.find('c1')).toMatchObject({ waitingSince: null, lastText: 'Baik.' });
    const thread = await house.stores.messages.page('c1', { limit: 50 });
    expect(thread.filter(({ direction }) => direction === 'out')).toHaveLength(1);
  });

  it('names the limit of the channel', async () => {
    await claim(sari);
    const long = await reply(sari, { clientId: 'client-1', text: 'x'.repeat(101) });
    expect([long.status, long.json]).toMatchObject([
      400,
      { fields: { text: 'at most 100 characters on this channel' } },
    ]);
    expect((await reply(sari, { clientId: 'client-2', text: '  ' })).status).toBe(400);
    expect((await reply(sari, { clientId: 'client-2' })).status).toBe(400);
    const none = await reply(sari, { clientId: 'client-2', mediaId: 'nothing' });
    expect(none.json).toMatchObject({ code: 'media/unknown' });
  });

  it('takes a note from anybody and sends it nowhere', async () => {
    const body = { clientId: 'client-1', text: 'x'.repeat(500) };
    const note = await ask(house, 'POST /api/conversations/c1/note', { cookie: budi, body });
    expect(note.json).toMatchObject({ direction: 'note' });
    expect(note.json).not.toHaveProperty('delivery');
    expect(house.told.rungFor).toEqual([]);
    expect((await house.stores.conversations.find('c1'))?.waitingSince).not.toBeNull();
  });

  it('gives back to the bot and closes', async () => {
    await claim(sari);
    const back = await ask(house, 'POST /api/conversations/c1/release', {
      cookie: sari,
      body: { note: 'besok pagi' },
    });
    expect(back.json).toMatchObject({ owner: { kind: 'bot' } });
    expect(house.told.returned).toEqual([{ id: 'c1', note: 'besok pagi' }]);
    const close = () =>
      ask(house, 'POST /api/conversations/c1/close', { cookie: sari, body: { outcome: 'solved' } });
    expect((await close()).status).toBe(409);
    await claim(sari);
    expect((await close()).json).toMatchObject({ owner: { kind: 'closed', outcome: 'solved' } });
  });
});

describe('a complaint', () => {
  const change = (body: object, reference = 'K7M-2Q4X') =>
    ask(house, `PATCH /api/complaints/${reference}`, { cookie: sari, body });

  it('goes to the agency of its new category, by legal moves, from the version that was seen', async () => {
    await fileComplaint(house, 'c1', 'K7M-2Q4X');
    const moved = await change({ version: 0, category: 'water', status: 'verified' });
    expect(moved.json).toMatchObject({
      category: 'water',
      agency: { name: 'Dinas water' },
      status: 'verified',
      version: 1,
    });
    expect(house.told.complaints).toEqual([{ from: 'filed', to: 'verified' }]);
    expect((await change({ version: 0, urgency: 'high' })).json).toMatchObject({
      code: 'complaint/changed-meanwhile',
    });
    expect((await change({ version: 1, status: 'resolved' })).json).toMatchObject({
      code: 'complaint/illegal-move',
    });
    expect((await change({ version: 1 }, 'NO-SUCH')).status).toBe(404);
    const late = await change({ version: 1, urgency: 'high' });
    const { filedAt, dueAt } = late.json as unknown as Record<string, string>;
    expect(Date.parse(dueAt ?? '') - Date.parse(filedAt ?? '')).toBe(86_400_000);
  });
});
