import { expect, it } from '@jest/globals';
import { ANI, correction, later, NOON } from '../models/samples.js';
import { freshId, type Opened } from './models.js';

/** Corrections: one a complaint, decided by people, listed by the latest act. */
export function correctionContract(opened: Opened): void {
  const verbs = () => opened().stores.corrections;
  const kept = async (seconds: number) => {
    const id = freshId('K');
    await verbs().keep(correction(id, { at: later(seconds) }));
    return id;
  };

  it('keeps one a complaint, as it now is, and leaves the decision to people', async () => {
    const id = freshId('K');
    await verbs().keep(correction(id));
    expect(await verbs().find(id)).toEqual({ ...correction(id), state: 'new' });
    expect(await verbs().decide([id], 'excluded', { at: later(1), by: ANI })).toBe(1);
    const again = correction(id, {
      category: 'waste',
      at: later(9),
      by: { id: 'b', name: 'Budi' },
    });
    await verbs().keep(again);
    const decided = { at: later(1), by: ANI };
    expect(await verbs().find(id)).toEqual({ ...again, state: 'excluded', decided });
    expect(await verbs().find('nothing')).toBeNull();
  });

  it('lists page by page, the latest act first, also when two came at once', async () => {
    const ids = [await kept(300), await kept(100), await kept(200), await kept(200)];
    const seen: string[] = [];
    let after: string | undefined;
    for (;;) {
      const page = await verbs().list({ limit: 2, after });
      if (page.length === 0) break;
      seen.push(...page.map(({ id }) => id));
      after = seen.at(-1);
    }
    const own = seen.filter((id) => ids.includes(id));
    expect(own[0]).toBe(ids[0]);
    expect(own.slice(1, 3).sort()).toEqual([ids[2], ids[3]].sort());
    expect(own[3]).toBe(ids[1]);
    expect(new Set(seen).size).toBe(seen.length);
    expect(await verbs().list({ limit: 2, after: 'nothing' })).toEqual([]);
  });

  it('gives to training what was included, and counts the rest', async () => {
    const before = await verbs().counts();
    const [first, second, third] = [await kept(400), await kept(401), await kept(402)];
    const decided = { at: NOON, by: ANI };
    expect(await verbs().decide([first, second, 'nothing'], 'included', decided)).toBe(2);
    await verbs().decide([second], 'excluded', decided);
    const included = (await verbs().included(100)).map(({ id }) => id);
    expect(included).toContain(first);
    expect(included).not.toContain(second);
    expect(included).not.toContain(third);
    expect(await verbs().included(1)).toHaveLength(1);
    expect(await verbs().counts()).toEqual({
      new: before.new + 1,
      included: before.included + 1,
      excluded: before.excluded + 1,
    });
  });
}
