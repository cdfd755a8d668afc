// One run, one table: `npm run bench`. Every figure is of this machine and this minute; the fsync
// floor of the disk stands beside them. Each scenario has a process and a data folder of its own.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';

const here = import.meta.dirname;
/** As `npm start` has them. */
const flags = ['--disable-warning=ExperimentalWarning', '--max-old-space-size=512'];

/** Runs a scenario and returns the JSON it prints last. */
function scenario(file, ...args) {
  const folder = mkdtempSync(join(tmpdir(), 'sahut-bench-'));
  try {
    const done = spawnSync(process.execPath, [...flags, join(here, file), folder, ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    if (done.status !== 0) throw new Error(`${file} ${args.join(' ')} failed:\n${done.stderr}`);
    return JSON.parse(done.stdout.trim().split('\n').at(-1));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts the product as a user does, and times it from the spawn. */
async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'sahut-bench-'));
  const began = performance.now();
  const child = spawn(process.execPath, [...flags, join(here, '..', 'scripts', 'start.mjs')], {
    cwd: join(here, '..'),
    env: { ...process.env, PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    let printed = '';
    for await (const chunk of child.stdout) {
      printed += chunk;
      if (printed.includes('Stop with')) break;
    }
    const serving = performance.now() - began;
    const url = /Web chat\s+(\S+)\/chat/.exec(printed)[1];
    await firstReply(url);
    const reply = performance.now() - began;
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    return { serving, reply, mib: Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024 };
  } finally {
    child.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function firstReply(url) {
  const call = async (path, init) => {
    const response = await fetch(`${url}/chat/api${path}`, init);
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return response.json();
  };
  const { token } = await call('/sessions', { method: 'POST' });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ kind: 'text', clientId: 'bench-first-word', text: 'menu' });
  await call('/messages', { method: 'POST', headers, body });
  for (;;) {
    const { messages } = await call('/messages?after=1&waitSeconds=5', { headers });
    if (messages.length > 0) return;
  }
}

const row = (name, value) => console.log(`| ${name} | ${value} |`);
const ms = (value) => `${value.toFixed(1)} ms`;
const whole = (value) => Math.round(value).toLocaleString('en');

console.log(
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB\n`,
);
console.log('| what | measured |\n|---|---|');
const floor = scenario('fsync.mjs');
row('disk floor: commits/s, one row each, fsynced', whole(floor.single));
row('disk floor: rows/s in commits of ten', whole(floor.tens));
for (const citizens of ['50', '500']) {
  const { perSecond, p50, p99, mib } = scenario('guided.mjs', 'flood', citizens);
  row(
    `guided complaints, ${citizens} citizens at once, durable`,
    `${whole(perSecond)} messages/s; p50 ${ms(p50)}, p99 ${ms(p99)}; ${whole(mib)} MiB`,
  );
}
const steady = scenario('guided.mjs', 'steady', '200');
row(
  'guided complaints at 200 messages/s',
  `p50 ${ms(steady.p50)}, p99 ${ms(steady.p99)}; ${whole(steady.mib)} MiB`,
);
const { serving, reply, mib } = await start();
row('start to serving / to the first reply (web chat)', `${ms(serving)} / ${ms(reply)}`);
row('resident memory after the first reply', `${whole(mib)} MiB`);
