import { describe, expect, it } from '@jest/globals';
import { arrival, later, NOON, triage, turn } from '../models/samples.js';
import { freshId, type Opened, type Race } from './models.js';

const ani = { id: 'ani', name: 'Ani' };
const act = (operatorId: string, seconds: number) => ({
  operatorId,
  name: operatorId,
  at: later(seconds),
});

/** What is kept of alarms: their times, who is asked to ring, who is in danger, lost owners. */
export function alarmContract(opened: Opened, race: Race): void {
  const store = () => opened().stores;
  const inDanger = async (id: string, danger: 1 | 2 = 2) => {
    const emergency = { words: 'api!', triage, openedAt: NOON };
    const owner = { kind: 'waiting', reason: 'emergency', since: NOON } as const;
    await store().conversations.arrive(arrival(id));
    await store().conversations.commit(id, 0, turn(1, { owner, danger, emergency }));
  };

  describe('times of an emergency', () => {
    const key = () => ({ conversationId: freshId('e'), openedAt: NOON });

    it('keeps the first time of everything, whatever is repeated', async () => {
      const { emergencies } = store();
      const one = key();
      expect(await emergencies.find(one)).toBeNull();
      await emergencies.note(one, { kind: 'shown', by: act('ani', 1) });
      await emergencies.note(one, { kind: 'shown', by: act('ani', 2) });
      await emergencies.note(one, { kind: 'shown', by: act('budi', 3) });
      for (const _ of [1, 2]) await emergencies.note(one, { kind: 'accepted', by: act('budi', 4) });
      await emergencies.note(one, { kind: 'lost', by: act('budi', 30) });
      await emergencies.note(one, { kind: 'accepted', by: act('ani', 31) });
      await emergencies.note(one, { kind: 'spoke', at: later(9) });
      await emergencies.note(one, { kind: 'spoke', at: later(8) });
      await emergencies.note(one, { kind: 'spoke', at: later(50) });
      await emergencies.note(one, { kind: 'closed', outcome: 'solved', at: later(60) });
      await emergencies.note(one, { kind: 'closed', outcome: 'prank', at: later(70) });
      expect(await emergencies.find(one)).toEqual({
        ...one,
        shown: [act('ani', 1), act('budi', 3)],
        accepted: [act('budi', 4), act('ani', 31)],
        lost: [act('budi', 30)],
        firstWordsAt: later(8),
        closedAt: later(60),
        outcome: 'solved',
      });
    });

    it('keeps one emergency of a conversation apart from the next', async () => {
      const { emergencies } = store();
      const first = key();
      const second = { ...first, openedAt: later(3600) };
      await emergencies.note(first, { kind: 'shown', by: act('ani', 1) });
      await emergencies.note(second, { kind: 'spoke', at: later(3700) });
      expect(await emergencies.find(second)).toEqual({
        ...second,
        shown: [],
        accepted: [],
        lost: [],
        firstWordsAt: later(3700),
      });
    });

    it('lists by the first word of danger, for reports', async () => {
      const { emergencies } = store();
      const day = (hours: number) => new Date(Date.UTC(2031, 0, 1, hours));
      const conversationId = freshId('e');
      for (const hours of [3, 1, 2]) {
        const one = { conversationId, openedAt: day(hours) };
        await emergencies.note(one, { kind: 'spoke', at: day(hours) });
      }
      const hoursOf = async (from: number, to: number, limit = 10) =>
        (await emergencies.between(day(from), day(to), limit)).map(({ openedAt }) =>
          openedAt.getUTCHours(),
        );
      expect(await hoursOf(1, 3)).toEqual([1, 2]);
      expect(await hoursOf(0, 9, 2)).toEqual([1, 2]);
      expect(await hoursOf(4, 9)).toEqual([]);
    });

    race('notes each person once, however many pages they have open', async () => {
      const { emergencies } = store();
      const one = key();
      const people = ['ani', 'budi', 'cici'];
      await Promise.all(
        Array.from({ length: 30 }, (_, n) =>
          emergencies.note(one, { kind: 'shown', by: act(people[n % 3] ?? '', n) }),
        ),
      );
      const shown = (await emergencies.find(one))?.shown.map(({ operatorId }) => operatorId);
      expect(shown?.toSorted()).toEqual(people);
    });
  });

  describe('an owner whose line is lost', () => {
    it('loses it to everybody, with danger and card, and only what they own', async () => {
      const { conversations } = store();
      const id = freshId();
      await inDanger(id);
      expect(await conversations.orphan(id, 'ani', 'emergency', later(5))).toBeNull();
      await conversations.claim(id, ani, { force: false, at: later(1) });
      const before = await conversations.find(id);
      expect(await conversations.orphan(id, 'budi', 'emergency', later(5))).toBeNull();
      const after = await conversations.orphan(id, 'ani', 'emergency', later(30));
      expect(after).toMatchObject({
        owner: { kind: 'waiting', reason: 'emergency', since: later(30) },
        danger: 2,
        emergency: { words: 'api!' },
        version: (before?.version ?? 0) + 1,
      });
      expect(await conversations.orphan(id, 'ani', 'emergency', later(31))).toBeNull();
      const again = await conversations.claim(id, ani, { force: false, at: later(40) });
      expect(again?.owner).toMatchObject({ kind: 'operator', operatorId: 'ani' });
    });
  });

  describe('who is in danger', () => {
    it('finds those waiting and those that are with somebody, gravest first', async () => {
      const { conversations } = store();
      const [waits, had, calm, gone] = [freshId(), freshId(), freshId(), freshId()];
      await inDanger(waits, 1);
      await inDanger(had);
      await inDanger(gone);
      const dewi = { id: 'dewi', name: 'Dewi' };
      await conversations.claim(had, dewi, { force: false, at: NOON });
      await conversations.claim(gone, dewi, { force: false, at: NOON });
      await conversations.close(gone, 'dewi', 'prank', NOON);
      await conversations.arrive(arrival(calm));
      await conversations.claim(calm, dewi, { force: false, at: NOON });
      const ids = (await conversations.inDanger(['dewi', 'nobody'], 50)).map(({ id }) => id);
      expect(ids).toEqual(expect.arrayContaining([had, waits]));
      expect(ids.indexOf(had)).toBeLessThan(ids.indexOf(waits));
      expect(ids).not.toContain(calm);
      expect(ids).not.toContain(gone);
      expect((await conversations.inDanger([], 50)).map(({ id }) => id)).not.toContain(had);
      expect(await conversations.inDanger(['dewi'], 1)).toHaveLength(1);
    });
  });

  describe('devices', () => {
    const device = (endpoint: string, operatorId: string) =>
      ({ endpoint, operatorId, p256dh: 'p', auth: 'a', language: 'id', createdAt: NOON }) as const;

    it('keeps one of an address, and forgets it for its owner only', async () => {
      const { devices } = store();
      const address = `https://push.example/${freshId()}`;
      const mine = async () =>
        (await devices.list()).filter(({ endpoint }) => endpoint === address);
      await devices.keep(device(address, 'ani'));
      await devices.keep(device(address, 'budi'));
      expect(await mine()).toEqual([device(address, 'budi')]);
      await devices.forget(address, 'ani');
      expect(await mine()).toHaveLength(1);
      await devices.forget(address, 'budi');
      expect(await mine()).toEqual([]);
      await devices.keep(device(address, 'ani'));
      await devices.forget(address);
      expect(await mine()).toEqual([]);
    });
  });
}
