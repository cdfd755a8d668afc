import { pino } from 'pino';
import { createEmbeddedQueue } from '../../src/queue/embedded.js';
import { MemoryJobStore } from '../queue/memory-job-store.js';
import { TestClock } from '../support/clock.js';
import { queueContract } from './queue.js';

const log = pino({ level: 'silent' });
const clock = new TestClock();
let jobs = new MemoryJobStore();

queueContract('The embedded queue', () => ({
  clock,
  open: async () => createEmbeddedQueue({ jobs, clock, log }),
  pass: (ms) => clock.advance(ms),
  clear: async () => {
    jobs = new MemoryJobStore();
  },
}));
