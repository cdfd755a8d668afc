import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PERMISSIONS } from '../../src/handoff/contract.js';
import { may } from '../../src/handoff/policy.js';
import { ROLES, type Role } from '../../src/models/operator.js';
import { addOperator, ask, citizenWaits, type House, openHouse, signIn } from './house.js';

const REFUSED: Record<Role, string[]> = {
  admin: [],
  supervisor: ['model.manage', 'channel.manage', 'operator.manage'],
  operator: [
    'model.read',
    'model.manage',
    'conversation.take-over',
    'quick-reply.manage',
    'channel.manage',
    'operator.read',
    'operator.manage',
  ],
};

describe('the policy', () => {
  it.each(ROLES)('says of %s exactly what is promised', (role) => {
    const refused = PERMISSIONS.filter((permission) => !may(role, permission));
    expect(refused.sort()).toEqual(REFUSED[role].sort());
  });
});

describe('every route asks for its permission', () => {
  let house: House;
  const cookies = new Map<Role, string>();

  beforeAll(async () => {
    house = await openHouse();
    await citizenWaits(house, 'c1');
    for (const role of ROLES)
      cookies.set(role, await signIn(house, await addOperator(house, role)));
  });
  afterAll(() => house.close());

  const guarded = () => house.handoff.routes.filter(({ need }) => need !== 'open');
  const lineOf = (route: { method: string; path: string }) =>
    `${route.method.toUpperCase()} ${route.path.replace(/:\w+/g, 'nothing')}`;

  it('refuses strangers everywhere', async () => {
    expect(guarded().length).toBeGreaterThan(15);
    for (const route of guarded()) {
      const { status, json } = await ask(house, lineOf(route));
      expect([route.path, status, json.code]).toEqual([route.path, 401, 'session/required']);
    }
  });

  it('refuses roles without it and lets the others through to the action', async () => {
    for (const role of ROLES) {
      for (const route of guarded()) {
        if (route.need === 'open' || route.need === 'signed-in' || route.path === '/api/live')
          continue;
        const { json, status } = await ask(house, lineOf(route), { cookie: cookies.get(role) });
        const forbidden = status === 403 && String(json?.code) === 'session/forbidden';
        expect([role, lineOf(route), forbidden]).toEqual([
          role,
          lineOf(route),
          REFUSED[role].includes(route.need),
        ]);
      }
    }
  });

  it('needs the right to take over for force', async () => {
    const claim = (role: Role, body: object) =>
      ask(house, 'POST /api/conversations/c1/claim', { cookie: cookies.get(role), body });
    expect((await claim('admin', {})).status).toBe(200);
    expect((await claim('operator', { force: true })).json).toMatchObject({
      code: 'session/forbidden',
    });
    expect((await claim('supervisor', { force: true })).json).toMatchObject({
      owner: { kind: 'operator', name: 'The supervisor' },
    });
  });
});
