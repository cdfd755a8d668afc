import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Clock } from '../../src/models/clock.js';
import { type Job, type Queue, RetryLater } from '../../src/queue/queue.js';

/** An engine under test. */
export interface QueueEngine {
  clock: Clock;
  /** A queue on the same kept jobs as the ones before it. */
  open(): Promise<Queue>;
  /** Lets so much time pass; a no-op on engines whose time passes by itself. */
  pass(ms: number): Promise<void>;
  /** Forgets all kept jobs: a clean slate. */
  clear(): Promise<void>;
  /** How many plans of lanes to try: fewer where an engine is slow to open. */
  plans: number;
}

/** Collects what consumers saw; `seen(n)` resolves at the n-th entry. */
class Journal {
  readonly lines: string[] = [];
  #waiting: { count: number; resolve: () => void }[] = [];

  write(line: string): void {
    this.lines.push(line);
    this.#waiting = this.#waiting.filter(({ count, resolve }) => {
      if (this.lines.length < count) return true;
      resolve();
      return false;
    });
  }

  seen(count: number): Promise<void> {
    if (this.lines.length >= count) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ count, resolve }));
  }
}

/** A promise opened from outside. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** What every queue engine must do; run it once an engine. */
export function queueContract(title: string, engine: () => QueueEngine): void {
  describe(`${title} keeps the contract of the queue`, () => {
    let queues: Queue[];
    let journal: Journal;

    async function open(): Promise<Queue> {
      const queue = await engine().open();
      queues.push(queue);
      return queue;
    }

    /** Closes in the midst of work, as a kill would leave it. */
    async function kill(queue: Queue): Promise<void> {
      queues = queues.filter((one) => one !== queue);
      const closed = queue.close(0);
      await engine().pass(1);
      await closed;
    }

    const note = async (job: Job) => journal.write(job.key);

    beforeEach(async () => {
      await engine().clear();
      queues = [];
      journal = new Journal();
    });

    afterEach(async () => {
      await Promise.all(queues.map(kill));
    });

    it('hands over name, payload, key and the number of the try', async () => {
      const queue = await open();
      const seen = gate();
      let got: Job | undefined;
      queue.consume('read', async (job) => {
        got = job;
        seen.open();
      });
      await queue.start();
      await queue.add('read', { id: 'c1', n: 2, yes: true, none: null }, { key: 'k' });
      await seen.opened;
      expect(got).toEqual({
        name: 'read',
        key: 'k',
        payload: { id: 'c1', n: 2, yes: true, none: null },
        attempt: 1,
      });
    });

    it('runs jobs that were added before the start, and gives keys to those without', async () => {
      const queue = await open();
      await queue.add('read', {});
      await queue.add('read', {});
      queue.consume('read', note);
      await queue.start();
      await journal.seen(2);
      expect(new Set(journal.lines).size).toBe(2);
    });

    it('keeps names apart, keys included', async () => {
      const queue = await open();
      queue.consume('read', async (job) => journal.write(`read ${job.key}`));
      queue.consume('send', async (job) => journal.write(`send ${job.key}`));
      await queue.start();
      await Promise.all([
        queue.add('read', {}, { key: 'k', lane: 'l' }),
        queue.add('send', {}, { key: 'k', lane: 'l' }),
      ]);
      await journal.seen(2);
      expect(journal.lines.toSorted()).toEqual(['read k', 'send k']);
    });

    it('refuses a second consumer of a name', async () => {
      const queue = await open();
      queue.consume('read', note);
      expect(() => queue.consume('read', note)).toThrow(/read/);
    });

    it('changes nothing when a key is added that waits or runs, and takes it again afterwards', async () => {
      const queue = await open();
      const running = gate();
      const go = gate();
      queue.consume('read', async (job) => {
        running.open();
        await go.opened;
        journal.write(`${job.key} ${String(job.payload.n)}`);
      });
      await Promise.all([1, 2].map((n) => queue.add('read', { n }, { key: 'k', lane: 'l' })));
      await queue.start();
      await running.opened;
      await queue.add('read', { n: 3 }, { key: 'k', lane: 'l' });
      await queue.add('read', { n: 4 }, { key: 'last', lane: 'l' });
      go.open();
      await journal.seen(2);
      await queue.add('read', { n: 5 }, { key: 'k', lane: 'l' });
      await journal.seen(3);
      expect(journal.lines).toEqual(['k 1', 'last 4', 'k 5']);
    });

    it('runs one job of a lane at a time, in order, and other lanes meanwhile', async () => {
      const queue = await open();
      const go = gate();
      queue.consume('read', async (job) => {
        journal.write(`> ${job.key}`);
        if (job.payload.lane === 'slow') await go.opened;
        journal.write(`< ${job.key}`);
      });
      await queue.start();
      for (const n of [1, 2, 3]) {
        await queue.add('read', { lane: 'slow' }, { key: `slow ${n}`, lane: 'slow' });
      }
      await journal.seen(1);
      await queue.add('read', {}, { key: 'fast', lane: 'fast' });
      await journal.seen(3);
      expect(journal.lines).toEqual(['> slow 1', '> fast', '< fast']);
      go.open();
      await journal.seen(8);
      expect(journal.lines.slice(3)).toEqual([
        '< slow 1',
        '> slow 2',
        '< slow 2',
        '> slow 3',
        '< slow 3',
      ]);
    });

    it('runs no more lanes at a time than the consumer wants', async () => {
      const queue = await open();
      const three = gate();
      let running = 0;
      let most = 0;
      queue.consume(
        'read',
        async (job) => {
          running += 1;
          most = Math.max(most, running);
          // However slow the engine hands them out, nobody leaves before three were here at once.
          if (running === 3) three.open();
          await three.opened;
          await new Promise((resolve) => setImmediate(resolve));
          running -= 1;
          journal.write(job.key);
        },
        { concurrency: 3 },
      );
      await Promise.all(Array.from({ length: 30 }, () => queue.add('read', {})));
      await queue.start();
      await journal.seen(30);
      expect(most).toBe(3);
    });

    it('does not run a delayed job before its time; it joins its lane when it is due', async () => {
      const queue = await open();
      const due = engine().clock.now().getTime() + 60;
      let ranAt = 0;
      queue.consume('due', async (job) => {
        if (job.key === 'later') ranAt = engine().clock.now().getTime();
        journal.write(job.key);
      });
      await queue.start();
      await queue.add('due', {}, { key: 'later', lane: 'l', delayMs: 60 });
      await queue.add('due', {}, { key: 'now', lane: 'l' });
      await journal.seen(1);
      await engine().pass(60);
      await journal.seen(2);
      expect(journal.lines).toEqual(['now', 'later']);
      expect(ranAt).toBeGreaterThanOrEqual(due);
    });

    it('holds the lane of a failing job until it succeeds, with the pauses asked for', async () => {
      const queue = await open();
      const asked: number[] = [];
      const tries: number[] = [];
      queue.consume(
        'send',
        async (job) => {
          journal.write(`${job.key} ${job.attempt}`);
          if (job.key !== 'a' || job.attempt > 2) return;
          tries.push(engine().clock.now().getTime());
          throw new Error('not yet');
        },
        {
          backoffMs: (made) => {
            asked.push(made);
            return made * 30;
          },
        },
      );
      await queue.start();
      await queue.add('send', {}, { key: 'a', lane: 'l' });
      await queue.add('send', {}, { key: 'b', lane: 'l' });
      await journal.seen(1);
      await engine().pass(30);
      await journal.seen(2);
      await engine().pass(60);
      await journal.seen(4);
      expect(journal.lines).toEqual(['a 1', 'a 2', 'a 3', 'b 1']);
      expect(asked).toEqual([1, 2]);
      expect(Number(tries[1]) - Number(tries[0])).toBeGreaterThanOrEqual(30);
    });

    it('charges no try when the consumer knows when to come back', async () => {
      const queue = await open();
      let calls = 0;
      queue.consume(
        'send',
        async (job) => {
          calls += 1;
          journal.write(`${job.key} ${job.attempt}`);
          if (calls < 4) throw new RetryLater(20, 'slow down');
        },
        { attempts: 2 },
      );
      await queue.start();
      await queue.add('send', {}, { key: 'a', lane: 'l' });
      await queue.add('send', {}, { key: 'b', lane: 'l' });
      for (const n of [1, 2, 3]) {
        await journal.seen(n);
        await engine().pass(20);
      }
      await journal.seen(5);
      expect(journal.lines).toEqual(['a 1', 'a 1', 'a 1', 'a 1', 'b 1']);
    });

    it('gives a job up after its last try, keeps it, and lets its lane go on', async () => {
      const queue = await open();
      queue.consume(
        'send',
        async (job) => {
          journal.write(`${job.key} ${job.attempt}`);
          // Some libraries reject with anything.
          if (job.key === 'bad') throw { code: 17 } as unknown as Error;
        },
        { attempts: 2, backoffMs: () => 10 },
      );
      await queue.start();
      await queue.add('send', { to: 'x' }, { key: 'bad', lane: 'l' });
      await queue.add('send', {}, { key: 'good', lane: 'l' });
      await journal.seen(1);
      await engine().pass(10);
      await journal.seen(3);
      await queue.idle();
      expect(journal.lines).toEqual(['bad 1', 'bad 2', 'good 1']);
      expect(await queue.dead()).toEqual([
        {
          name: 'send',
          key: 'bad',
          payload: { to: 'x' },
          attempts: 2,
          problem: '{"code":17}',
          diedAt: expect.any(Date),
        },
      ]);
      expect(await queue.depth()).toEqual({ ready: 0, delayed: 0, dead: 1 });
    });

    it('leaves a dead job dead when its key is added, and puts it back when asked', async () => {
      const queue = await open();
      let broken = true;
      queue.consume(
        'send',
        async (job) => {
          journal.write(`${job.key} ${job.attempt} ${String(job.payload.to)}`);
          if (broken && job.key === 'k') throw new Error('down');
        },
        { attempts: 1 },
      );
      await queue.start();
      await queue.add('send', { to: 'x' }, { key: 'k', lane: 'l' });
      await journal.seen(1);
      await queue.add('send', { to: 'y' }, { key: 'k', lane: 'l' });
      await queue.add('send', { to: 'z' }, { key: 'z', lane: 'l' });
      await journal.seen(2);
      await queue.idle();
      broken = false;
      expect(await queue.revive('send', 'nobody')).toBe(false);
      expect(await queue.revive('send', 'k')).toBe(true);
      await journal.seen(3);
      await queue.idle();
      expect(journal.lines).toEqual(['k 1 x', 'z 1 z', 'k 1 x']);
      expect(await queue.dead()).toEqual([]);
      expect(await queue.revive('send', 'k')).toBe(false);
      await queue.add('send', { to: 'again' }, { key: 'k', lane: 'l' });
      await journal.seen(4);
    });

    it('lists the dead newest first and no more than asked for', async () => {
      const queue = await open();
      queue.consume(
        'send',
        async (job) => {
          journal.write(job.key);
          throw new Error('down');
        },
        { attempts: 1 },
      );
      await queue.start();
      for (const n of [1, 2, 3]) {
        await queue.add('send', {}, { key: `k${n}` });
        await journal.seen(n);
        await queue.idle();
        await engine().pass(2);
      }
      expect((await queue.dead(2)).map((job) => job.key)).toEqual(['k3', 'k2']);
    });

    it('lets a running job finish before it closes', async () => {
      const queue = await open();
      const running = gate();
      const go = gate();
      queue.consume('read', async (job) => {
        running.open();
        await go.opened;
        journal.write(job.key);
      });
      await queue.start();
      await queue.add('read', {}, { key: 'k' });
      await running.opened;
      const closed = queue.close(10_000);
      go.open();
      await closed;
      expect(journal.lines).toEqual(['k']);
      await expect(queue.add('read', {})).rejects.toThrow(/closed/);
      queues = [];
    });

    it('loses nothing and keeps the order of lanes when it is killed and started again', async () => {
      const first = await open();
      const stuck = gate();
      first.consume(
        'send',
        async (job) => {
          journal.write(`${job.key} ${job.attempt}`);
          if (job.key === 'held') throw new RetryLater(40, 'slow down');
          if (job.key === 'failed') throw new Error('once');
          if (job.key === 'running') await stuck.opened;
        },
        { backoffMs: () => 40 },
      );
      await first.start();
      await first.add('send', {}, { key: 'held', lane: 'a' });
      await first.add('send', {}, { key: 'after held', lane: 'a' });
      await first.add('send', {}, { key: 'failed', lane: 'b' });
      await first.add('send', {}, { key: 'after failed', lane: 'b' });
      await first.add('send', {}, { key: 'later', lane: 'c', delayMs: 40 });
      await first.add('send', {}, { key: 'running', lane: 'd' });
      await first.add('send', {}, { key: 'after running', lane: 'd' });
      await journal.seen(3);
      await first.add('send', {}, { key: 'last', lane: 'c', delayMs: 50 });
      await kill(first);
      stuck.open();

      journal = new Journal();
      const second = await open();
      second.consume('send', async (job) => journal.write(`${job.key} ${job.attempt}`));
      await second.start();
      await engine().pass(60);
      await journal.seen(8);
      await second.idle();
      const lanes = ['held', 'failed', 'later', 'running'].map((first) =>
        journal.lines.filter(
          (line) => line.includes(first) || (first === 'later' && /^last/.test(line)),
        ),
      );
      expect(lanes).toEqual([
        ['held 1', 'after held 1'],
        ['failed 2', 'after failed 1'],
        ['later 1', 'last 1'],
        ['running 1', 'after running 1'],
      ]);
      expect(await second.depth()).toEqual({ ready: 0, delayed: 0, dead: 0 });
    });

    it('counts what is due, what waits for its time and what is dead', async () => {
      const queue = await open();
      await queue.add('send', {}, { key: 'a', lane: 'l' });
      await queue.add('send', {}, { key: 'b', lane: 'l' });
      await queue.add('send', {}, { key: 'c', delayMs: 60_000 });
      expect(await queue.depth()).toEqual({ ready: 2, delayed: 1, dead: 0 });
    });

    it('keeps order and solitude in every lane, whatever is added and fails', async () => {
      const jobs = fc.array(
        fc.record({ lane: fc.integer({ min: 0, max: 3 }), failures: fc.nat({ max: 2 }) }),
        { minLength: 1, maxLength: 25 },
      );
      await fc.assert(
        fc.asyncProperty(jobs, fc.integer({ min: 1, max: 5 }), async (plan, concurrency) => {
          await engine().clear();
          const queue = await open();
          const done = new Journal();
          const running = new Set<string>();
          const overlaps: string[] = [];
          queue.consume(
            'work',
            async (job) => {
              const lane = String(job.payload.lane);
              if (running.has(lane)) overlaps.push(job.key);
              running.add(lane);
              await new Promise((resolve) => setImmediate(resolve));
              running.delete(lane);
              if (job.attempt <= Number(job.payload.failures)) throw new Error('again');
              done.write(job.key);
            },
            { concurrency, attempts: 3, backoffMs: () => 1 },
          );
          await queue.start();
          const added = plan.map((one, n) =>
            queue.add('work', one, { key: String(n), lane: String(one.lane) }),
          );
          await Promise.all(added);
          const all = done.seen(plan.length);
          let over = false;
          void all.then(() => {
            over = true;
          });
          while (!over) {
            await engine().pass(1);
            await new Promise((resolve) => setImmediate(resolve));
          }
          await queue.idle();
          await kill(queue);
          expect(overlaps).toEqual([]);
          for (const lane of [0, 1, 2, 3]) {
            const expected = plan.flatMap((one, n) => (one.lane === lane ? [String(n)] : []));
            const got = done.lines.filter((key) => plan[Number(key)]?.lane === lane);
            expect(got).toEqual(expected);
          }
        }),
        { numRuns: engine().plans },
      );
    });
  });
}
