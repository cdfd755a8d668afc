import { describe, expect, it } from '@jest/globals';
import type { Conversation } from '../../src/models/conversation.js';
import { arrival, complaint, later, NOON, outbound, triage, turn } from '../models/samples.js';
import { freshId, type Opened, type Race } from './models.js';

const ani = { id: 'ani', name: 'Ani' };
const budi = { id: 'budi', name: 'Budi' };
const at = NOON;

/** Arrivals, turns, and who owns a conversation. */
export function conversationContract(opened: Opened, race: Race): void {
  const verbs = () => opened().stores.conversations;
  const found = async (id: string): Promise<Conversation> => {
    const conversation = await verbs().find(id);
    if (!conversation) throw new Error(`no conversation ${id}`);
    return conversation;
  };
  const arrived = async () => {
    const id = freshId();
    await verbs().arrive(arrival(id));
    return id;
  };

  describe('arrive', () => {
    it('makes the conversation with the first message', async () => {
      const id = await arrived();
      expect(await found(id)).toEqual({
        id,
        channel: 'telegram',
        account: 'bot',
        chatId: 'chat-1',
        citizen: { language: 'id' },
        owner: { kind: 'bot' },
        danger: 0,
        dialogue: null,
        version: 0,
        turn: 0,
        effects: null,
        lastText: 'Lampu jalan mati',
        lastAt: NOON,
        waitingSince: NOON,
        firstCitizenAt: NOON,
        lastCitizenAt: NOON,
        unseen: 1,
        references: [],
        changed: expect.any(Number),
        createdAt: NOON,
      });
    });

    it('notes the next one: newest text, first waiting, name and number once they are known', async () => {
      const id = await arrived();
      const first = await found(id);
      await verbs().arrive(
        arrival(id, {
          text: 'halo',
          at: later(9),
          name: 'Siti',
          phone: '+62',
          defaultLanguage: 'en',
        }),
      );
      await verbs().arrive(arrival(id, { text: 'ada orang?', at: later(10) }));
      const conversation = await found(id);
      expect(conversation).toMatchObject({
        citizen: { name: 'Siti', phone: '+62', language: 'id' },
        lastText: 'ada orang?',
        lastCitizenAt: later(10),
        waitingSince: NOON,
        firstCitizenAt: NOON,
        unseen: 3,
        version: 0,
      });
      expect(conversation.changed).toBeGreaterThan(first.changed);
    });

    race('loses none of many at once, the first of a new citizen included', async () => {
      const id = freshId();
      const many = Array.from({ length: 50 }, (_, second) => second);
      await Promise.all(many.map((second) => verbs().arrive(arrival(id, { at: later(second) }))));
      expect(await found(id)).toMatchObject({ unseen: 50, waitingSince: NOON });
    });

    it('opens a closed conversation again, without its emergency', async () => {
      const id = await arrived();
      const emergency = { words: 'api!', triage, openedAt: NOON };
      await verbs().commit(id, 0, turn(1, { danger: 2, emergency }));
      await verbs().claim(id, ani, { force: false, at });
      const closed = await verbs().close(id, 'ani', 'solved', later(60));
      expect(closed).toMatchObject({ owner: { kind: 'closed', outcome: 'solved' }, danger: 0 });
      expect(closed?.waitingSince).toBeNull();
      await verbs().arrive(arrival(id, { at: later(90) }));
      const reopened = await found(id);
      expect(reopened).toMatchObject({
        owner: { kind: 'bot' },
        danger: 0,
        waitingSince: later(90),
      });
      expect(reopened.version).toBe((closed?.version ?? 0) + 1);
      expect(reopened).not.toHaveProperty('emergency');
    });
  });

  describe('commit', () => {
    it('writes the turn as a whole, its effects too, until they are settled', async () => {
      const id = await arrived();
      const effects = {
        turn: 1,
        out: [outbound('o1', { conversationId: id })],
        file: [complaint('AAA-1111'), complaint('AAA-2222')],
        read: ['m1'],
        remindInSeconds: 600,
      };
      const change = turn(1, { effects, language: 'en', lastText: 'Baik.', at: later(2) });
      expect(await verbs().commit(id, 0, change)).toBe(true);
      expect(await found(id)).toMatchObject({
        dialogue: { step: 'menu', number: 1 },
        citizen: { language: 'en' },
        version: 1,
        turn: 1,
        effects,
        lastText: 'Baik.',
        lastAt: later(2),
        waitingSince: null,
        references: ['AAA-1111', 'AAA-2222'],
      });
      expect(await verbs().unsettled()).toContain(id);
      await verbs().settle(id, 7);
      expect((await found(id)).effects).toEqual(effects);
      await verbs().settle(id, 1);
      expect((await found(id)).effects).toBeNull();
      expect(await verbs().unsettled()).not.toContain(id);
    });

    race('lets one of many turns on the same version win', async () => {
      const id = await arrived();
      const turns = Array.from({ length: 40 }, (_, number) => turn(1, { dialogue: { number } }));
      const wins = await Promise.all(turns.map((change) => verbs().commit(id, 0, change)));
      expect(wins.filter(Boolean)).toHaveLength(1);
      expect(await found(id)).toMatchObject({
        version: 1,
        dialogue: { number: wins.indexOf(true) },
      });
    });

    it('never writes over an operator, also with the right version', async () => {
      const id = await arrived();
      const claimed = await verbs().claim(id, ani, { force: false, at });
      expect(await verbs().commit(id, 0, turn(1))).toBe(false);
      expect(await verbs().commit(id, claimed?.version ?? 0, turn(1))).toBe(false);
      expect(await found(id)).toMatchObject({
        owner: { kind: 'operator' },
        turn: 0,
        dialogue: null,
      });
    });

    race('races a claim so that a turn is either before it or not at all', async () => {
      for (let round = 0; round < 20; round += 1) {
        const id = await arrived();
        const [committed, claimed] = await Promise.all([
          verbs().commit(id, 0, turn(1)),
          verbs().claim(id, ani, { force: false, at }),
        ]);
        expect(claimed).toMatchObject({ owner: { kind: 'operator' }, turn: committed ? 1 : 0 });
        expect(await verbs().commit(id, claimed?.version ?? 0, turn(2))).toBe(false);
      }
    });

    it('keeps the card of an emergency until danger is over, and the clock while a person is awaited', async () => {
      const id = await arrived();
      const emergency = { words: 'rumah terbakar', triage, openedAt: NOON };
      const owner = { kind: 'waiting', reason: 'emergency', since: later(1) } as const;
      await verbs().commit(id, 0, turn(1, { danger: 2, emergency, owner }));
      await verbs().commit(id, 1, turn(2, { danger: 2, owner }));
      expect(await found(id)).toMatchObject({ danger: 2, emergency, waitingSince: NOON, owner });
      await verbs().commit(id, 2, turn(3));
      const calm = await found(id);
      expect(calm).toMatchObject({ danger: 0, waitingSince: null });
      expect(calm).not.toHaveProperty('emergency');
    });

    it('keeps the dialogue as JSON does, and makes nothing of undefined', async () => {
      const id = await arrived();
      const dialogue = {
        draft: { place: { pointAt: NOON.toISOString() }, list: [], empty: {}, gone: undefined },
      };
      await verbs().commit(id, 0, turn(1, { dialogue }));
      const kept = (await found(id)).dialogue;
      expect(kept).toEqual({
        draft: { place: { pointAt: NOON.toISOString() }, list: [], empty: {} },
      });
      expect(JSON.stringify(kept)).not.toContain('gone');
    });
  });

  describe('changing hands', () => {
    race('gives a conversation to exactly one of 200 operators', async () => {
      const id = await arrived();
      const people = Array.from({ length: 200 }, (_, n) => ({ id: `op-${n}`, name: `Op ${n}` }));
      const claims = await Promise.all(
        people.map((person) => verbs().claim(id, person, { force: false, at })),
      );
      const winners = people.filter((_, n) => claims[n] !== null);
      expect(winners).toHaveLength(1);
      expect((await found(id)).owner).toMatchObject({ operatorId: winners[0]?.id });
      expect((await found(id)).version).toBe(1);
    });

    it('lets nobody but a supervisor take it from a colleague; taking it again changes nothing', async () => {
      const id = await arrived();
      const mine = await verbs().claim(id, ani, { force: false, at });
      expect(await verbs().claim(id, ani, { force: false, at: later(9) })).toEqual(mine);
      expect(await verbs().claim(id, ani, { force: true, at: later(9) })).toEqual(mine);
      expect(await verbs().claim(id, budi, { force: false, at })).toBeNull();
      const taken = await verbs().claim(id, budi, { force: true, at: later(5) });
      expect(taken?.owner).toEqual({
        kind: 'operator',
        operatorId: 'budi',
        name: 'Budi',
        since: later(5),
      });
      expect(await verbs().claim('nobody', ani, { force: true, at })).toBeNull();
    });

    it('keeps danger and unsettled effects over a claim', async () => {
      const id = await arrived();
      const effects = { turn: 1, out: [], file: [complaint('BBB-1111')], read: [] };
      await verbs().commit(id, 0, turn(1, { danger: 1, effects }));
      const claimed = await verbs().claim(id, ani, { force: false, at });
      expect(claimed).toMatchObject({ danger: 1, effects, version: 2 });
    });

    it('keeps an answer by the write that looks at the owner, until it is written', async () => {
      const id = await arrived();
      const answer = (by: string, message: string) =>
        outbound(message, {
          conversationId: id,
          author: { kind: 'operator', operatorId: by, name: by },
          at: later(30),
        });
      await verbs().claim(id, ani, { force: false, at });
      expect(await verbs().answer(id, answer('budi', 'a0'), 'x')).toBeNull();
      expect(await verbs().answer(id, answer('ani', 'a1'), 'Ya.')).toMatchObject({
        lastText: 'Ya.',
        lastAt: later(30),
        waitingSince: null,
        unseen: 0,
        unsaid: [answer('ani', 'a1')],
      });
      await verbs().answer(id, answer('ani', 'a2'), 'Baik.');
      await verbs().claim(id, budi, { force: true, at });
      expect((await found(id)).unsaid?.map((one) => one.id)).toEqual(['a1', 'a2']);
      await verbs().answered(id, ['a1']);
      expect(await verbs().unsettled()).toContain(id);
      await verbs().answered(id, ['a2', 'a1']);
      expect(await found(id)).not.toHaveProperty('unsaid');
      expect(await verbs().unsettled()).not.toContain(id);
    });

    it('learns of an emergency while an operator owns it, and at no other time', async () => {
      const id = await arrived();
      const emergency = { words: 'api!', triage, openedAt: NOON };
      const learnt = { dialogue: { step: 'x' }, danger: 2, emergency } as const;
      expect(await verbs().learn(id, 0, learnt)).toBe(false);
      await verbs().claim(id, ani, { force: false, at });
      expect(await verbs().learn(id, 0, learnt)).toBe(false);
      expect(await verbs().learn(id, 1, learnt)).toBe(true);
      expect(await verbs().learn(id, 2, { ...learnt, danger: 0 })).toBe(true);
      expect(await found(id)).toMatchObject({
        ...learnt,
        owner: { kind: 'operator' },
        version: 3,
      });
    });

    it('goes back to the bot with a note, which the next turn has read', async () => {
      const id = await arrived();
      await verbs().claim(id, ani, { force: false, at });
      expect(await verbs().release(id, 'budi', 'x', at)).toBeNull();
      expect(await verbs().unsettled()).not.toContain(id);
      const released = await verbs().release(id, 'ani', 'Kami kirim tim besok.', at);
      expect(await verbs().unsettled()).toContain(id);
      expect(released).toMatchObject({
        owner: { kind: 'bot' },
        returnedNote: 'Kami kirim tim besok.',
        danger: 0,
        version: 2,
      });
      expect(await verbs().commit(id, 2, turn(1))).toBe(true);
      expect(await found(id)).not.toHaveProperty('returnedNote');
    });

    it('waits for a person, more gravely if need be, and never against an operator', async () => {
      const id = await arrived();
      await verbs().commit(id, 0, turn(1));
      await verbs().wait(id, 'question', 0, later(5));
      await verbs().wait(id, 'question', 0, later(6));
      expect(await found(id)).toMatchObject({
        owner: { kind: 'waiting', reason: 'question', since: later(5) },
        waitingSince: later(5),
        version: 2,
      });
      await verbs().wait(id, 'emergency', 2, later(7));
      await verbs().wait(id, 'asked', 1, later(8));
      expect(await found(id)).toMatchObject({
        owner: { kind: 'waiting', reason: 'emergency', since: later(5) },
        danger: 2,
        version: 3,
      });
      const claimed = await verbs().claim(id, ani, { force: false, at });
      await verbs().wait(id, 'trouble', 2, later(9));
      expect(await found(id)).toEqual(claimed);
    });

    it('is closed by its owner alone', async () => {
      const id = await arrived();
      expect(await verbs().close(id, 'ani', 'prank', at)).toBeNull();
      await verbs().claim(id, ani, { force: false, at });
      expect(await verbs().close(id, 'budi', 'prank', at)).toBeNull();
      expect(await verbs().close(id, 'ani', 'prank', at)).toMatchObject({ version: 2 });
    });

    it('stops the waiting with an answer, not with a note', async () => {
      const id = await arrived();
      await verbs().wrote(id, 'catatan', { answer: false, at: later(3) });
      expect(await found(id)).toMatchObject({ waitingSince: NOON, lastText: 'catatan', unseen: 0 });
      await verbs().wrote(id, 'Sebentar ya.', { answer: true, at: later(4) });
      expect(await found(id)).toMatchObject({ waitingSince: null, lastAt: later(4) });
      await verbs().arrive(arrival(id, { at: later(5) }));
      expect(await found(id)).toMatchObject({ waitingSince: later(5), unseen: 1 });
      await verbs().seen(id);
      expect((await found(id)).unseen).toBe(0);
    });
  });

  it('rings the bell after every write that shows, and not for one that was refused', async () => {
    const id = await arrived();
    const { changes } = opened();
    const rings = () => changes.filter((change) => change.id === id).length;
    expect(changes.at(-1)).toEqual({ kind: 'conversation', id, conversationId: id });
    const before = rings();
    await verbs().commit(id, 5, turn(1));
    await verbs().release(id, 'ani', undefined, at);
    expect(rings()).toBe(before);
    await verbs().commit(id, 0, turn(1));
    await verbs().claim(id, ani, { force: false, at });
    expect(rings()).toBe(before + 2);
  });
}
