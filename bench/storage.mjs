// Measures the embedded storage: `node bench/storage.mjs [dist directory]` after `npm run build`.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const dist = resolve(process.argv[2] ?? 'dist');
const { connectStorage } = await import(join(dist, 'storage/connect.js'));
const { systemClock } = await import(join(dist, 'clocks/system.js'));
const { Schema } = createRequire(join(dist, 'x.js'))('mongoose');

const dataDir = mkdtempSync(join(tmpdir(), 'sahut-bench-'));
const log = { info() {}, warn() {}, error() {} };
const storage = await connectStorage({ dataDir, log, clock: systemClock });

const schema = new Schema(
  { _id: String, conversationId: String, externalKey: String, order: Number, changed: Number },
  { strict: false, versionKey: false },
);
schema.index({ externalKey: 1 }, { unique: true, sparse: true });
schema.index({ conversationId: 1, order: 1 });
schema.index({ changed: 1 });
const Message = storage.connection.model('Message', schema);
await Message.init();
const messages = Message.collection;

let written = 0;
const message = () => {
  const n = written++;
  return {
    _id: `in-${n}`,
    conversationId: `conversation-${n % 500}`,
    externalKey: `in|telegram|bot|${n}`,
    channel: 'telegram',
    account: 'bot',
    direction: 'in',
    author: { kind: 'citizen' },
    content: { kind: 'text', text: 'Jalan rusak di depan sekolah dasar negeri 3 Pangkalan Balai' },
    order: n,
    changed: n,
    at: new Date(1_700_000_000_000 + n),
    readAt: null,
  };
};

async function measure(name, count, atOnce, run) {
  const wall = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  let started = 0;
  const lane = async () => {
    while (started < count) await run(started++);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  const seconds = Number(process.hrtime.bigint() - wall) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  const micros = ((user + system) / count).toFixed(1);
  console.log(
    `${name.padEnd(46)} ${Math.round(count / seconds)
      .toString()
      .padStart(8)}/s  ${micros.padStart(7)} µs CPU each`,
  );
}

const any = (i) => (i * 7919) % written;
await measure('warm-up', 5_000, 50, () => messages.insertOne(message()));
await measure('insert, one by one', 5_000, 1, () => messages.insertOne(message()));
await measure('insert, 50 at once', 50_000, 50, () => messages.insertOne(message()));
await measure('insert, 500 at once', 50_000, 500, () => messages.insertOne(message()));
await measure('findOne by _id, 50 at once', 50_000, 50, (i) =>
  messages.findOne({ _id: `in-${any(i)}` }),
);
await measure('findOne by unique key, 50 at once', 50_000, 50, (i) =>
  messages.findOne({ externalKey: `in|telegram|bot|${any(i)}` }),
);
await measure('newest 20 of a conversation, 50 at once', 5_000, 50, (i) =>
  messages
    .find({ conversationId: `conversation-${i % 500}` }, { sort: { order: -1 }, limit: 20 })
    .toArray(),
);
await measure('updateOne by _id, one field, 50 at once', 50_000, 50, (i) =>
  messages.updateOne({ _id: `in-${any(i)}` }, { $set: { readAt: new Date(i) } }),
);
await measure('updateOne with an indexed field, 50 at once', 50_000, 50, (i) =>
  messages.updateOne({ _id: `in-${any(i)}` }, { $set: { changed: 1e6 + i }, $inc: { seen: 1 } }),
);
await measure('findOneAndUpdate, 50 at once', 50_000, 50, (i) =>
  messages.findOneAndUpdate(
    { _id: `in-${any(i)}` },
    { $set: { changed: 2e6 + i } },
    { returnDocument: 'after' },
  ),
);
await measure('the same insert twice (E11000), 50 at once', 5_000, 50, async () => {
  await messages.insertOne({ ...message(), _id: 'in-1' }).catch(() => {});
});
await measure('Model.create, 50 at once', 5_000, 50, () => Message.create(message()));
await measure('Model.findOne().lean(), 50 at once', 10_000, 50, (i) =>
  Message.findOne({ _id: `in-${any(i)}` }).lean(),
);
const pieces = storage.connection.collection('pieces');
const piece = Buffer.alloc(255 * 1024, 7);
await measure('insert of a 255 KB piece, 8 at once', 400, 8, (i) =>
  pieces.insertOne({ _id: `p${i}`, data: piece }),
);
await measure('read of a 255 KB piece', 400, 1, (i) => pieces.findOne({ _id: `p${i}` }));
await storage.close();
rmSync(dataDir, { recursive: true });
