import { expect, it } from '@jest/globals';
import { arrival, complaint, later, NOON, triage } from '../models/samples.js';
import { freshId, type Opened, type Race } from './models.js';

const ani = { name: 'Ani', operatorId: 'ani' };

/** Complaints: filed once, moved along legal ways, with a history. */
export function complaintContract(opened: Opened, race: Race): void {
  const verbs = () => opened().stores.complaints;
  const filed = async () => {
    const reference = freshId('REF');
    await verbs().file(complaint(reference));
    return reference;
  };

  it('files a reference once, and the first one stands', async () => {
    const reference = freshId('REF');
    const filings = await Promise.all(
      Array.from({ length: 20 }, () => verbs().file(complaint(reference))),
    );
    expect(filings.filter(Boolean)).toHaveLength(1);
    expect(await verbs().file(complaint(reference, { description: 'lain' }))).toBe(false);
    expect(await verbs().find(reference)).toEqual({
      ...complaint(reference),
      id: reference,
      status: 'filed',
      history: [{ at: NOON, by: 'bot', what: 'filed', to: 'road' }],
      version: 0,
      changed: expect.any(Number),
    });
    expect(await verbs().find('nothing')).toBeNull();
  });

  it('lists those of a conversation, oldest first', async () => {
    const conversationId = freshId();
    const references = [3, 1, 2].map((second) => ({ reference: freshId('REF'), second }));
    for (const { reference, second } of references) {
      await verbs().file(complaint(reference, { conversationId, filedAt: later(second) }));
    }
    const found = await verbs().ofConversation(conversationId);
    expect(found.map((one) => one.filedAt)).toEqual([later(1), later(2), later(3)]);
  });

  it('changes several fields at once, each with its line in the history', async () => {
    const reference = await filed();
    const change = {
      category: 'water',
      urgency: 'high',
      status: 'forwarded',
      agencyId: 'pdam',
      dueAt: later(99),
      publicNote: 'Diteruskan ke PDAM.',
    } as const;
    const changed = await verbs().change(reference, 0, change, ani, later(5));
    const line = { at: later(5), by: 'Ani', operatorId: 'ani' };
    expect(changed).toMatchObject({
      category: 'water',
      categoryBy: 'operator',
      urgency: 'high',
      status: 'forwarded',
      agencyId: 'pdam',
      dueAt: later(99),
      lastPublicNote: 'Diteruskan ke PDAM.',
      triage,
      version: 1,
    });
    expect(changed?.history.slice(1)).toEqual([
      { ...line, what: 'category', from: 'road', to: 'water' },
      { ...line, what: 'urgency', from: 'normal', to: 'high' },
      { ...line, what: 'status', from: 'filed', to: 'forwarded' },
      { ...line, what: 'agency', from: 'pupr', to: 'pdam' },
      { ...line, what: 'due', from: later(86_400).toISOString(), to: later(99).toISOString() },
      { ...line, what: 'public-note', publicNote: 'Diteruskan ke PDAM.' },
    ]);
    expect(await verbs().find(reference)).toEqual(changed);
  });

  it('refuses an illegal status and writes nothing', async () => {
    const reference = await filed();
    await expect(
      verbs().change(reference, 0, { status: 'resolved', category: 'fire' }, ani, NOON),
    ).rejects.toMatchObject({ code: 'complaint/illegal-move' });
    expect(await verbs().find(reference)).toMatchObject({ status: 'filed', version: 0 });
  });

  race('lets one of many changes of the same version win', async () => {
    const reference = await filed();
    const changes = await Promise.all(
      Array.from({ length: 30 }, (_, number) =>
        verbs().change(reference, 0, { publicNote: `catatan ${number}` }, ani, NOON),
      ),
    );
    expect(changes.filter(Boolean)).toHaveLength(1);
    expect(await verbs().find(reference)).toMatchObject({ version: 1, history: { length: 2 } });
    expect(await verbs().change(reference, 0, { publicNote: 'x' }, ani, NOON)).toBeNull();
    expect(await verbs().change('nothing', 0, { publicNote: 'x' }, ani, NOON)).toBeNull();
  });

  it('is no change when everything stays as it was', async () => {
    const reference = await filed();
    const same = await verbs().change(
      reference,
      0,
      { category: 'road', status: 'filed' },
      ani,
      NOON,
    );
    expect(same).toMatchObject({ version: 0, categoryBy: 'triage', history: { length: 1 } });
  });

  it('makes live views look at the conversation again', async () => {
    const id = freshId();
    const { conversations } = opened().stores;
    await conversations.arrive(arrival(id));
    const before = await conversations.find(id);
    await verbs().file(complaint(freshId('REF'), { conversationId: id }));
    expect((await conversations.find(id))?.changed).toBeGreaterThan(before?.changed ?? 0);
    expect(opened().changes.at(-1)).toEqual({ kind: 'conversation', id, conversationId: id });
  });
}
