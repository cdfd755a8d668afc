import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../src/clocks/system.js';
import { createPeople } from '../../src/handoff/people.js';
import { addOperator, ask, type House, openHouse, signIn } from './house.js';

let house: House;
let cookie: string;
beforeEach(async () => {
  house = await openHouse();
  cookie = await signIn(house, await addOperator(house, 'admin'));
});
afterEach(() => house.close());

const add = (email: string, role = 'operator') =>
  ask(house, 'POST /api/operators', { cookie, body: { email, name: 'Sari', role } });
const change = (id: string, body: object) =>
  ask(house, `PATCH /api/operators/${id}`, { cookie, body });
const enter = (email: string, password: string) =>
  ask(house, 'POST /api/session', { body: { email, password } });

interface Answer {
  operator: { id: string };
  oneTimePassword: string;
}

describe('people', () => {
  it('come with a one-time password, once, and under one address each', async () => {
    const added = await add('Sari@Sahut.local');
    const { operator, oneTimePassword } = added.json as unknown as Answer;
    expect(added.status).toBe(201);
    expect(operator).toMatchObject({ email: 'sari@sahut.local', mustChangePassword: true });
    expect((await enter('sari@sahut.local', oneTimePassword)).status).toBe(200);
    expect((await add('sari@sahut.local')).json).toMatchObject({ code: 'operator/email-taken' });
    const list = await ask(house, 'GET /api/operators', { cookie });
    const { operators } = list.json as unknown as { operators: { role: string }[] };
    expect(operators.map(({ role }) => role).sort()).toEqual(['admin', 'operator']);
    expect(list.text).not.toMatch(/passwordHash|argon2|oneTimePassword/);
  });

  it('are out at once when disabled, and come back with a new one-time password', async () => {
    const email = await addOperator(house, 'operator');
    const theirs = await signIn(house, email);
    const id = (await house.stores.operators.findByEmail(email))?.id ?? '';
    expect((await change(id, { disabled: true })).json).toMatchObject({
      operator: { disabled: true },
    });
    expect((await ask(house, 'GET /api/session', { cookie: theirs })).status).toBe(401);
    const back = await change(id, { disabled: false, resetPassword: true });
    const { oneTimePassword } = back.json as unknown as Answer;
    expect((await enter(email, oneTimePassword)).json).toMatchObject({
      operator: { mustChangePassword: true, disabled: false },
    });
  });

  it('keep one administrator, also when two are demoted at once', async () => {
    const admin = (await house.stores.operators.findByEmail('admin@sahut.local'))?.id ?? '';
    for (const body of [{ role: 'operator' }, { disabled: true }]) {
      expect((await change(admin, body)).json).toMatchObject({ code: 'operator/last-admin' });
    }
    const second = (await add('second@sahut.local', 'admin')).json as unknown as Answer;
    const people = createPeople({
      ...house.stores,
      clock: systemClock,
      random: randomBytes,
      onRightsChanged: () => {},
    });
    const both = await Promise.allSettled([
      people.change(admin, { role: 'supervisor' }),
      people.change(second.operator.id, { disabled: true }),
    ]);
    expect(both).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'operator/last-admin' } },
    ]);
    await expect(people.change('nobody', { name: 'Rahmat' })).rejects.toMatchObject({
      code: 'operator/unknown',
    });
  });
});

describe('two processes', () => {
  const process = () =>
    createPeople({
      ...house.stores,
      clock: systemClock,
      random: randomBytes,
      onRightsChanged: () => {},
    });

  it('keep one administrator between them, however their administrators fall out', async () => {
    const { operators } = house.stores;
    const processes = [process(), process(), process()];
    const first = (await operators.findByEmail('admin@sahut.local'))?.id ?? '';
    const ids = [first];
    for (const name of ['second', 'third']) {
      const added = (await add(`${name}@sahut.local`, 'admin')).json as unknown as Answer;
      ids.push(added.operator.id);
    }
    for (let round = 0; round < 40; round += 1) {
      const all = await Promise.allSettled(
        processes.map((people, n) =>
          people.change(
            ids[(n + round) % ids.length] ?? '',
            round % 2 === 0 ? { role: 'operator' } : { disabled: true },
          ),
        ),
      );
      const problems = all.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      expect(problems).toMatchObject([{ code: 'operator/last-admin' }]);
      const left = (await operators.list()).filter(
        ({ role, disabledAt }) => role === 'admin' && !disabledAt,
      );
      expect(left).toHaveLength(1);
      for (const id of ids) await operators.change(id, { role: 'admin', disabledAt: null });
    }
  });
});

describe('channels', () => {
  it('show the QR code to those who may pair a phone, and let them unpair it', async () => {
    const other = await signIn(house, await addOperator(house, 'supervisor'));
    const admins = await ask(house, 'GET /api/channels', { cookie });
    expect(admins.json).toMatchObject({
      channels: [
        { name: 'whatsapp', health: { state: 'waiting' }, qrSvg: expect.stringContaining('<svg') },
      ],
    });
    const others = await ask(house, 'GET /api/channels', { cookie: other });
    expect(others.text).not.toContain('svg');
    expect(admins.text + others.text).not.toContain('PAIRING-SECRET');
    expect((await ask(house, 'POST /api/channels/whatsapp/logout', { cookie })).status).toBe(204);
    expect(house.told.loggedOut).toBe(1);
  });
});
