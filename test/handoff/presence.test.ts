import { describe, expect, it } from '@jest/globals';
import type { LiveEvent } from '../../src/handoff/contract.js';
import { createPresence } from '../../src/handoff/presence.js';
import { TestClock } from '../support/clock.js';

const SARI = { id: 'sari', name: 'Sari' };

function setUp() {
  const clock = new TestClock();
  const told: LiveEvent[] = [];
  const presence = createPresence({ clock, tell: (event) => told.push(event) });
  const doing = () =>
    presence.now().flatMap(({ people }) => people.map((one) => `${one.name} ${one.doing}`));
  return { clock, told, presence, doing };
}

describe('presence', () => {
  it('ends by itself: typing after six seconds, looking after thirty', async () => {
    const { clock, told, presence, doing } = setUp();
    presence.note('c1', SARI, 'typing');
    expect(doing()).toEqual(['Sari typing']);
    await clock.advance(6_001);
    expect(doing()).toEqual(['Sari looking']);
    expect(told.at(-1)).toMatchObject({ people: [{ doing: 'looking' }] });
    await clock.advance(24_000);
    expect(doing()).toEqual([]);
    expect(told.at(-1)).toEqual({ type: 'presence', conversationId: 'c1', people: [] });
  });

  it('lasts as long as it is said again', async () => {
    const { clock, presence, doing } = setUp();
    for (let times = 0; times < 5; times += 1) {
      presence.note('c1', SARI, 'looking');
      await clock.advance(20_000);
      expect(doing()).toEqual(['Sari looking']);
    }
  });

  it('is over at once when they say so, and tells nothing twice', () => {
    const { told, presence, doing } = setUp();
    presence.note('c1', SARI, 'looking');
    presence.note('c1', SARI, 'gone');
    presence.note('c1', SARI, 'gone');
    expect(doing()).toEqual([]);
    expect(told).toHaveLength(2);
  });
});
