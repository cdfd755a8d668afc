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
let measuring = true;
let receipts = 0;
let begun = 0;

/** Says one thing and resolves with the bot's answer. */
function say(chatId, content) {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    waiting.set(chatId, (answer) => {
      if (measuring) latencies.push(performance.now() - began);
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

/**
 * Words are due by the clock, `perSecond` of them, whoever is free says the next: citizens wait in a
 * row, speak when it is their turn, and stand at its end again once they are answered. Nobody waits
 * for the bot except those it is answering, so that a slow answer does not lessen what is offered.
 */
async function steady(perSecond, seconds) {
  const row = [];
  let due = 0;
  const turn = () => new Promise((speak) => row.push(speak));
  const one = async () => {
    while (due < perSecond * seconds) await walk(nextNumber(), turn);
  };
  const began = performance.now();
  const walks = Array.from({ length: perSecond * 2 }, one);
  for (; due < perSecond * seconds; due += 1) {
    await pause(began + (due * 1_000) / perSecond - performance.now());
    const speak = row.shift();
    if (!speak) throw new Error('all citizens wait for an answer: the bot is far behind');
    speak();
  }
  stopWatch();
  // Who stands in the row still finishes.
  const flush = setInterval(() => {
    for (const speak of row.splice(0)) speak();
  }, 1);
  await Promise.all(walks);
  clearInterval(flush);
}

function stopWatch() {
  measuring = false;
  seconds = (performance.now() - wall) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  micros = user + system;
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
let seconds = 0;
let micros = 0;
if (mode === 'flood') await flood(Number(amount), Number(much ?? 16_000)).then(stopWatch);
else await steady(Number(amount), Number(much ?? 20));
console.log(
  JSON.stringify({
    messages: latencies.length,
    receipts,
    perSecond: latencies.length / seconds,
    cpuMicrosEach: micros / latencies.length,
    p50: percentile(0.5),
    p99: percentile(0.99),
    mib: process.memoryUsage().rss / 2 ** 20,
  }),
);
await app.stop();
