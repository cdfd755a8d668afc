// Simulated citizens walk the whole guided complaint through an in-process channel: kept, triaged,
// answered, filed, all durable in the embedded storage. `flood N`: N citizens, each writing as soon as
// it is answered. `steady R`: R messages a second, whoever's turn it is.
// The quiet time that lets several bubbles be one turn is off: it is waiting, not work.
import { startApp } from '../dist/app.js';
import { createTerminal } from '../dist/bots/terminal/terminal.js';
import { systemClock } from '../dist/clocks/system.js';
import { parseConfig } from '../dist/config.js';
import { createLog } from '../dist/log.js';

const [, , folder, mode, amount] = process.argv;
const WALK = [
  'halo',
  'lapor',
  'jalan di depan sekolah rusak parah, lubangnya besar dan dalam, sudah banyak motor jatuh',
  { kind: 'location', latitude: -2.88, longitude: 104.38 },
  'dekat masjid Al Ikhlas',
  '1',
  '2',
  '1',
].map((said) => (typeof said === 'string' ? { kind: 'text', text: said } : said));
const REFERENCE = /\b[0-9A-Z]{3}-[0-9A-Z]{4}\b/;
const FLOOD_MESSAGES = 16_000;
const STEADY_SECONDS = 20;

/** chat → what to do when the bot has answered it */
const answered = new Map();
const terminal = createTerminal(({ chatId, content }) => answered.get(chatId)?.(content), systemClock);
const app = await startApp(parseConfig({ PORT: '0', DATA_DIR: folder }), {
  log: createLog('error'),
  channels: [terminal],
  patience: 0,
});
const latencies = [];

/** Says one thing and resolves with the first bubble of the answer. */
function say(chatId, content) {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    answered.set(chatId, (answer) => {
      answered.delete(chatId);
      latencies.push(performance.now() - began);
      resolve(answer);
    });
    terminal.write(chatId, content).catch(reject);
  });
}

/** One citizen from greeting to receipt; fails loudly when there is no reference at the end. */
async function walk(chatId) {
  let answer;
  for (const content of WALK) answer = await say(chatId, content);
  if (!REFERENCE.test(answer.text)) throw new Error(`no receipt, but: ${answer.text}`);
}

function percentile(share) {
  const sorted = latencies.sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

async function flood(citizens) {
  const walks = Math.ceil(FLOOD_MESSAGES / WALK.length);
  let begun = 0;
  const one = async () => {
    while (begun < walks) await walk(`flood-${(begun += 1)}`);
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: citizens }, one));
  return { perSecond: (latencies.length / (performance.now() - began)) * 1_000 };
}

async function steady(perSecond) {
  const everyMs = (1_000 / perSecond) * WALK.length;
  const walks = [];
  const until = performance.now() + STEADY_SECONDS * 1_000;
  // A new citizen begins as often as one ends: each step of a walk is `everyMs` × lanes apart.
  for (let number = 0; performance.now() < until; number += 1) {
    walks.push(slowWalk(`steady-${number}`));
    await pause(everyMs);
  }
  await Promise.all(walks);
  return {};
}

async function slowWalk(chatId) {
  let answer;
  for (const content of WALK) {
    answer = await say(chatId, content);
    await pause(200 + Math.random() * 400);
  }
  if (!REFERENCE.test(answer.text)) throw new Error(`no receipt, but: ${answer.text}`);
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const result = mode === 'flood' ? await flood(Number(amount)) : await steady(Number(amount));
const mib = process.memoryUsage().rss / 2 ** 20;
console.log(JSON.stringify({ ...result, p50: percentile(0.5), p99: percentile(0.99), mib }));
await app.stop();
