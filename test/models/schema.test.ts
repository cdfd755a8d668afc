import { afterAll, beforeAll, expect, it } from '@jest/globals';
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

let opened: OpenStores;

beforeAll(async () => {
  opened = await openStores();
  await writeEverything(opened);
});

afterAll(() => opened?.close());

const MODELS = [
  'Conversation',
  'Message',
  'Complaint',
  'Correction',
  'Operator',
  'Session',
  'Media',
  'MediaPiece',
  'Emergency',
  'Device',
  'Mention',
  'QuickReply',
  'Secret',
  'Job',
];

/** The stores write past mongoose's casting: here mongoose itself judges what they wrote. */
it.each(MODELS)('%s: what is written is what the schema says', async (name) => {
  const model = opened.storage.connection.model(name);
  const written = await model.collection.find({}).toArray();
  expect(written.length).toBeGreaterThan(0);
  for (const doc of written) {
    const judged = new model(doc, undefined, { strict: 'throw' });
    await expect(judged.validate()).resolves.toBeUndefined();
  }
});

it('refuses in mongoose what the schema does not know', async () => {
  const model = opened.storage.connection.model('Message');
  expect(() => new model({ _id: 'x', colour: 1 }, undefined, { strict: 'throw' })).toThrow();
  await expect(new model({ _id: 'x' }).validate()).rejects.toThrow('conversationId');
});

async function writeEverything({ stores }: OpenStores): Promise<void> {
  const { conversations, messages, complaints, corrections, operators } = stores;
  const { sessions, media, vault, jobs } = stores;
  const { emergencies, devices, mentions, quickReplies } = stores;
  const ani = { id: 'ani', name: 'Ani' };
  const emergency = { words: 'api', triage, openedAt: NOON };
  for (const id of ['c1', 'c2', 'c3']) await conversations.arrive(arrival(id, { name: 'Siti' }));
  const effects = { turn: 1, out: [outbound('x')], file: [complaint('R-1')], read: ['m'] };
  await conversations.commit('c1', 0, turn(1, { danger: 2, emergency, effects }));
  await conversations.claim('c2', ani, { force: false, at: NOON });
  await conversations.wait('c3', 'asked', 1, NOON);
  const open = { mediaId: null, mimeType: 'image/png', bytes: 1, source: 's' };
  await messages.keep(inbound('m1', { content: { kind: 'photo', media: open }, vendorAt: NOON }));
  await messages.keep(inbound('m2', { author: { kind: 'phone' } }));
  await messages.keep(inbound('m3'));
  const where = { channel: 'telegram', account: 'bot', externalId: 'vendor-m3' } as const;
  await messages.amend(where, { emoji: '👍' }, NOON);
  await messages.amend(where, { text: 'lain' }, NOON);
  await messages.amend(where, { text: '' }, NOON);
  const author = { kind: 'operator', operatorId: 'ani', name: 'Ani' } as const;
  await conversations.answer('c2', outbound('a1', { conversationId: 'c2', author }), 'Ya');
  await conversations.learn('c2', 1, { dialogue: {}, danger: 2, emergency });
  await conversations.arrive(arrival('c4'));
  await conversations.claim('c4', ani, { force: false, at: NOON });
  await conversations.release('c4', 'ani', 'besok', NOON);
  await messages.write([outbound('o1'), outbound('o2', { author, direction: 'note' })]);
  const called = { operatorId: 'budi', messageId: 'o2', conversationId: 'c1', by: ani };
  await mentions.note([{ ...called, text: '@Budi', at: NOON }]);
  const texts = { shortcut: 'salam', text: { id: 'Halo', en: 'Hello' } };
  await quickReplies.add({ ...texts, category: null, status: 'resolved' });
  const before = { waitingSince: null, lastText: 'x', lastAt: NOON };
  const replyTo = { id: 'm1', by: 'citizen', text: 'x' } as const;
  await messages.write([outbound('o3', { author, hold: { until: NOON, before }, replyTo })]);
  await messages.takeBack('o3', 'ani', NOON);
  await messages.startSending('o1', NOON);
  await messages.finishSending('o1', { state: 'failed', problem: 'x', externalId: 'v' }, NOON);
  await complaints.file(complaint('R-1', { reporter: { kind: 'named', name: 'Siti' } }));
  await complaints.change('R-1', 0, { status: 'verified', publicNote: 'Ya' }, { name: 'A' }, NOON);
  await corrections.keep(correction('R-1'));
  await corrections.keep(correction('R-2'));
  await corrections.decide(['R-2'], 'included', { at: NOON, by: ANI });
  const person = { email: 'a@b.id', name: 'A', role: 'admin', language: 'id' } as const;
  const secret = { passwordHash: 'x', mustChangePassword: false };
  const { id } = await operators.create({ ...person, ...secret }, NOON);
  await operators.create({ ...person, email: 'b@b.id', ...secret }, NOON);
  await operators.change(id, { disabledAt: NOON });
  await sessions.open({ tokenHash: 'h', operatorId: id, createdAt: NOON, expiresAt: later(9) });
  await media.keep(Buffer.alloc(9), { mimeType: 'image/png', conversationId: 'c1' }, NOON);
  await vault.set('s', [{ type: 't', id: '1', value: 'x' }]);
  const key = { conversationId: 'c1', openedAt: NOON };
  const by = { operatorId: 'ani', name: 'Ani', at: NOON };
  for (const kind of ['shown', 'accepted', 'lost'] as const) {
    await emergencies.note(key, { kind, by });
  }
  await emergencies.note(key, { kind: 'spoke', at: NOON });
  await emergencies.note(key, { kind: 'closed', outcome: 'solved', at: NOON });
  await devices.keep({
    endpoint: 'https://push.example/1',
    operatorId: 'ani',
    p256dh: 'p',
    auth: 'a',
    language: 'id',
    createdAt: NOON,
  });
  const job = { name: 'turn', payload: { a: 1 }, dueAt: NOON, addedAt: NOON, attempts: 0 };
  await jobs.keep({ ...job, key: 'k', order: 1, lane: 'c1' });
  await jobs.keep({ ...job, key: 'l', order: 2 });
  await jobs.bury('turn', 'l', 'x', NOON);
}
