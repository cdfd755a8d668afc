// Simulated citizens walk the whole guided complaint through an in-process channel: kept, triaged,
// answered, filed, all durable in the embedded storage. A message is one of the citizen's with the
// bot's answer to it. `flood N`: N citizens at once, each writing as soon as it is answered.
// `steady R`: R messages a second, begun by the clock whether the bot keeps up or not.
// The quiet time that lets several bubbles be one turn is off: it is waiting, not work.
//   node bench/guided.mjs <empty folder> flood|steady <amount> [messages or seconds] [dist]
import { join, resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { nextWords } from './citizen.mjs';

const [, , folder, mode, amount, much, dist = join(import.meta.dirname, '..', 'dist')] =
  process.argv;
const part = (path) => import(join(resolve(dist), path));
const { startApp } = await part('app.js');
const { createTerminal } = await part('bots/terminal/terminal.js');
const { systemClock } = await part('clocks/system.js');
const { parseConfig } = await part('config.js');
const { createLog } = await part('log.js');

/** Citizens that walk before anything is measured: compilers and caches are warm in a running house. */
const WARM_UP = 100;
/** Messages of one walk, to spread citizens over time. */
const WALK = 8;

/** chat → what to do when the bot has answered it */
const waiting = new Map();
const terminal = createTerminal(({ chatId, content }) => {
  const answer = waiting.get(chatId);
  if (!answer) throw new Error(`an answer that nobody waits for: ${content.text}`);
  waiting.delete(chatId);
  answer(content);
}, systemClock);
const app = await startApp(parseConfig({ PORT: '0', DATA_DIR: folder }), {
  log: createLog('error'),
  channels: [terminal],
  patience: 0,
});
let latencies = [];
let receipts = 0;
let begun = 0;

/** Says one thing and resolves with the bot's answer. */
function say(chatId, content) {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    waiting.set(chatId, (answer) => {
      latencies.push(performance.now() - began);
      resolve(answer);
    });
    terminal.write(chatId, content).catch(reject);
  });
}

/** One citizen from greeting to receipt, with a pause before each word. */
async function walk(number, pause = () => {}) {
  let answer;
  for (let said = 0; ; said += 1) {
    const content = nextWords(number, answer, said);
    if (!content) break;
    await pause();
    answer = await say(`citizen-${number}`, content);
  }
  receipts += 1;
}

async function flood(citizens, messages) {
  const last = begun + Math.ceil(messages / WALK);
  const one = async () => {
    while (begun < last) await walk(nextNumber());
  };
  await Promise.all(Array.from({ length: citizens }, one));
}

/** A citizen thinks for half a second to a second and a half; enough of them begin at any moment. */
async function steady(perSecond, seconds) {
  const think = () => pause(500 + Math.random() * 1_000);
  const walks = [];
  const began = performance.now();
  const total = (perSecond * seconds) / WALK;
  for (let number = 0; number < total; number += 1) {
    await pause(began + (number * WALK * 1_000) / perSecond - performance.now());
    walks.push(walk(nextNumber(), think));
  }
  await Promise.all(walks);
}

function nextNumber() {
  begun += 1;
  return begun;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

function percentile(share) {
  const sorted = latencies.sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

await flood(20, WARM_UP * WALK);
[latencies, receipts] = [[], 0];
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const [wall, cpu] = [performance.now(), process.cpuUsage()];
if (mode === 'flood') await flood(Number(amount), Number(much ?? 16_000));
else await steady(Number(amount), Number(much ?? 20));
const seconds = (performance.now() - wall) / 1_000;
const { user, system } = process.cpuUsage(cpu);
console.log(
  JSON.stringify({
    messages: latencies.length,
    receipts,
    perSecond: latencies.length / seconds,
    cpuMicrosEach: (user + system) / latencies.length,
    p50: percentile(0.5),
    p99: percentile(0.99),
    mib: process.memoryUsage().rss / 2 ** 20,
  }),
);
await app.stop();
