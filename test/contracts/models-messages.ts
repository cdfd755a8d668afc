import { describe, expect, it } from '@jest/globals';
import type { MediaRef, Message } from '../../src/models/message.js';
import { inbound, later, NOON, outbound } from '../models/samples.js';
import { freshId, type Opened, type Race } from './models.js';

const at = NOON;
const ids = (messages: Message[]) => messages.map((message) => message.id);

/** Messages: kept once, sent in order, never backwards. */
export function messageContract(opened: Opened, race: Race): void {
  const verbs = () => opened().stores.messages;
  const found = async (id: string): Promise<Message> => {
    const message = await verbs().find(id);
    if (!message) throw new Error(`no message ${id}`);
    return message;
  };
  const at_ = (externalId: string) =>
    ({ channel: 'telegram', account: 'bot', externalId }) as const;
  const sent = async () => {
    const id = freshId('out');
    await verbs().write([outbound(id, { conversationId: freshId() })]);
    await verbs().startSending(id, at);
    await verbs().finishSending(id, { state: 'sent', externalId: `vendor-${id}` }, later(1));
    return id;
  };

  describe('keep', () => {
    it('keeps a message once under (channel, account, external id)', async () => {
      const [id, conversationId] = [freshId('in'), freshId()];
      const message = inbound(id, { conversationId, vendorAt: later(-5) });
      expect(await verbs().keep(message)).toBe(true);
      expect(await verbs().keep(message)).toBe(false);
      expect(await verbs().keep({ ...message, id: freshId('in') })).toBe(false);
      expect(await verbs().keep({ ...message, id: freshId('in'), account: 'other' })).toBe(true);
      expect(await found(id)).toEqual({
        ...message,
        direction: 'in',
        readAt: null,
        order: expect.any(Number),
        changed: expect.any(Number),
      });
    });

    it('lets one of many copies at once win', async () => {
      const externalId = freshId('vendor');
      const copies = Array.from({ length: 50 }, () => inbound(freshId('in'), { externalId }));
      const kept = await Promise.all(copies.map((copy) => verbs().keep(copy)));
      expect(kept.filter(Boolean)).toHaveLength(1);
    });

    it('takes what was written on the paired phone as sent, and its echo as known', async () => {
      const id = freshId('phone');
      const conversationId = freshId();
      await verbs().keep(inbound(id, { conversationId, author: { kind: 'phone' } }));
      expect(await found(id)).toMatchObject({ direction: 'out', delivery: { state: 'sent' } });
      expect(await verbs().unread(conversationId)).toEqual([]);
      expect(await verbs().unsent(conversationId)).toEqual([]);
      const ours = await sent();
      const echo = inbound(freshId('in'), {
        externalId: `vendor-${ours}`,
        author: { kind: 'phone' },
      });
      expect(await verbs().keep(echo)).toBe(false);
    });

    it('keeps any text as it is', async () => {
      const id = freshId('in');
      const text = 'nol \u0000 \u202Eكلمات\u202C 🔥🔥 $set a.b \ud83d "\'\\';
      await verbs().keep(inbound(id, { content: { kind: 'text', text } }));
      const { content } = await found(id);
      const kept = content.kind === 'text' ? content.text : '';
      // A lone half of a surrogate pair cannot be written as UTF-8; engines put U+FFFD there.
      expect(kept.replaceAll('\ud83d "', '\ufffd "')).toBe(text.replaceAll('\ud83d "', '\ufffd "'));
    });
  });

  describe('reading', () => {
    it('lists what is unread, oldest first, until it is marked', async () => {
      const conversationId = freshId();
      const mine = [freshId('in'), freshId('in'), freshId('in')];
      for (const id of mine) await verbs().keep(inbound(id, { conversationId }));
      expect(ids(await verbs().unread(conversationId))).toEqual(mine);
      expect(
        (await verbs().unfinished()).unread.filter((id) => id === conversationId),
      ).toHaveLength(1);
      await verbs().markRead(mine.slice(0, 2), later(1));
      await verbs().markRead(mine.slice(0, 2), later(1));
      expect(ids(await verbs().unread(conversationId))).toEqual(mine.slice(2));
      expect((await found(mine[0] ?? '')).readAt).toEqual(later(1));
      await verbs().markRead(mine, later(2));
      expect((await verbs().unfinished()).unread).not.toContain(conversationId);
    });

    it('pages a thread both ways in the order of writing', async () => {
      const conversationId = freshId();
      const mine: string[] = [];
      for (let number = 0; number < 9; number += 1) {
        const id = freshId('page');
        mine.push(id);
        if (number % 2) await verbs().write([outbound(id, { conversationId })]);
        else await verbs().keep(inbound(id, { conversationId }));
      }
      const newest = await verbs().page(conversationId, { limit: 4 });
      expect(ids(newest)).toEqual(mine.slice(5));
      const before = newest[0]?.order ?? 0;
      expect(ids(await verbs().page(conversationId, { before, limit: 3 }))).toEqual(
        mine.slice(2, 5),
      );
      const after = newest[1]?.order ?? 0;
      expect(ids(await verbs().page(conversationId, { after, limit: 9 }))).toEqual(mine.slice(7));
      expect(
        ids(await verbs().page(conversationId, { after, before: after + 1, limit: 9 })),
      ).toEqual([]);
    });

    it('tells what changed since a stamp', async () => {
      const id = await sent();
      const { changed } = await found(id);
      const next = freshId('in');
      await verbs().keep(inbound(next));
      await verbs().report(at_(`vendor-${id}`), 'read', later(9));
      expect(ids(await verbs().changedSince(changed, 10))).toEqual([next, id]);
      expect(ids(await verbs().changedSince(changed, 1))).toEqual([next]);
    });
  });

  describe('sending', () => {
    it('writes once, in order, and notes are never sent', async () => {
      const conversationId = freshId();
      const [one, two, note] = [freshId('out'), freshId('out'), freshId('note')];
      const ani = { kind: 'operator', operatorId: 'ani', name: 'Ani' } as const;
      const batch = [
        outbound(one, { conversationId }),
        outbound(two, { conversationId }),
        outbound(note, { conversationId, direction: 'note', author: ani }),
      ];
      await verbs().write(batch.slice(0, 1));
      await verbs().write([]);
      await Promise.all([verbs().write(batch), verbs().write(batch)]);
      expect(ids(await verbs().unsent(conversationId))).toEqual([one, two]);
      expect(ids(await verbs().page(conversationId, { limit: 9 }))).toEqual([one, two, note]);
      expect(await found(note)).not.toHaveProperty('delivery');
      const first = batch[0];
      expect(await found(one)).toMatchObject({
        ...first,
        externalId: null,
        delivery: { state: 'queued', at, attempts: 0 },
      });
      expect((await verbs().unfinished()).unsent).toContain(conversationId);
    });

    it('marks what may have gone out twice, and forgets it when it is done', async () => {
      const id = freshId('out');
      const conversationId = freshId();
      await verbs().write([outbound(id, { conversationId })]);
      expect(await verbs().startSending(id, later(1))).toBe(true);
      expect((await found(id)).delivery).toEqual({ state: 'sending', at: later(1), attempts: 1 });
      expect(await verbs().startSending(id, later(2))).toBe(true);
      expect((await found(id)).delivery).toMatchObject({ attempts: 2, maybeTwice: true });
      await verbs().finishSending(id, { state: 'sent', externalId: freshId('v') }, later(3));
      expect(await verbs().startSending(id, later(4))).toBe(false);
      expect(await verbs().unsent(conversationId)).toEqual([]);
      expect((await found(id)).delivery).toMatchObject({ state: 'sent', at: later(3) });
    });

    it('queues again, gives up with a reason, and does not change its mind after an outcome', async () => {
      const id = freshId('out');
      const conversationId = freshId();
      await verbs().write([outbound(id, { conversationId })]);
      await verbs().startSending(id, at);
      await verbs().finishSending(id, { state: 'queued', problem: 'line down' }, later(1));
      expect(ids(await verbs().unsent(conversationId))).toEqual([id]);
      await verbs().startSending(id, at);
      await verbs().finishSending(id, { state: 'failed', problem: 'blocked' }, later(2));
      await verbs().finishSending(id, { state: 'queued' }, later(3));
      expect((await found(id)).delivery).toMatchObject({ state: 'failed', problem: 'blocked' });
      expect(await verbs().unsent(conversationId)).toEqual([]);
    });

    it('counts as sent though the vendor gives an id twice', async () => {
      const [one, two] = [freshId('out'), freshId('out')];
      await verbs().write([outbound(one), outbound(two)]);
      for (const id of [one, two]) {
        await verbs().finishSending(id, { state: 'sent', externalId: `twice-${one}` }, at);
        expect(await found(id)).toMatchObject({
          externalId: `twice-${one}`,
          delivery: { state: 'sent' },
        });
      }
      expect(await verbs().report(at_(`twice-${one}`), 'read', at)).toBe(one);
    });

    it('withholds what the bot has not handed over, and nothing of a person', async () => {
      const conversationId = freshId();
      const [going, waiting, human] = [freshId('out'), freshId('out'), freshId('out')];
      const author = { kind: 'operator', operatorId: 'ani', name: 'Ani' } as const;
      await verbs().write([
        outbound(going, { conversationId }),
        outbound(waiting, { conversationId }),
        outbound(human, { conversationId, author }),
      ]);
      await verbs().startSending(going, at);
      expect(await verbs().withholdBot(conversationId, later(1))).toBe(1);
      expect(await verbs().withholdBot(conversationId, later(1))).toBe(0);
      expect(ids(await verbs().unsent(conversationId))).toEqual([going, human]);
      expect(await verbs().startSending(waiting, at)).toBe(false);
      expect((await found(waiting)).delivery?.state).toBe('withheld');
    });

    race('lets either the sender or the one who withholds win, never both', async () => {
      for (let round = 0; round < 20; round += 1) {
        const [id, conversationId] = [freshId('out'), freshId()];
        await verbs().write([outbound(id, { conversationId })]);
        const [started, withheld] = await Promise.all([
          verbs().startSending(id, at),
          verbs().withholdBot(conversationId, at),
        ]);
        expect(started).toBe(withheld === 0);
      }
    });
  });

  describe('report', () => {
    it('moves forwards only, in whatever order reports come', async () => {
      const id = await sent();
      const where = at_(`vendor-${id}`);
      const state = async () => (await found(id)).delivery?.state;
      expect(await verbs().report(where, 'delivered', later(5))).toBe(id);
      expect(await verbs().report(where, 'sent', later(6))).toBe(id);
      expect(await verbs().report(where, 'failed', later(6), 'no')).toBe(id);
      expect(await state()).toBe('delivered');
      await verbs().report(where, 'read', later(7));
      await verbs().report(where, 'delivered', later(8));
      expect((await found(id)).delivery).toMatchObject({ state: 'read', at: later(7) });
    });

    it('notes a failure with its reason, and a proof of delivery after it', async () => {
      const id = await sent();
      const where = at_(`vendor-${id}`);
      await verbs().report(where, 'failed', later(5), 'number gone');
      expect((await found(id)).delivery).toMatchObject({ state: 'failed', problem: 'number gone' });
      await verbs().report(where, 'delivered', later(6));
      expect((await found(id)).delivery).not.toHaveProperty('problem');
      expect((await found(id)).delivery?.state).toBe('delivered');
    });

    it('ignores ids that are not ours, the citizen’s own among them', async () => {
      const id = freshId('in');
      await verbs().keep(inbound(id));
      expect(await verbs().report(at_(`vendor-${id}`), 'read', at)).toBeNull();
      expect(await verbs().report(at_('unknown'), 'read', at)).toBeNull();
    });
  });

  describe('amend and setMedia', () => {
    it('applies an edit and keeps what was first written', async () => {
      const id = freshId('in');
      await verbs().keep(inbound(id));
      const where = at_(`vendor-${id}`);
      expect(await verbs().amend(where, { text: 'kedua' }, later(2))).toBe(id);
      expect(await verbs().amend(where, { text: 'ketiga' }, later(3))).toBe(id);
      expect(await verbs().amend(where, { text: 'terlambat' }, later(1))).toBe(id);
      expect(await found(id)).toMatchObject({
        content: { kind: 'text', text: 'ketiga' },
        originalText: `kata ${id}`,
      });
      expect(await verbs().amend(at_('unknown'), { text: 'x' }, at)).toBeNull();
    });

    it('notes that the citizen took a message back, and keeps what it said, of every kind', async () => {
      const photo: MediaRef = { mediaId: 'file-1', mimeType: 'image/jpeg', bytes: 10 };
      const contents = [
        { kind: 'text', text: 'jangan dibaca' },
        { kind: 'photo', media: photo },
        { kind: 'location', latitude: -2.9, longitude: 104.7 },
      ] as const;
      for (const content of contents) {
        const id = freshId('in');
        await verbs().keep(inbound(id, { content }));
        const where = at_(`vendor-${id}`);
        expect(await verbs().amend(where, { text: '' }, later(5))).toBe(id);
        const message = await found(id);
        expect(message).toMatchObject({ content, deletedAt: later(5) });
        expect(message).not.toHaveProperty('originalText');
        // An edit that was made before and comes late does not bring it back.
        await verbs().amend(where, { text: 'terlambat' }, later(1));
        expect(await found(id)).toMatchObject({ content, deletedAt: later(5) });
      }
      const ours = await sent();
      expect(await verbs().amend(at_(`vendor-${ours}`), { text: '' }, later(9))).toBeNull();
      expect(await found(ours)).not.toHaveProperty('deletedAt');
    });

    race('keeps the newest of many edits at once', async () => {
      const id = freshId('in');
      await verbs().keep(inbound(id));
      const seconds = [3, 9, 1, 7, 5];
      await Promise.all(
        seconds.map((second) =>
          verbs().amend(at_(`vendor-${id}`), { text: `ke-${second}` }, later(second)),
        ),
      );
      expect((await found(id)).content).toMatchObject({ text: 'ke-9' });
    });

    it('keeps the newest reaction on our message or the citizen’s, and takes it back', async () => {
      const [ours, theirs] = [await sent(), freshId('in')];
      await verbs().keep(inbound(theirs));
      for (const id of [ours, theirs]) {
        const where = at_(`vendor-${id}`);
        await verbs().amend(where, { emoji: '👍' }, later(1));
        await verbs().amend(where, { emoji: '🙏' }, later(2));
        await verbs().amend(where, { emoji: '😡' }, later(1));
        expect((await found(id)).reactions).toEqual([{ by: 'citizen', emoji: '🙏' }]);
        await verbs().amend(where, { emoji: '' }, later(3));
        expect((await found(id)).reactions).toEqual([]);
      }
      expect(await verbs().amend(at_(`vendor-${ours}`), { text: 'x' }, later(9))).toBeNull();
    });

    it('fills in a file, or why there is none; a restart asks for what is open', async () => {
      const open: MediaRef = {
        mediaId: null,
        mimeType: 'image/jpeg',
        bytes: 10,
        source: 'at-vendor',
      };
      const [got, lost] = [freshId('in'), freshId('in')];
      for (const id of [got, lost]) {
        await verbs().keep(
          inbound(id, { content: { kind: 'photo', media: open, caption: 'ini' } }),
        );
      }
      expect((await verbs().unfinished()).media).toEqual(expect.arrayContaining([got, lost]));
      await verbs().setMedia(got, { ...open, mediaId: 'file-1' });
      await verbs().setMedia(lost, { ...open, missing: 'expired' });
      const { media } = await verbs().unfinished();
      expect(media).not.toContain(got);
      expect(media).not.toContain(lost);
      expect(await found(got)).toMatchObject({
        content: { caption: 'ini', media: { mediaId: 'file-1' } },
      });
      await verbs().amend(at_(`vendor-${got}`), { text: 'itu' }, later(1));
      expect(await found(got)).toMatchObject({ content: { caption: 'itu' }, originalText: 'ini' });
    });
  });

  it('rings the bell with the conversation of the message', async () => {
    const [id, conversationId] = [freshId('in'), freshId()];
    await verbs().keep(inbound(id, { conversationId }));
    expect(opened().changes.at(-1)).toEqual({ kind: 'message', id, conversationId });
    const rung = opened().changes.length;
    await verbs().keep(inbound(id, { conversationId }));
    expect(opened().changes).toHaveLength(rung);
  });
}
