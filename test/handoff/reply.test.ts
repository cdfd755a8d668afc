import { afterEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../src/clocks/system.js';
import { type AnswerParts, createAnswers } from '../../src/handoff/answer.js';
import { createCalls } from '../../src/handoff/mentions.js';
import { createOwnership } from '../../src/handoff/ownership.js';
import type { Operator } from '../../src/models/operator.js';
import { citizenWaits, LIMITS, openStores } from './house.js';

const person = (id: string): Operator => ({
  id,
  email: `${id}@sahut.local`,
  name: id,
  role: 'operator',
  language: 'id',
  passwordHash: '',
  mustChangePassword: false,
  createdAt: new Date(),
});
const SARI = person('sari');
const BUDI = person('budi');

let kept: Awaited<ReturnType<typeof openStores>>;
afterEach(() => kept.close());

/** Sari has the conversation; parts of the writing side can be exchanged. */
async function setUp(change: (parts: AnswerParts) => Partial<AnswerParts> = () => ({})) {
  kept = await openStores(systemClock);
  const { stores } = kept;
  await citizenWaits({ stores }, 'c1');
  const ownership = createOwnership({ ...stores, clock: systemClock, onReturned: async () => {} });
  await ownership.claim('c1', SARI);
  const rungFor: string[] = [];
  const parts: AnswerParts = {
    ...stores,
    ownership,
    calls: createCalls({ ...stores, clock: systemClock, tell: () => {} }),
    clock: systemClock,
    channels: () => [
      { name: 'whatsapp', account: 'main', limits: LIMITS, health: () => ({}) as never },
    ],
    ring: { send: async (id) => void rungFor.push(id) },
  };
  const answers = createAnswers({ ...parts, ...change(parts) });
  const said = async () => {
    const thread = await stores.messages.page('c1', { limit: 50 });
    return thread.filter(({ direction }) => direction === 'out').map(({ content }) => content);
  };
  return { answers, ownership, stores, said, rungFor };
}

describe('a reply', () => {
  it('is refused when a colleague takes over while it is being written', async () => {
    const { answers, said, rungFor, stores } = await setUp(({ messages, ownership }) => ({
      messages: {
        ...messages,
        // Between the look at the owner and the write.
        async find(id) {
          await ownership.claim('c1', BUDI, { force: true });
          return messages.find(id);
        },
      },
    }));
    const replied = answers.reply('c1', { clientId: 'one', text: 'Kami ke sana.' }, SARI);
    await expect(replied).rejects.toMatchObject({ code: 'conversation/not-yours' });
    expect(await said()).toEqual([]);
    expect(rungFor).toEqual([]);
    expect((await stores.conversations.find('c1'))?.lastText).toBe('kebakaran');
  });

  it('is noted, written and rung for once, however often it is repeated', async () => {
    const { answers, said, stores } = await setUp();
    const body = { clientId: 'one', text: 'Kami ke sana.' };
    const [first, second] = [
      await answers.reply('c1', body, SARI),
      await answers.reply('c1', body, SARI),
    ];
    expect(second).toEqual(first);
    expect(await said()).toEqual([{ kind: 'text', text: 'Kami ke sana.' }]);
    expect(await stores.conversations.find('c1')).toMatchObject({
      lastText: 'Kami ke sana.',
      waitingSince: null,
      unseen: 0,
    });
    expect(await stores.conversations.find('c1')).not.toHaveProperty('unsaid');
    expect(await stores.conversations.unsettled()).toEqual([]);
  });

  it('that a crash cut is written by whoever looks next, also after a take-over', async () => {
    let alive = false;
    const { answers, ownership, stores, said } = await setUp(({ messages }) => ({
      messages: {
        ...messages,
        async write(all) {
          if (!alive) throw new Error('killed');
          await messages.write(all);
        },
      },
    }));
    const body = { clientId: 'one', text: 'Kami ke sana.' };
    await expect(answers.reply('c1', body, SARI)).rejects.toThrow('killed');
    expect(await said()).toEqual([]);
    expect(await stores.conversations.unsettled()).toEqual(['c1']);
    alive = true;
    // Her page repeats it.
    await answers.reply('c1', body, SARI);
    expect(await said()).toEqual([{ kind: 'text', text: 'Kami ke sana.' }]);
    expect(await stores.conversations.unsettled()).toEqual([]);
    await ownership.claim('c1', BUDI, { force: true });
    await expect(answers.reply('c1', body, SARI)).rejects.toMatchObject({
      code: 'conversation/not-yours',
    });
  });
});
