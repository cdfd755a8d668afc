import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { firstAdmin } from '../../src/handoff/first-admin.js';
import { TestClock } from '../support/clock.js';
import {
  addOperator,
  ask,
  citizenWaits,
  type House,
  openHouse,
  PASSWORD,
  signIn,
} from './house.js';

let house: House;
afterEach(() => house.close());

const wrong = { email: 'admin@sahut.local', password: 'not this one at all' };

describe('signing in', () => {
  it('answers who is signed in, sets a strict cookie and keeps only the hash of its token', async () => {
    house = await openHouse();
    await addOperator(house, 'admin');
    const { status, headers, json } = await ask(house, 'POST /api/session', {
      body: { email: ' Admin@Sahut.local', password: PASSWORD },
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({ organisation: 'Kabupaten Banyuasin', timeZone: 'Asia/Jakarta' });
    const cookie = headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^sahut=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
    const token = cookie.slice(6, 49);
    const hash = createHash('sha256').update(token).digest('hex');
    expect(await house.stores.sessions.find(hash)).toMatchObject({
      operatorId: expect.any(String),
    });
    expect(await house.stores.sessions.find(token)).toBeNull();
    const again = await ask(house, 'GET /api/session', { cookie: `sahut=${token}` });
    expect(again.json).toMatchObject({ operator: { email: 'admin@sahut.local', role: 'admin' } });
  });

  it('marks the cookie Secure and host-bound behind https', async () => {
    house = await openHouse({ publicUrl: 'https://sahut.example' });
    const email = await addOperator(house, 'admin');
    const { headers } = await ask(house, 'POST /api/session', {
      body: { email, password: PASSWORD },
    });
    expect(headers.get('set-cookie')).toMatch(
      /^__Host-sahut=.*; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
  });

  it('refuses a wrong password, an unknown e-mail and a disabled operator alike', async () => {
    house = await openHouse();
    await addOperator(house, 'admin');
    await addOperator(house, 'operator');
    const operator = await house.stores.operators.findByEmail('operator@sahut.local');
    await house.stores.operators.change(operator?.id ?? '', { disabledAt: new Date() });
    const answers = [
      await ask(house, 'POST /api/session', { body: wrong }),
      await ask(house, 'POST /api/session', { body: { ...wrong, email: 'nobody@sahut.local' } }),
      await ask(house, 'POST /api/session', {
        body: { email: 'operator@sahut.local', password: PASSWORD },
      }),
    ];
    for (const { status, json, headers } of answers) {
      expect(status).toBe(401);
      expect(json).toMatchObject({ code: 'session/wrong-password' });
      expect(headers.get('set-cookie')).toBeNull();
    }
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('makes who guesses wait, and lets the owner in again after a quarter of an hour', async () => {
    const clock = new TestClock();
    house = await openHouse({ clock });
    const email = await addOperator(house, 'admin');
    for (let guess = 0; guess < 10; guess += 1) {
      expect((await ask(house, 'POST /api/session', { body: wrong })).status).toBe(401);
    }
    const refused = await ask(house, 'POST /api/session', { body: { email, password: PASSWORD } });
    expect(refused.status).toBe(429);
    expect(refused.json).toMatchObject({ code: 'request/too-many' });
    expect(refused.headers.get('retry-after')).toBe('900');
    await clock.advance(900_000);
    expect(await signIn(house, email)).toContain('sahut=');
  });

  it('ends after twelve hours, and at once when signed out', async () => {
    const clock = new TestClock();
    house = await openHouse({ clock });
    const email = await addOperator(house, 'admin');
    const cookie = await signIn(house, email);
    const other = await signIn(house, email);
    expect((await ask(house, 'DELETE /api/session', { cookie: other })).status).toBe(204);
    expect((await ask(house, 'GET /api/session', { cookie: other })).status).toBe(401);
    await clock.advance(12 * 3_600_000 - 1);
    expect((await ask(house, 'GET /api/session', { cookie })).status).toBe(200);
    await clock.advance(1);
    expect((await ask(house, 'GET /api/session', { cookie })).json).toMatchObject({
      code: 'session/required',
    });
  });

  it.each([
    ['http://evil.example', undefined],
    ['null', undefined],
    [undefined, 'cross-site'],
  ])('refuses to change anything for a page of another origin (%s %s)', async (origin, site) => {
    house = await openHouse();
    const email = await addOperator(house, 'admin');
    const headers = {
      ...(origin ? { origin } : {}),
      ...(site ? { 'sec-fetch-site': site } : {}),
    };
    const body = { email, password: PASSWORD };
    const refused = await ask(house, 'POST /api/session', { body, headers });
    expect(refused.status).toBe(403);
    expect(refused.json).toMatchObject({ code: 'request/wrong-origin' });
    const own = { origin: house.url };
    expect((await ask(house, 'POST /api/session', { body, headers: own })).status).toBe(200);
  });
});

describe('a one-time password', () => {
  it('opens nothing but the change of it, and the change ends the other sessions', async () => {
    house = await openHouse();
    const email = await addOperator(house, 'admin', { mustChangePassword: true });
    await citizenWaits(house, 'c1');
    const cookie = await signIn(house, email);
    const other = await signIn(house, email);
    const early = await ask(house, 'GET /api/conversations', { cookie });
    expect(early.status).toBe(403);
    expect(early.json).toMatchObject({ code: 'session/change-password' });
    expect((await ask(house, 'GET /api/live', { cookie })).status).toBe(403);

    const change = (current: string, next: string) =>
      ask(house, 'POST /api/session/password', { cookie, body: { current, next } });
    expect((await change('wrong', 'another long one')).json).toMatchObject({
      code: 'session/wrong-password',
    });
    for (const next of ['short', email, email.toUpperCase(), PASSWORD, 'aaaaaaaaaaaa']) {
      const refused = await change(PASSWORD, next);
      expect(refused.status).toBe(400);
      expect(refused.json).toMatchObject({ fields: { next: expect.any(String) } });
    }
    expect((await change(PASSWORD, 'another long one')).status).toBe(200);
    expect((await ask(house, 'GET /api/conversations', { cookie })).status).toBe(200);
    expect((await ask(house, 'GET /api/session', { cookie: other })).status).toBe(401);
  });
});

describe('the first administrator', () => {
  const setUp = async () => {
    house = await openHouse();
    const { operators } = house.stores;
    return { operators, email: 'Admin@sahut.local', random: randomish(), clock: new TestClock() };
  };

  it('gets a one-time password, a new one at every start until it was used', async () => {
    const parts = await setUp();
    const first = await firstAdmin(parts);
    const second = await firstAdmin(parts);
    expect(first).toMatch(/^[A-HJKMNP-Z2-9]{4}(-[A-HJKMNP-Z2-9]{4}){3}$/);
    expect(second).not.toBe(first);
    expect(await parts.operators.count()).toBe(1);
    const admin = await parts.operators.findByEmail('admin@sahut.local');
    expect(admin).toMatchObject({ role: 'admin', mustChangePassword: true });
    await parts.operators.change(admin?.id ?? '', { mustChangePassword: false });
    expect(await firstAdmin(parts)).toBeNull();
  });

  it('takes a configured password as it is', async () => {
    const parts = await setUp();
    expect(await firstAdmin({ ...parts, password: PASSWORD })).toBeNull();
    expect(await parts.operators.list()).toMatchObject([{ mustChangePassword: false }]);
  });

  it('is not made where there are operators', async () => {
    const parts = await setUp();
    await firstAdmin({ ...parts, email: 'someone@else.id', password: PASSWORD });
    expect(await firstAdmin(parts)).toBeNull();
    expect(await parts.operators.count()).toBe(1);
  });
});

/** Different bytes at every call, the unfair ones above 247 among them. */
function randomish(): (bytes: number) => Uint8Array {
  let next = 0;
  return (bytes) => Uint8Array.from({ length: bytes }, () => (next = (next + 97) % 256));
}
