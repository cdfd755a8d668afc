import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { MessageDoc } from '../../src/models/store/message-schema.js';
import type { Stores } from '../../src/models/store/stores.js';
import { type OpenStores, openStores } from './open.js';
import {
  ANI,
  arrival,
  complaint,
  correction,
  inbound,
  later,
  NOON,
  outbound,
  triage,
  turn,
} from './samples.js';

const MANY = 10_000;
const CARD = { words: 'api!', triage, openedAt: NOON };

let opened: OpenStores;

beforeAll(async () => {
  opened = await openStores();
  await fill(opened);
}, 60_000);

afterAll(() => opened?.close());

/** What every verb asks for, with documents in every state that it may meet. */
const VERBS: Record<string, (stores: Stores) => Promise<unknown>> = {
  ready: (stores) => stores.ready(),
  ...({
    'conversations.find': ({ conversations }) => conversations.find('c7'),
    'conversations.arrive': async ({ conversations }) => {
      await conversations.arrive(arrival('c7'));
      await conversations.arrive(arrival('new'));
    },
    'conversations.commit': ({ conversations }) => conversations.commit('c8', 0, turn(1)),
    'conversations.settle': ({ conversations }) => conversations.settle('c8', 1),
    'conversations.unsettled': ({ conversations }) => conversations.unsettled(),
    'conversations.wait': async ({ conversations }) => {
      await conversations.wait('c9', 'asked', 0, NOON);
      await conversations.wait('c9', 'emergency', 2, NOON);
    },
    'conversations.claim': async ({ conversations }) => {
      await conversations.claim('c9', { id: 'ani', name: 'Ani' }, { force: false, at: NOON });
      await conversations.claim('c9', { id: 'ani', name: 'Ani' }, { force: true, at: NOON });
    },
    'conversations.answer': async ({ conversations }) => {
      const author = { kind: 'operator', operatorId: 'ani', name: 'Ani' } as const;
      await conversations.answer('c9', outbound('a1', { conversationId: 'c9', author }), 'x');
      await conversations.answered('c9', ['a1']);
    },
    'conversations.unanswer': ({ conversations }) =>
      conversations.unanswer('c9', 'ani', {
        at: NOON,
        lastText: 'x',
        lastAt: NOON,
        waitingSince: NOON,
      }),
    'conversations.learn': ({ conversations }) =>
      conversations.learn('c9', 5, { dialogue: {}, danger: 0, emergency: CARD }),
    'conversations.wrote': ({ conversations }) =>
      conversations.wrote('c9', 'x', { answer: true, at: NOON }),
    'conversations.seen': ({ conversations }) => conversations.seen('c9'),
    'conversations.release': ({ conversations }) =>
      conversations.release('c9', 'ani', undefined, NOON),
    'conversations.close': ({ conversations }) => conversations.close('c9', 'ani', 'solved', NOON),
    'conversations.list': async ({ conversations }) => {
      for (const view of ['waiting', 'mine', 'all'] as const) {
        const [first] = await conversations.list(view, 'op-1', { limit: 2 });
        expect(first).toBeDefined();
        await conversations.list(view, 'op-1', { limit: 20, after: first?.id ?? '' });
      }
    },
    'conversations.inDanger': ({ conversations }) => conversations.inDanger(['op-1', 'op-2'], 20),
    'conversations.orphan': ({ conversations }) =>
      conversations.orphan('c9', 'ani', 'emergency', NOON),
    'conversations.counts': ({ conversations }) => conversations.counts('op-1'),
    'conversations.changedSince': ({ conversations }) => conversations.changedSince(5, 20),
  } satisfies Record<string, (stores: Stores) => Promise<unknown>>),
  ...({
    'messages.keep': ({ messages }) => messages.keep(inbound('new')),
    'messages.write': ({ messages }) => messages.write([outbound('o1'), outbound('o2')]),
    'messages.find': ({ messages }) => messages.find('m7'),
    'messages.unread': ({ messages }) => messages.unread('c1'),
    'messages.markRead': ({ messages }) => messages.markRead(['new', 'm7'], NOON),
    'messages.unsent': ({ messages }) => messages.unsent('c1'),
    'messages.startSending': ({ messages }) => messages.startSending('o1', NOON),
    'messages.finishSending': ({ messages }) =>
      messages.finishSending('o1', { state: 'sent', externalId: 'v1' }, NOON),
    'messages.withholdBot': ({ messages }) => messages.withholdBot('c1', NOON),
    'messages.takeBack': ({ messages }) => messages.takeBack('o2', 'ani', NOON),
    'messages.report': ({ messages }) =>
      messages.report({ channel: 'telegram', account: 'bot', externalId: 'v1' }, 'read', NOON),
    'messages.setMedia': ({ messages }) =>
      messages.setMedia('m7', { mediaId: 'x', mimeType: 'image/png', bytes: 1 }),
    'messages.amend': ({ messages }) =>
      messages.amend(
        { channel: 'telegram', account: 'bot', externalId: 'v7' },
        { emoji: '👍' },
        NOON,
      ),
    'messages.page': async ({ messages }) => {
      await messages.page('c7', { limit: 5 });
      await messages.page('c7', { limit: 5, before: 9_000 });
      await messages.page('c7', { limit: 5, after: 5 });
    },
    'messages.changedSince': ({ messages }) => messages.changedSince(5, 20),
    'messages.unfinished': ({ messages }) => messages.unfinished(),
  } satisfies Record<string, (stores: Stores) => Promise<unknown>>),
  ...({
    'complaints.file': ({ complaints }) => complaints.file(complaint('REF-new')),
    'complaints.find': ({ complaints }) => complaints.find('REF-new'),
    'complaints.ofConversation': ({ complaints }) => complaints.ofConversation('c1'),
    'complaints.change': ({ complaints }) =>
      complaints.change('REF-new', 0, { status: 'verified' }, { name: 'Ani' }, NOON),
    corrections: async ({ corrections }) => {
      for (const one of ['K-1', 'K-2', 'K-3']) await corrections.keep(correction(one));
      await corrections.decide(['K-1', 'K-2'], 'included', { at: NOON, by: ANI });
      await corrections.find('K-1');
      await corrections.list({ limit: 2 });
      await corrections.list({ limit: 2, after: 'K-2' });
      await corrections.included(10);
      await corrections.counts();
    },
    operators: async ({ operators }) => {
      const { id } = await operators.create(
        {
          email: 'a@b.id',
          name: 'A',
          role: 'admin',
          language: 'id',
          passwordHash: 'x',
          mustChangePassword: false,
        },
        NOON,
      );
      await operators.find(id);
      await operators.findByEmail('a@b.id');
      await operators.list();
      await operators.count();
      await operators.change(id, { name: 'B' });
      const { id: second } = await operators.create(
        {
          email: 'c@d.id',
          name: 'C',
          role: 'admin',
          language: 'id',
          passwordHash: 'x',
          mustChangePassword: false,
        },
        NOON,
      );
      await operators.change(second, { role: 'operator' });
    },
    sessions: async ({ sessions }) => {
      await sessions.open({
        tokenHash: 'h',
        operatorId: 'o',
        createdAt: NOON,
        expiresAt: later(9),
      });
      await sessions.find('h');
      await sessions.endAllOf('o', 'h');
      await sessions.endAllOf('o');
      await sessions.end('h');
    },
    media: async ({ media }) => {
      await media.keep(Buffer.alloc(300_000), { id: 'f', mimeType: 'image/png' }, NOON);
      await media.keep(Buffer.alloc(3), { id: 'f', mimeType: 'image/png' }, NOON);
      await media.find('f');
      await media.read('f');
    },
    emergencies: async ({ emergencies }) => {
      const key = { conversationId: 'c1', openedAt: NOON };
      const by = { operatorId: 'ani', name: 'Ani', at: NOON };
      await emergencies.note(key, { kind: 'shown', by });
      await emergencies.note(key, { kind: 'shown', by });
      await emergencies.find(key);
      await emergencies.between(NOON, later(9), 10);
    },
    devices: async ({ devices }) => {
      const keys = { p256dh: 'p', auth: 'a', language: 'id' } as const;
      const endpoint = 'https://push.example/1';
      await devices.keep({ endpoint, operatorId: 'ani', ...keys, createdAt: NOON });
      await devices.list();
      await devices.forget(endpoint, 'ani');
    },
    mentions: async ({ mentions }) => {
      const called = { operatorId: 'budi', messageId: 'o2', conversationId: 'c1', by: ANI };
      await mentions.note([{ ...called, text: '@Budi', at: NOON }]);
      await mentions.unseen('budi');
      await mentions.seen('budi', 'c1', NOON);
    },
    quickReplies: async ({ quickReplies }) => {
      await quickReplies.untouched();
      const reply = { shortcut: 's', text: { id: 'x', en: 'x' }, category: null, status: null };
      const { id } = await quickReplies.add(reply);
      await quickReplies.change(id, 1, reply);
      await quickReplies.remove(id);
    },
    vault: async ({ vault }) => {
      await vault.set('s', [{ type: 't', id: '1', value: 'x' }]);
      await vault.get('s', 't', ['1', '2']);
      await vault.clear('s');
    },
    jobs: async ({ jobs }) => {
      const job = { name: 'turn', payload: {}, dueAt: NOON, addedAt: NOON, order: 1, attempts: 0 };
      await jobs.keep({ ...job, key: 'k' });
      await jobs.pending();
      await jobs.postpone('turn', 'k', { dueAt: NOON, attempts: 1 });
      await jobs.bury('turn', 'k', 'x', NOON);
      await jobs.dead(10);
      await jobs.revive('turn', 'k', NOON);
      await jobs.finish('turn', 'k');
    },
  } satisfies Record<string, (stores: Stores) => Promise<unknown>>),
};

it.each(Object.entries(VERBS))('%s is served by an index', async (_, ask) => {
  const scans: string[] = [];
  const stop = opened.storage.onQuery((query) => {
    // Testing again in memory is right for the few that an equal key finds, not for a range.
    const few = query.sqlitePlan.every((line) => line.includes('=?)'));
    if (query.served === 'index' && (few || !query.refined)) return;
    scans.push(`${query.operation} ${query.sql}: ${query.sqlitePlan.join('; ')}`);
  });
  await ask(opened.stores);
  stop();
  expect(scans).toEqual([]);
});

it('hears a scan when there is one', async () => {
  const heard: string[] = [];
  const stop = opened.storage.onQuery((query) => heard.push(query.served));
  const messages = opened.storage.connection.model('Message').collection;
  await messages.find({ account: 'bot' }, { limit: 1 }).toArray();
  stop();
  expect(heard).toEqual(['scan']);
});

/** Ten thousand of each, one in a hundred waiting or with an operator. */
async function fill({ stores, storage }: OpenStores): Promise<void> {
  await stores.conversations.arrive(arrival('template'));
  await stores.messages.keep(inbound('template'));
  await stores.messages.markRead(['template'], NOON);
  const conversations = storage.connection.model('Conversation').collection;
  const messages = storage.connection.model('Message').collection;
  const conversation = await conversations.findOne({ _id: 'template' as never });
  const message = (await messages.findOne({ _id: 'template' as never })) as unknown as MessageDoc;
  const numbers = Array.from({ length: MANY }, (_, number) => number);
  const desks = ['waiting', 'operator:op-1', 'operator:op-2'];
  await conversations.insertMany(
    numbers.map((number) => ({
      ...conversation,
      _id: `c${number}` as never,
      changed: number + 1,
      desk: number % 100 === 99 ? desks[number % 3] : 'bot',
    })),
  );
  await messages.insertMany(
    numbers.map((number) => ({
      ...message,
      _id: `m${number}` as never,
      conversationId: `c${number % 100}`,
      externalKey: `in|telegram|bot|v${number}`,
      order: number + 1,
      changed: number + 1,
    })),
  );
}
