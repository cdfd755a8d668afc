import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addOperator, ask, citizenWaits, type House, openHouse, signIn } from './house.js';

const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);

let house: House;
let cookie: string;
beforeEach(async () => {
  house = await openHouse();
  cookie = await signIn(house, await addOperator(house, 'operator'));
});
afterEach(() => house.close());

const keep = (mimeType: string, fileName?: string) =>
  house.stores.media.keep(
    Uint8Array.from({ length: 100 }, (_, at) => at),
    { mimeType, ...(fileName ? { fileName } : {}) },
    new Date(),
  );

describe('files', () => {
  it.each([
    ['bytes=0-9', 206, 'bytes 0-9/100', 10],
    ['bytes=90-', 206, 'bytes 90-99/100', 10],
    ['bytes=-5', 206, 'bytes 95-99/100', 5],
    ['bytes=50-5000', 206, 'bytes 50-99/100', 50],
    ['bytes=100-', 416, 'bytes */100', 0],
    ['bytes=-0', 416, 'bytes */100', 0],
    ['bytes=9-5', 416, 'bytes */100', 0],
    ['bytes=0-1,5-6', 200, null, 100],
    ['lines=1-2', 200, null, 100],
    ['bytes=-', 200, null, 100],
  ])('answers Range %s with %i', async (range, status, contentRange, length) => {
    const { id } = await keep('audio/ogg');
    const response = await fetch(`${house.url}/api/media/${id}`, { headers: { cookie, range } });
    const body = new Uint8Array(await response.arrayBuffer());
    expect([response.status, response.headers.get('content-range'), body.length]).toEqual([
      status,
      contentRange,
      length,
    ]);
    if (status === 206) expect(body.at(-1)).toBe(Number(/-(\d+)\//.exec(contentRange ?? '')?.[1]));
  });

  it.each([
    ['image/png', 'image/png', 'inline'],
    ['application/pdf', 'application/pdf', 'inline'],
    ['image/svg+xml', 'application/octet-stream', 'attachment'],
    ['text/html', 'application/octet-stream', 'attachment'],
    ['image/png; x="<script>"', 'application/octet-stream', 'attachment'],
  ])('shows %s as %s, %s', async (kept, type, how) => {
    const { id } = await keep(kept, 'Surat "π"\r\n.html');
    const { headers } = await ask(house, `GET /api/media/${id}`, { cookie });
    expect(headers.get('content-type')).toBe(type);
    expect(headers.get('content-disposition')).toBe(
      `${how}; filename*=UTF-8''Surat%20%22%CF%80%22%0D%0A.html`,
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('keeps an upload by its bytes, and sends it to the citizen', async () => {
    const headers = { 'content-type': 'text/html', 'x-file-name': encodeURIComponent('../π".png') };
    const kept = await ask(house, 'POST /api/media', { cookie, raw: PNG, headers });
    expect([kept.status, kept.json]).toMatchObject([
      201,
      { mimeType: 'image/png', bytes: PNG.length, fileName: 'π.png' },
    ]);
    await citizenWaits(house, 'c1');
    await ask(house, 'POST /api/conversations/c1/claim', { cookie, body: {} });
    const body = { clientId: 'client-1', mediaId: kept.json.mediaId, text: 'peta' };
    const sent = await ask(house, 'POST /api/conversations/c1/reply', { cookie, body });
    expect(sent.json).toMatchObject({ content: { kind: 'photo', caption: 'peta' } });
  });

  it('does not pass a file of one citizen to another', async () => {
    const meta = { mimeType: 'image/png', conversationId: 'c2' };
    const { id } = await house.stores.media.keep(PNG, meta, new Date());
    await citizenWaits(house, 'c1');
    await ask(house, 'POST /api/conversations/c1/claim', { cookie, body: {} });
    const body = { clientId: 'client-1', mediaId: id };
    const refused = await ask(house, 'POST /api/conversations/c1/reply', { cookie, body });
    expect(refused.json).toMatchObject({ code: 'media/unknown' });
  });

  it('refuses what is not taken and what is too large', async () => {
    const html = await ask(house, 'POST /api/media', {
      cookie,
      raw: new TextEncoder().encode('<script>alert(1)</script>'),
      headers: { 'content-type': 'image/png' },
    });
    expect([html.status, html.json.code]).toEqual([415, 'media/refused']);
    expect((await ask(house, 'POST /api/media', { cookie })).status).toBe(415);
    const large = new Uint8Array(16 * 1024 * 1024 + 1);
    large.set(PNG);
    const refused = await ask(house, 'POST /api/media', { cookie, raw: large });
    expect([refused.status, refused.json.code]).toEqual([413, 'request/too-large']);
  });
});
