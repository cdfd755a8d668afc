// Builds what is missing or older than its sources: the server (dist/) and the pages (web/dist/).
// Everything it says goes to standard error: commands such as `npm run -s triage` own standard output.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

const PARTS = {
  server: {
    sources: ['src', 'tsconfig.json', 'package-lock.json'],
    output: 'dist',
    // What the page "Model" trains with.
    copies: [['src/nlp/corpus', 'dist/nlp/corpus']],
    command: [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', '.'],
  },
  pages: {
    sources: ['web', 'src/handoff/contract.ts', 'src/models', 'package-lock.json'],
    output: join('web', 'dist'),
    command: [
      join('node_modules', 'vite', 'bin', 'vite.js'),
      'build',
      '--logLevel',
      'warn',
      '--config',
      join('web', 'vite.config.ts'),
      'web',
    ],
  },
};

/** Builds the named parts if they are not up to date; all of them when none is named. */
export function build(names = Object.keys(PARTS)) {
  for (const name of names) {
    const part = PARTS[name];
    // The image ships what was built and no sources.
    if (!existsSync(join(root, part.sources[0]))) continue;
    const print = fingerprint(part);
    const stamp = join(root, part.output, '.built');
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === print) continue;
    run(name, part);
    for (const [from, to] of part.copies ?? []) {
      rmSync(join(root, to), { recursive: true, force: true });
      cpSync(join(root, from), join(root, to), { recursive: true });
    }
    mkdirSync(join(root, part.output), { recursive: true });
    writeFileSync(stamp, print);
  }
}

function run(name, part) {
  process.stderr.write(`Building the ${name}…\n`);
  const { status, stdout } = spawnSync(process.execPath, part.command, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.stderr.write(stdout);
  if (status !== 0) {
    process.stderr.write(`The ${name} could not be built. Run "npm ci", then try again.\n`);
    process.exit(1);
  }
}

/** Names, sizes and times of the sources: cheap, and changes whenever they do. */
function fingerprint({ sources, output }) {
  const hash = createHash('sha256');
  for (const path of sources.flatMap((source) => files(source, output))) {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path}\n${size}\n${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function files(path, output) {
  if (path === output) return [];
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => files(join(path, name), output));
}

if (process.argv[1] === import.meta.filename) build();
