import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Demo, startDemo } from '../../demo/demo.js';
import { Desk } from '../../demo/office.js';
import { VISITORS } from '../../demo/staff.js';
import { createLog } from '../../src/log.js';
import { eventually } from '../support/eventually.js';

/** Much faster than life, with nobody at the inbox: what is urgent stays at the top. */
const PACE = 40;
const MESSAGES = 60;

describe('the demo', () => {
  let demo: Demo;
  let stop = async (): Promise<void> => {};
  beforeAll(async () => {
    demo = await startDemo({
      seed: 'test',
      pace: PACE,
      port: 0,
      log: createLog('silent'),
      colleagues: false,
      patience: 0,
      shifts: [{ minutesAgo: 600, stories: ['report', 'report', 'certain'], fates: ['resolved'] }],
    });
    stop = demo.stop;
  });
  afterAll(() => stop());

  it('shows a county at work on every channel, an emergency first', async () => {
    const before = demo.town.written();
    await eventually(
      () => expect(demo.town.written()).toBeGreaterThanOrEqual(before + MESSAGES),
      40_000,
    );
    await eventually(async () => {
      const all = await demo.staff.admin.list('all', 200);
      expect(all.filter(({ owner }) => owner.kind === 'bot').length).toBeGreaterThan(5);
      const filed = all.filter(({ references }) => references.length > 0);
      expect(new Set(filed.map(({ channel }) => channel))).toEqual(
        new Set(['telegram', 'whatsapp', 'webchat']),
      );
      const [first] = await demo.staff.admin.list('waiting');
      expect(first).toMatchObject({ danger: 2, owner: { kind: 'waiting' }, urgency: 'emergency' });
    });
  });

  it('has a past: complaints resolved by its operators, conversations in their hands', async () => {
    const all = await demo.staff.admin.list('all', 200);
    const owners = all.map(({ owner }) => (owner.kind === 'operator' ? owner.name : owner.kind));
    expect(owners).toEqual(expect.arrayContaining(['Sari', 'Joko', 'closed']));
    const oldest = all.map(({ firstCitizenAt }) => Date.parse(firstCitizenAt)).sort()[0] ?? 0;
    expect(Date.now() - oldest).toBeGreaterThan(9 * 3_600_000);
    const details = await Promise.all(all.map(({ id }) => demo.staff.admin.detail(id)));
    const statuses = details.flatMap(({ complaints }) => complaints.map(({ status }) => status));
    expect(statuses).toContain('resolved');
    expect(statuses).toContain('filed');
  });

  it('lets a newcomer sign in with a printed password, answer, and hear the citizen again', async () => {
    const [, , operator = VISITORS[0]] = VISITORS;
    if (!operator) throw new Error('there is nobody to sign in as');
    const desk = new Desk(operator, () => demo.url);
    await desk.signIn();
    const urgent = await demo.staff.admin.list('waiting');
    const row = urgent.find(({ danger }) => danger === 2);
    const id = row?.id ?? '';
    await desk.claim(id);
    const before = (await desk.detail(id)).lastCitizenAt;
    await desk.reply(id, 'Petugas sedang menuju lokasi. Ada berapa orang di sana?');
    await eventually(async () => expect((await desk.detail(id)).lastCitizenAt > before).toBe(true));
    expect((await desk.detail(id)).owner).toMatchObject({ kind: 'operator', name: operator.name });
  });
});
