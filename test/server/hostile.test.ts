import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addOperator,
  ask,
  citizenWaits,
  fileComplaint,
  type House,
  openHouse,
  signIn,
} from '../handoff/house.js';

let house: House;
let cookie: string;

beforeAll(async () => {
  house = await openHouse();
  cookie = await signIn(house, await addOperator(house, 'admin'));
  await citizenWaits(house, 'c1');
  await fileComplaint(house, 'c1', 'K7M-2Q4X');
  await ask(house, 'POST /api/conversations/c1/claim', { cookie, body: {} });
});
afterAll(() => house.close());

const LINES = [
  'POST /api/session/password',
  'POST /api/conversations/c1/reply',
  'POST /api/conversations/c1/note',
  'POST /api/conversations/c1/close',
  'PATCH /api/complaints/K7M-2Q4X',
  'POST /api/operators',
  'PATCH /api/operators/nobody',
];

/** Field names that mean something here, with values that mean nothing. */
const bodies = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(
    fc.constantFrom(
      ...['clientId', 'text', 'mediaId', 'version', 'status', 'category', 'publicNote'],
      ...['email', 'name', 'role', 'disabled', 'current', 'next', 'outcome', '__proto__', '$where'],
    ),
    fc.jsonValue(),
  ),
);

describe('hostile input', () => {
  it('gets a refusal that says what is wrong, never a failure of ours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...LINES), bodies, async (line, body) => {
        const { status, json } = await ask(house, line, { cookie, body });
        expect(status).toBeLessThan(500);
        if (status < 400) return;
        expect(json).toMatchObject({ code: expect.any(String), remedy: expect.any(String) });
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('gets one in addresses and queries too', async () => {
    const places = fc.constantFrom(
      'GET /api/conversations/',
      'GET /api/conversations?after=',
      'GET /api/conversations?limit=',
      'GET /api/conversations?view=',
      'GET /api/conversations/c1/messages?before=',
      'GET /api/media/',
      'GET /api/live?after=x',
      'GET /api/conversations?filter[$ne]=',
    );
    await fc.assert(
      fc.asyncProperty(places, fc.string({ unit: 'binary', minLength: 1 }), async (line, text) => {
        fc.pre(!/[\ud800-\udfff]/.test(text) && text !== '.' && text !== '..');
        const answer = await ask(house, line + encodeURIComponent(text), { cookie });
        expect(answer.status).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it.each([
    ['broken JSON', '{"text":', 400],
    ['not an object', '"text"', 400],
    ['too much', `{"text":"${'x'.repeat(200_000)}"}`, 413],
    ['very deep', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, 400],
    [
      'a null byte for an id',
      '{"clientId":"\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000","mediaId":"\\u0000"}',
      400,
    ],
  ])('refuses %s', async (_name, text, status) => {
    const answer = await ask(house, 'POST /api/conversations/c1/reply', {
      cookie,
      raw: new TextEncoder().encode(text),
      headers: { 'content-type': 'application/json' },
    });
    expect([answer.status, typeof answer.json.code]).toEqual([status, 'string']);
  });

  it('names unknown fields', async () => {
    const { json } = await ask(house, 'POST /api/conversations/c1/close', {
      cookie,
      body: { outcome: 'solved', colour: 'red' },
    });
    expect(json).toMatchObject({ code: 'request/invalid', fields: { colour: 'unknown field' } });
  });

  it('finds no secret in any answer', async () => {
    const lines = house.handoff.routes
      .filter(({ method, path }) => method === 'get' && path !== '/api/live')
      .map(({ path }) => `GET ${path.replace(':id', 'c1')}`);
    expect(lines.length).toBeGreaterThan(6);
    for (const line of lines) {
      const { text } = await ask(house, line, { cookie });
      expect(text).not.toMatch(
        /passwordHash|argon2|tokenHash|VENDOR-SECRET|PAIRING-SECRET|"source"/,
      );
    }
    expect(house.logged.join('')).not.toMatch(/argon2|VENDOR-SECRET|PAIRING-SECRET/);
  });
});
