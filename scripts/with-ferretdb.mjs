// Runs a command with TEST_MONGODB_URL naming a MongoDB-compatible server: the one that is named
// already, or FerretDB on SQLite, built once from test/support/ferretdb (needs Go) and stopped after.
// usage: node scripts/with-ferretdb.mjs COMMAND [arguments]
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [, , ...command] = process.argv;
if (process.env.TEST_MONGODB_URL) process.exit(run(process.env.TEST_MONGODB_URL));

const source = join(import.meta.dirname, '..', 'test', 'support', 'ferretdb');
const program = join(source, 'ferretdb');
if (!existsSync(program)) {
  process.stderr.write('Building FerretDB (a few minutes, once)…\n');
  const built = spawnSync('go', ['build', '-o', program, '.'], { cwd: source, stdio: 'inherit' });
  if (built.status !== 0) {
    process.stderr.write(
      'FerretDB could not be built: install Go, or name a server: TEST_MONGODB_URL=mongodb://…\n',
    );
    process.exit(1);
  }
}
const folder = mkdtempSync(join(tmpdir(), 'sahut-ferretdb-'));
const port = await freePort();
const server = spawn(program, [String(port), folder], { stdio: ['ignore', 'ignore', 'inherit'] });
process.on('exit', () => {
  server.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});
await answers(port);
process.exit(run(`mongodb://127.0.0.1:${port}/sahut_test`));

function run(url) {
  const [name, ...args] = command;
  const env = { ...process.env, TEST_MONGODB_URL: url };
  return spawnSync(name, args, { stdio: 'inherit', env }).status ?? 1;
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}

async function answers(at) {
  for (let tries = 0; tries < 200; tries += 1) {
    const open = await new Promise((resolve) => {
      const socket = connect(at, '127.0.0.1');
      socket.once('connect', () => socket.end(() => resolve(true)));
      socket.once('error', () => resolve(false));
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  process.stderr.write('FerretDB does not answer.\n');
  process.exit(1);
}
