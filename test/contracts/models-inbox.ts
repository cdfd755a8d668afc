import { expect, it } from '@jest/globals';
import type { Conversation, Danger, InboxView } from '../../src/models/conversation.js';
import { arrival, later, NOON } from '../models/samples.js';
import { freshId, type Opened } from './models.js';

/** Lists, counts and the stamps that live views follow. */
export function inboxContract(opened: Opened): void {
  const verbs = () => opened().stores.conversations;
  const rina = { id: 'rina', name: 'Rina' };
  const at = NOON;

  const waiting = async (danger: Danger, second: number) => {
    const id = freshId(danger === 0 ? 'calm' : 'danger');
    await verbs().arrive(arrival(id, { at: later(second) }));
    await verbs().wait(id, danger ? 'emergency' : 'asked', danger, later(second));
    return id;
  };

  const pages = async (view: InboxView, limit: number) => {
    const ids: string[] = [];
    for (;;) {
      const after = ids.at(-1);
      const page = await verbs().list(view, 'rina', after ? { after, limit } : { limit });
      ids.push(...page.map((conversation: Conversation) => conversation.id));
      if (page.length < limit) return ids;
    }
  };

  it('shows emergencies first, then the longest waiting, on pages of any size', async () => {
    const wanted: { id: string; rank: number }[] = [];
    for (const danger of [0, 2, 1, 0, 2, 1, 0] as const) {
      for (const second of [300, 10, 200, 10]) {
        const id = await waiting(danger, second);
        wanted.push({ id, rank: (2 - danger) * 1000 + second });
      }
    }
    const order = wanted
      .sort((one, other) => one.rank - other.rank || (one.id < other.id ? -1 : 1))
      .map(({ id }) => id);
    for (const limit of [1, 3, 7, 100]) expect(await pages('waiting', limit)).toEqual(order);
  });

  it('shows an operator their own: emergencies, then who waits longest, then who was answered', async () => {
    const [calm, danger, answered, foreign] = [
      await waiting(0, 50),
      await waiting(2, 90),
      await waiting(0, 20),
      await waiting(2, 5),
    ];
    for (const id of [calm, danger, answered]) {
      await verbs().claim(id, rina, { force: false, at });
    }
    await verbs().claim(foreign, { id: 'rina2', name: 'Rina' }, { force: false, at });
    await verbs().wrote(answered, 'Baik', { answer: true, at });
    for (const limit of [1, 2, 10]) {
      expect(await pages('mine', limit)).toEqual([danger, calm, answered]);
    }
  });

  it('counts what the lists show', async () => {
    const before = await verbs().counts('wati');
    const [calm, danger, taken] = [await waiting(0, 1), await waiting(1, 2), await waiting(2, 3)];
    await verbs().claim(taken, { id: 'wati', name: 'Wati' }, { force: false, at });
    expect(await verbs().counts('wati')).toEqual({
      waiting: before.waiting + 2,
      emergencies: before.emergencies + 1,
      mine: 1,
      all: before.all + 3,
    });
    const all = await pages('all', 5);
    expect(all.slice(0, 3)).toEqual([taken, danger, calm]);
    expect(all).toHaveLength(before.all + 3);
  });

  it('answers with nothing after an id that does not exist', async () => {
    expect(await verbs().list('waiting', 'rina', { after: 'nobody', limit: 5 })).toEqual([]);
  });

  it('tells what changed since a stamp, in order, once each', async () => {
    const id = freshId();
    await verbs().arrive(arrival(id));
    const since = opened().stores.latestChange();
    const stamp = (await verbs().find(id))?.changed ?? 0;
    const others = [await waiting(0, 1), await waiting(0, 2)];
    await verbs().arrive(arrival(id, { at: later(1) }));
    const changed = await verbs().changedSince(stamp, 100);
    expect(changed.map((conversation) => conversation.id)).toEqual([...others, id]);
    expect((await verbs().changedSince(since, 100)).length).toBeGreaterThanOrEqual(3);
    expect(await verbs().changedSince(changed.at(-1)?.changed ?? 0, 100)).toEqual([]);
    expect(await verbs().changedSince(stamp, 1)).toHaveLength(1);
  });

  it('misses no change when a reader resumes behind writes that are under way', async () => {
    const ids = Array.from({ length: 60 }, () => freshId());
    const seen = new Set<string>();
    let stamp = opened().stores.latestChange();
    let writing = true;
    const writes = Promise.all(ids.map((id) => verbs().arrive(arrival(id)))).then(() => {
      writing = false;
    });
    for (let last = false; !last; ) {
      last = !writing;
      for (const { id, changed } of await verbs().changedSince(stamp, 7)) {
        seen.add(id);
        stamp = changed;
        last = false;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    await writes;
    expect([...seen].filter((id) => ids.includes(id))).toHaveLength(60);
  });
}
