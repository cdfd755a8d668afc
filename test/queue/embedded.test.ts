import { beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createEmbeddedQueue } from '../../src/queue/embedded.js';
import { settled, TestClock } from '../support/clock.js';
import { MemoryJobStore } from './memory-job-store.js';

const log = pino({ level: 'silent' });

describe('the embedded queue and its store', () => {
  let clock: TestClock;
  let jobs: MemoryJobStore;
  const open = () => createEmbeddedQueue({ jobs, clock, log });

  beforeEach(() => {
    clock = new TestClock();
    jobs = new MemoryJobStore();
  });

  it('has kept a job when add resolves, and forgotten it when it is done', async () => {
    const queue = open();
    await queue.add('read', { id: 'c' }, { key: 'k', lane: 'l' });
    expect([...jobs.jobs.values()]).toMatchObject([{ key: 'k', lane: 'l', payload: { id: 'c' } }]);
    queue.consume('read', async () => {});
    await queue.start();
    await queue.idle();
    expect(jobs.jobs.size).toBe(0);
  });

  it('rings a bell without writing anything, and tries it again', async () => {
    const queue = open();
    const tries: number[] = [];
    queue.consume('read', async ({ attempt }) => {
      tries.push(attempt);
      if (attempt === 1) throw new Error('not yet');
    });
    await queue.start();
    jobs.broken.add('keep').add('finish').add('postpone');
    await queue.add('read', {}, { key: 'k', lane: 'l', bell: true });
    await settled();
    await clock.advance(1000);
    await queue.idle();
    expect(tries).toEqual([1, 2]);
    expect(await queue.depth()).toEqual({ ready: 0, delayed: 0, dead: 0 });
  });

  it('keeps a bell that dies, once however often it dies, until a person revives it', async () => {
    const queue = open();
    let broken = true;
    queue.consume(
      'read',
      async () => {
        if (broken) throw new Error('broken');
      },
      { attempts: 1 },
    );
    await queue.start();
    for (let time = 0; time < 2; time += 1) {
      await queue.add('read', { id: 'c' }, { key: 'k', lane: 'l', bell: true });
      await queue.idle();
    }
    expect(await queue.dead()).toMatchObject([{ key: 'k', payload: { id: 'c' }, attempts: 1 }]);
    expect(await queue.depth()).toEqual({ ready: 0, delayed: 0, dead: 1 });
    broken = false;
    expect(await queue.revive('read', 'k')).toBe(true);
    await queue.idle();
    expect(jobs.jobs.size).toBe(0);
  });

  it('makes a second add of a key wait until the first is durable', async () => {
    const queue = open();
    await queue.start();
    const order: string[] = [];
    const first = queue.add('read', {}, { key: 'k' }).then(() => order.push('first'));
    const second = queue.add('read', {}, { key: 'k' }).then(() => {
      order.push('second');
      expect(jobs.jobs.size).toBe(1);
    });
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
  });

  it('rejects an add that could not be kept, and goes on with the lane', async () => {
    const queue = open();
    const ran: string[] = [];
    queue.consume('read', async (job) => {
      ran.push(job.key);
    });
    await queue.start();
    jobs.broken.add('keep');
    await expect(queue.add('read', {}, { key: 'a', lane: 'l' })).rejects.toThrow('disk full');
    jobs.broken.clear();
    await queue.add('read', {}, { key: 'b', lane: 'l' });
    await queue.add('read', {}, { key: 'a', lane: 'l' });
    await queue.idle();
    expect(ran).toEqual(['b', 'a']);
  });

  it('writes the end of a job again when that failed, and does not run the next one before', async () => {
    const queue = open();
    const ran: string[] = [];
    queue.consume('read', async (job) => {
      ran.push(job.key);
    });
    await queue.start();
    jobs.broken.add('finish');
    await queue.add('read', {}, { key: 'a', lane: 'l' });
    await queue.add('read', {}, { key: 'b', lane: 'l' });
    await settled();
    expect(ran).toEqual(['a']);
    await expect(queue.add('read', {}, { key: 'a', lane: 'l' })).rejects.toThrow('disk full');
    jobs.broken.clear();
    await clock.advance(1000);
    await queue.idle();
    expect(ran).toEqual(['a', 'b']);
    expect(jobs.jobs.size).toBe(0);
  });

  it('tries a job again although its postponing could not be kept', async () => {
    const queue = open();
    let tries = 0;
    queue.consume('read', async () => {
      tries += 1;
      if (tries === 1) throw new Error('once');
    });
    await queue.start();
    jobs.broken.add('postpone');
    await queue.add('read', {});
    await settled();
    await clock.advance(1000);
    await queue.idle();
    expect(tries).toBe(2);
    expect(jobs.jobs.size).toBe(0);
  });

  it('says so when the store cannot be read at the start, and can be started again', async () => {
    const queue = open();
    jobs.broken.add('pending');
    await expect(queue.start()).rejects.toThrow('disk full');
    jobs.broken.clear();
    await queue.start();
  });

  it('pauses 1 s, 2 s, 4 s between tries and gives up after ten', async () => {
    const queue = open();
    const at: number[] = [];
    queue.consume('read', async () => {
      at.push(clock.now().getTime());
      throw new Error('never');
    });
    await queue.start();
    await queue.add('read', {});
    await settled();
    await clock.advance(60 * 60 * 1000);
    const pauses = at.slice(1).map((time, n) => (time - Number(at[n])) / 1000);
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256]);
    expect((await queue.dead())[0]?.attempts).toBe(10);
  });

  it('closes when the grace is over, though a job hangs, and runs that job at the next start', async () => {
    const first = open();
    first.consume('read', () => new Promise(() => {}));
    await first.start();
    await first.add('read', {}, { key: 'k' });
    await settled();
    const closed = first.close(5000);
    await clock.advance(5000);
    await closed;
    const ran: string[] = [];
    const second = open();
    second.consume('read', async (job) => {
      ran.push(job.key);
    });
    await second.start();
    await second.idle();
    expect(ran).toEqual(['k']);
  });

  it('takes ten thousand jobs of one lane and of many, in order and without a stumble', async () => {
    const queue = open();
    let expected = 0;
    let others = 0;
    queue.consume('read', async (job) => {
      if (typeof job.payload.n !== 'number') others += 1;
      else expect(job.payload.n).toBe(expected++);
    });
    const added: Promise<void>[] = [];
    await queue.start();
    for (let n = 0; n < 10_000; n += 1) {
      added.push(queue.add('read', { n }, { lane: 'one' }), queue.add('read', {}));
    }
    await Promise.all(added);
    await queue.idle();
    expect([expected, others]).toEqual([10_000, 10_000]);
  });
});
