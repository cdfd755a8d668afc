import { createLog } from '../../src/log.js';
import { connectStorage } from '../../src/storage/connect.js';
import { TestClock } from '../support/clock.js';

/** Writes without end, in groups, and says on stdout what was acknowledged; its parent kills it. */
const dataDir = process.argv[2] ?? '';
const storage = await connectStorage({ dataDir, clock: new TestClock(), log: createLog('silent') });
const collection = storage.connection.collection('kept');
let next = 0;
const lane = async () => {
  for (;;) {
    const n = next++;
    await collection.insertOne({ _id: n, text: 'x'.repeat(200) } as never);
    process.stdout.write(`${n}\n`);
  }
};
await Promise.all(Array.from({ length: 20 }, lane));
