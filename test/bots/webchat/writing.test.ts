import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PER_MINUTE } from '../../../src/bots/webchat/limits.js';
import { TestClock } from '../../support/clock.js';
import { CitizenPage } from './page-of.js';
import { openStage, SITI, type Stage } from './stage.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
/** The beginning of a WebM file: what MediaRecorder makes of a voice, too. */
const WEBM = Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex');

describe('writing in the web chat', () => {
  let stage: Stage;
  let page: CitizenPage;

  beforeEach(async () => {
    stage = await openStage({ clock: new TestClock() });
    page = await CitizenPage.open(stage);
  });
  afterEach(() => stage.close());

  it('tells whose door it is and gives every page a secret of its own', async () => {
    expect((await page.ask('/about')).body).toEqual({ organisation: 'Kabupaten Contoh' });
    expect((await CitizenPage.open(stage)).token).not.toBe(page.token);
  });

  it('keeps a message once, however often it is sent', async () => {
    const message = { kind: 'text', clientId: 'abcdefgh', text: 'jalan rusak' };
    const answers = await Promise.all([page.post(message), page.post(message), page.post(message)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(stage.arrived).toHaveLength(1);
    expect(await stage.thread(page.chatId)).toHaveLength(1);
  });

  it.each([
    ['no secret', undefined],
    ['a broken one', 'Bearer x'],
    ['one of another kind', `Basic ${'a'.repeat(43)}`],
  ])('answers 401 to %s, before it reads a body', async (_, authorization) => {
    const headers = authorization ? { authorization } : { authorization: '' };
    const requests = [
      page.ask('/messages', { headers }),
      page.ask('/messages', { method: 'POST', headers, body: '{' }),
      page.ask('/media?clientId=abcdefgh', { method: 'PUT', headers, body: PNG }),
      page.ask('/media/x?message=1', { headers }),
    ];
    for (const { status, body } of await Promise.all(requests)) {
      expect([status, body.code]).toEqual([401, 'session/required']);
    }
  });

  it('answers hostile bodies with 4xx, never 5xx', async () => {
    const shapes = fc.record(
      {
        kind: fc.oneof(fc.constantFrom('text', 'choice', 'location', 'photo'), fc.jsonValue()),
        clientId: fc.oneof(fc.constant('abcdefgh'), fc.jsonValue()),
        text: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
        value: fc.jsonValue(),
        label: fc.jsonValue(),
        latitude: fc.oneof(fc.double(), fc.jsonValue()),
        longitude: fc.oneof(fc.double(), fc.jsonValue()),
        $where: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const bodies = fc.oneof(
      shapes.map((shape) => JSON.stringify(shape)),
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc.string({ unit: 'binary' }),
    );
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        // A page of its own each time: the limit a minute is not what is tried here.
        const someone = await anyone();
        const headers = { 'content-type': 'application/json' };
        const { status } = await someone.ask('/messages', { method: 'POST', headers, body });
        expect(status === 200 || (status >= 400 && status < 500)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('takes any text that is one: emoji, null bytes, lone surrogates, right to left', async () => {
    for (const text of ['🚨'.repeat(2_000), 'a\u0000b', '\ud800', 'مرحبا', 'x'.repeat(20_000)]) {
      expect(await page.write(text)).toMatchObject({ status: 200 });
    }
    expect(await page.write(' \n ')).toMatchObject({
      status: 400,
      body: { fields: { text: expect.anything() } },
    });
    expect(await page.write('x'.repeat(20_001))).toMatchObject({ status: 400 });
    expect(await page.write('x'.repeat(200_000))).toMatchObject({ status: 413 });
  });

  it('answers hostile queries with 4xx, never 5xx', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('after', 'waitSeconds', 'message', 'clientId'),
        fc.oneof(fc.string({ unit: 'binary' }), fc.double().map(String), fc.constant('1&after=2')),
        async (name, value) => {
          const someone = await anyone();
          const query = new URLSearchParams([
            [name, value],
            [name, value],
          ]);
          const { status } = await someone.ask(`/messages?${query}`);
          const { status: ofFile } = await someone.ask(
            `/media/${encodeURIComponent(Buffer.from(value).toString())}?${query}`,
          );
          expect([200, 400]).toContain(status);
          expect([400, 404]).toContain(ofFile);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('does not take the point that vendors send for "no place"', async () => {
    const point = { kind: 'location', clientId: 'abcdefgh', latitude: 0, longitude: 0 };
    expect(await page.post(point)).toMatchObject({ status: 400 });
    expect(await page.post({ ...point, latitude: -2.9 })).toMatchObject({ status: 200 });
  });

  it('takes a file for what its bytes are, and keeps a repeat once', async () => {
    const [first, second] = [
      await page.upload(PNG, 'text/html'),
      await page.upload(PNG, 'text/html'),
    ];
    expect(first).toMatchObject({ status: 200, body: { kept: true } });
    expect(second.body).toEqual(first.body);
    expect(stage.arrived).toMatchObject([
      { content: { kind: 'photo', media: { mimeType: 'image/png' } } },
    ]);
  });

  it('takes a voice in a container made for video for a voice', async () => {
    await page.upload(WEBM, 'audio/webm;codecs=opus', 'clientId=abcdefgh&caption=dengar');
    await page.upload(WEBM, 'video/webm', 'clientId=abcdefgi');
    expect(stage.arrived.map(({ content }) => content)).toMatchObject([
      { kind: 'audio', caption: 'dengar', media: { mimeType: 'audio/webm' } },
      { kind: 'video', media: { mimeType: 'video/webm' } },
    ]);
  });

  it('refuses what is no photo, video, voice or PDF', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    for (const body of ['', '<html>', svg, 'MZ\u0090\u0000', 'PK\u0003\u0004']) {
      const answer = await page.upload(Buffer.from(body, 'latin1'), 'image/jpeg');
      expect([answer.status, answer.body.code]).toEqual([415, 'media/refused']);
    }
    expect(stage.arrived).toEqual([]);
  });

  it('answers broken files with 4xx, never 5xx', async () => {
    const heads = [
      PNG.subarray(0, 16),
      WEBM,
      Buffer.from('%PDF-'),
      Buffer.from('ID3'),
      Buffer.from('OggS'),
      Buffer.from('PK\u0003\u0004'),
      Buffer.from('0000ftyp', 'latin1'),
      Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex'),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...heads),
        fc.uint8Array({ maxLength: 200 }),
        async (head, rest) => {
          const someone = await anyone();
          const { status } = await someone.upload(Buffer.concat([head, rest]), 'image/jpeg');
          expect([200, 415]).toContain(status);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('shows a file to the page whose thread it stands in, and to no other', async () => {
    const { body } = await page.upload(PNG, 'image/png');
    const mine = String(body.mediaId);
    const own = await stage.thread(page.chatId);
    const order = own[0]?.order ?? 0;
    const kept = await page.file(mine, order);
    expect(kept.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await kept.arrayBuffer())).toEqual(PNG);

    const other = await CitizenPage.open(stage);
    await other.write('halo');
    const place = (await stage.thread(other.chatId))[0]?.order ?? 0;
    for (const at of [order, place]) expect((await other.file(mine, at)).status).toBe(404);
    expect((await other.poll(0)).messages).toHaveLength(1);
  });

  it('shows what an operator sends, once it is sent', async () => {
    const { id } = await stage.stores.media.keep(PNG, { mimeType: 'image/png' }, new Date());
    const media = { mediaId: id, mimeType: 'image/png', bytes: PNG.length };
    const message = await stage.say(
      page.chatId,
      { kind: 'photo', media },
      { author: SITI, isSent: false },
    );
    const order = (await stage.thread(page.chatId))[0]?.order ?? 0;
    expect((await page.file(id, order)).status).toBe(404);
    await stage.finish(message);
    expect((await page.file(id, order)).status).toBe(200);
  });

  it('limits one page, not its neighbours behind the same address', async () => {
    const limit = PER_MINUTE.write.chat;
    for (let n = 0; n < limit; n += 1) expect((await page.write(`${n}`)).status).toBe(200);
    const { status, body, headers } = await page.write('lagi');
    expect([status, body.code]).toEqual([429, 'request/too-many']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await (await CitizenPage.open(stage)).write('halo')).status).toBe(200);
  });

  it('counts addresses as the proxy names them', async () => {
    const signOn = (address: string) =>
      fetch(`${stage.url}/chat/api/sessions`, {
        method: 'POST',
        headers: { 'x-forwarded-for': address },
      });
    const statuses: number[] = [];
    for (let n = 0; n <= PER_MINUTE.sessions.address; n += 1)
      statuses.push((await signOn('203.0.113.7')).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(PER_MINUTE.sessions.address);
    expect(statuses.at(-1)).toBe(429);
    expect((await signOn('203.0.113.8')).status).toBe(200);
  });

  it('never logs a secret, an address of a chat or what was written', async () => {
    stage.failsToKeep = true;
    const answer = await page.write('rahasia sekali');
    expect(answer.status).toBe(500);
    const all = stage.logged.join('\n');
    expect(all).toContain('a request failed');
    for (const secret of [page.token, page.chatId, 'rahasia sekali']) {
      expect(all).not.toContain(secret);
      expect(JSON.stringify(answer.body)).not.toContain(secret);
    }
  });

  let people = 0;
  /** Somebody else behind another address: the limits are not what is tried. */
  async function anyone(): Promise<CitizenPage> {
    people += 1;
    const token = `${people}`.padStart(43, 'a');
    const someone = new CitizenPage(stage, token);
    someone.address = `2001:db8:${(people >> 8).toString(16)}:${(people & 255).toString(16)}00::1`;
    return someone;
  }
});
