import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Agenda } from '../../src/queue/agenda.js';
import { TestClock } from '../support/clock.js';

describe('the agenda', () => {
  it('runs everything at its time, in the order of times and then of adding', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 20 })), async (waits) => {
        const clock = new TestClock();
        const start = clock.now().getTime();
        const agenda = new Agenda(clock);
        const ran: { n: number; at: number }[] = [];
        for (const [n, wait] of waits.entries()) {
          agenda.add(start + wait, () => ran.push({ n, at: clock.now().getTime() - start }));
        }
        await clock.advance(20);
        const expected = waits.map((at, n) => ({ n, at })).sort((a, b) => a.at - b.at || a.n - b.n);
        expect(ran).toEqual(expected);
        expect(agenda.size).toBe(0);
      }),
    );
  });

  it('does not believe a timer that fires early', async () => {
    const timers: (() => void)[] = [];
    let now = 0;
    const agenda = new Agenda({
      now: () => new Date(now),
      after: (_ms, run) => {
        timers.push(run);
        return () => {};
      },
    });
    let ran = 0;
    agenda.add(1000, () => {
      ran += 1;
    });
    timers.shift()?.();
    expect(ran).toBe(0);
    now = 1000;
    timers.shift()?.();
    expect(ran).toBe(1);
  });
});
