import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { systemClock } from '../../src/clocks/system.js';
import { createBullQueue } from '../../src/queue/bull.js';
import type { Queue } from '../../src/queue/queue.js';
import { RedisJobs } from '../../src/queue/redis-jobs.js';
import { createBull } from '../../src/queue/redis-link.js';
import { hasRedisServer, RedisServer } from './redis-server.js';

const log = pino({ level: 'silent' });

/** Resolves when `done` was called so many times. */
function countdown(count: number): { over: Promise<void>; done: () => void } {
  let left = count;
  let finish: () => void = () => {};
  const over = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const done = () => {
    left -= 1;
    if (left === 0) finish();
  };
  return { over, done };
}

const whenRedis = hasRedisServer() ? describe : describe.skip;

whenRedis('the queue over bull and its Redis', () => {
  let redis: RedisServer;
  let slate = 0;
  const open = (prefix = `sahut-${slate}`): Queue =>
    createBullQueue({ redisUrl: redis.url, prefix, clock: systemClock, log, lockMs: 500 });

  beforeAll(async () => {
    redis = await RedisServer.start('--appendonly', 'yes', '--appendfsync', 'always');
  });
  afterAll(() => redis.remove());

  it('keeps lanes in order and alone when two processes consume them', async () => {
    slate += 1;
    const running = new Set<string>();
    const faults: string[] = [];
    const seen: Record<string, number[]> = {};
    const by = [0, 0];
    const { over, done } = countdown(120);
    const queues = [open(), open()];
    for (const [index, queue] of queues.entries()) {
      queue.consume(
        'work',
        async (job) => {
          const lane = String(job.payload.lane);
          if (running.has(lane)) faults.push(job.key);
          running.add(lane);
          await new Promise((resolve) => setImmediate(resolve));
          running.delete(lane);
          if (Number(job.payload.n) % 7 === 0 && job.attempt === 1) throw new Error('once');
          seen[lane] = [...(seen[lane] ?? []), Number(job.payload.n)];
          by[index] = Number(by[index]) + 1;
          done();
        },
        { concurrency: 4, backoffMs: () => 2 },
      );
      await queue.start();
    }
    for (let n = 0; n < 120; n += 1) {
      const lane = `lane ${n % 6}`;
      await queues[n % 2]?.add('work', { n, lane }, { lane });
    }
    await over;
    await Promise.all(queues.map((queue) => queue.close()));
    expect(faults).toEqual([]);
    for (const numbers of Object.values(seen)) {
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }
    expect(Math.min(...by)).toBeGreaterThan(0);
  });

  it('rings for jobs whose process died between keeping and ringing', async () => {
    slate += 1;
    const prefix = `sahut-${slate}`;
    const bull = createBull('orphan', { redisUrl: redis.url, prefix, lockMs: 500, log });
    const jobs = new RedisJobs(bull.client, prefix);
    const orphan = { name: 'read', payload: {}, attempts: 0, lane: 'l' };
    await jobs.add({ ...orphan, key: 'a', ticket: 't1' });
    await jobs.add({ ...orphan, key: 'b', ticket: 't2' });
    await jobs.add({ ...orphan, key: 'c', ticket: 't3', joinsAt: Date.now() + 30 });
    await bull.close();
    const ran: string[] = [];
    const { over, done } = countdown(3);
    const queue = open(prefix);
    queue.consume('read', async (job) => {
      ran.push(job.key);
      done();
    });
    await queue.start();
    await over;
    await queue.close();
    expect(ran).toEqual(['a', 'b', 'c']);
  });

  it('goes on after Redis was away', async () => {
    slate += 1;
    const ran: string[] = [];
    const { over, done } = countdown(3);
    const queue = open();
    queue.consume('read', async (job) => {
      ran.push(job.key);
      done();
    });
    await queue.start();
    await queue.add('read', {}, { key: 'before' });
    await queue.add('read', {}, { key: 'later', delayMs: 300 });
    await queue.idle();
    await redis.down();
    const meanwhile = queue.add('read', {}, { key: 'meanwhile' });
    await redis.up();
    await meanwhile;
    await over;
    await queue.close();
    expect(ran.toSorted()).toEqual(['before', 'later', 'meanwhile']);
  });

  it('refuses an add rather than waiting for ever for a Redis that is gone', async () => {
    slate += 1;
    const other = await RedisServer.start();
    const queue = createBullQueue({
      redisUrl: other.url,
      prefix: 'x',
      clock: systemClock,
      log,
    });
    await queue.start();
    await other.remove();
    await expect(queue.add('read', {})).rejects.toThrow();
    await queue.close(0);
  });

  it('says at the start what to do when there is no Redis, and leaves no password behind', async () => {
    const gone = await RedisServer.start();
    await gone.remove();
    const queue = createBullQueue({
      redisUrl: `redis://:hunter22@127.0.0.1:${gone.port}`,
      prefix: 'x',
      clock: { ...systemClock, after: (ms, run) => systemClock.after(ms / 20, run) },
      log,
    });
    const problem = await queue.start().catch((error: unknown) => error);
    expect(problem).toMatchObject({ code: 'config/invalid' });
    expect(String(problem)).toMatch(/127\.0\.0\.1:\d+ cannot be used .*ECONNREFUSED.*REDIS_URL/);
    expect(String(problem)).not.toContain('hunter22');
  });

  it('refuses a Redis that throws jobs away when its memory is full', async () => {
    const other = await RedisServer.start(
      '--maxmemory-policy',
      'allkeys-lru',
      '--maxmemory',
      '9mb',
    );
    const queue = createBullQueue({ redisUrl: other.url, prefix: 'x', clock: systemClock, log });
    await expect(queue.start()).rejects.toThrow(/allkeys-lru.*noeviction/);
    await other.remove();
  });
});
