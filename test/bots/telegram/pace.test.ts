import { describe, expect, it } from '@jest/globals';
import { Pace } from '../../../src/bots/telegram/pace.js';
import { settled, TestClock } from '../../support/clock.js';

/** Seconds from the start at which the messages went. */
async function go(chats: string[], seconds: number): Promise<number[]> {
  const clock = new TestClock();
  const start = clock.now().getTime();
  const pace = new Pace(clock);
  const went: number[] = [];
  for (const chat of chats) {
    void pace.turn(chat).then(
      () => went.push((clock.now().getTime() - start) / 1000),
      () => went.push(Number.NaN),
    );
  }
  await settled();
  await clock.advance(seconds * 1000);
  return went;
}

describe('the pace', () => {
  it('lets a burst to one chat through, then one a second', async () => {
    const went = await go(Array(8).fill('a'), 10);
    expect(went.map(Math.round)).toEqual([0, 0, 0, 0, 0, 0, 1, 2]);
  });

  it('keeps to thirty a second over all chats', async () => {
    const went = await go(
      Array.from({ length: 120 }, (_, n) => `chat ${n}`),
      10,
    );
    expect(went.filter((at) => at <= 1).length).toBeLessThanOrEqual(62);
    expect(Math.max(...went)).toBeGreaterThan(2.9);
    expect(Math.max(...went)).toBeLessThan(3.1);
  });

  it('gives a message back when its turn is far away', async () => {
    const went = await go(Array(40).fill('a'), 60);
    expect(went.some(Number.isNaN)).toBe(true);
    expect(Math.max(...went.filter((at) => !Number.isNaN(at)))).toBeLessThanOrEqual(10);
  });

  it('remembers an ordered pause for that chat alone', async () => {
    const clock = new TestClock();
    const pace = new Pace(clock);
    pace.hold('a', 5000);
    await expect(pace.turn('a')).rejects.toMatchObject({ kind: 'later', afterMs: 5000 });
    await pace.turn('b');
    await clock.advance(5000);
    await pace.turn('a');
  });
});
