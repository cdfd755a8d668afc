import { afterEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../src/clocks/system.js';
import { createOwnership } from '../../src/handoff/ownership.js';
import type { Clock } from '../../src/models/clock.js';
import { citizenWaits, openStores } from './house.js';

/** Timers fall due in the next turn of the event loop: races without waiting. */
const quickClock: Clock = {
  now: () => new Date(),
  after(_ms, run) {
    const timer = setImmediate(run);
    return () => clearImmediate(timer);
  },
};
const SARI = { id: 'sari', name: 'Sari' };
const BUDI = { id: 'budi', name: 'Budi' };

let kept: Awaited<ReturnType<typeof openStores>>;
afterEach(() => kept.close());

async function setUp() {
  kept = await openStores(systemClock);
  const { stores } = kept;
  const returned: [string, string | undefined][] = [];
  const ownership = createOwnership({
    ...stores,
    clock: quickClock,
    onReturned: async ({ id }, note) => void returned.push([id, note]),
  });
  return { stores, ownership, returned };
}

describe('one owner', () => {
  it('lets one of two operators have it, and a supervisor take it over', async () => {
    const { stores, ownership } = await setUp();
    await citizenWaits({ stores }, 'c1');
    const [one, two] = await Promise.allSettled([
      ownership.claim('c1', SARI),
      ownership.claim('c1', BUDI),
    ]);
    expect([one.status, two.status].sort()).toEqual(['fulfilled', 'rejected']);
    const loser = one.status === 'rejected' ? one : two;
    expect(loser).toMatchObject({ reason: { code: 'conversation/taken' } });
    await ownership.claim('c1', BUDI, { force: true });
    await expect(ownership.mine('c1', BUDI)).resolves.toMatchObject({ id: 'c1' });
    await expect(ownership.mine('c1', SARI)).rejects.toMatchObject({
      code: 'conversation/not-yours',
    });
  });

  it('gives back with the note, closes with the outcome, and only by the owner', async () => {
    const { stores, ownership, returned } = await setUp();
    await citizenWaits({ stores }, 'c1');
    await ownership.claim('c1', SARI);
    await expect(ownership.release('c1', BUDI)).rejects.toMatchObject({
      code: 'conversation/not-yours',
    });
    await ownership.release('c1', SARI, 'petugas datang besok');
    expect(returned).toEqual([['c1', 'petugas datang besok']]);
    await expect(ownership.close('c1', SARI, 'solved')).rejects.toMatchObject({
      code: 'conversation/not-yours',
    });
    await ownership.claim('c1', SARI);
    const closed = await ownership.close('c1', SARI, 'prank');
    expect(closed.owner).toMatchObject({ kind: 'closed', outcome: 'prank' });
    await expect(ownership.claim('nowhere', SARI)).rejects.toMatchObject({
      code: 'conversation/unknown',
    });
  });
});

describe('the bot against a claim', () => {
  it('lets no message of the bot leave after a claim, in 1,000 races', async () => {
    const { stores, ownership } = await setUp();
    const seen = { left: 0, withheld: 0 };
    const run = async (race: number): Promise<void> => {
      const id = `c${race}`;
      await citizenWaits({ stores }, id);
      await stores.messages.write([botMessage(id, 1), botMessage(id, 2)]);
      let claimedAt = Number.POSITIVE_INFINITY;
      let tick = 0;
      const left: number[] = [];
      const claiming = later(race % 13)
        .then(() => ownership.claim(id, SARI))
        .then(() => {
          tick += 1;
          claimedAt = tick;
        });
      const sending = later(Math.floor(race / 13) % 7).then(() =>
        sendAll(id, stores.messages, stores.conversations, () => {
          tick += 1;
          left.push(tick);
        }),
      );
      await Promise.all([claiming, sending]);
      expect(left.filter((at) => at > claimedAt)).toEqual([]);
      const after = await Promise.all([1, 2].map((n) => stores.messages.find(`bot-${id}-${n}`)));
      const states = after.map((message) => message?.delivery?.state);
      expect(states.filter((state) => state === 'sent')).toHaveLength(left.length);
      expect(states.filter((state) => state === 'withheld')).toHaveLength(2 - left.length);
      seen.left += left.length;
      seen.withheld += 2 - left.length;
    };
    for (let first = 0; first < 1_000; first += 25) {
      await Promise.all(Array.from({ length: 25 }, (_, n) => run(first + n)));
    }
    // Both ends of the race were met, or it proves nothing.
    expect(seen.left).toBeGreaterThan(100);
    expect(seen.withheld).toBeGreaterThan(100);
  }, 120_000);
});

type Stores = (typeof kept)['stores'];

/** The send step as intake takes it: start, look at the owner again, only then let it go. */
async function sendAll(
  id: string,
  messages: Stores['messages'],
  conversations: Stores['conversations'],
  leave: () => void,
): Promise<void> {
  for (const message of await messages.unsent(id)) {
    if (!(await messages.startSending(message.id, new Date()))) continue;
    const now = await conversations.find(id);
    const state = now?.owner.kind === 'operator' ? 'withheld' : 'sent';
    if (state === 'sent') await later(2).then(leave);
    await messages.finishSending(message.id, { state }, new Date());
  }
}

async function later(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

function botMessage(conversationId: string, n: number) {
  return {
    id: `bot-${conversationId}-${n}`,
    conversationId,
    channel: 'whatsapp',
    account: 'main',
    chatId: 'x',
    direction: 'out',
    author: { kind: 'bot' },
    content: { kind: 'text', text: `answer ${n}` },
    at: new Date(),
  } as const;
}
