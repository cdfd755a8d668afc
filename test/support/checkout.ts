import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** A copy of what git would clone (with what is not committed yet), and nothing that was built. */
export interface Checkout {
  folder: string;
  /** `npm start` with these settings; resolves with what it printed once it serves. */
  start(settings?: Record<string, string>): Promise<Served>;
  remove(): void;
}

/** A served house. */
export interface Served {
  printed: string;
  url: string;
  child: ChildProcess;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** Copies the tracked and the new files; the dependencies that `npm ci` would install are linked. */
export function checkOut(): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'sahut-clone-'));
  const names = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const shipped = names.split('\n').filter((name) => /^(src|web|scripts)\/|^[^/]+$/.test(name));
  for (const name of shipped.filter(Boolean)) {
    cpSync(join(ROOT, name), join(folder, name), { force: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    start: (settings = {}) => start(folder, settings),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function start(folder: string, settings: Record<string, string>): Promise<Served> {
  const child = spawn('npm', ['start', '--silent'], {
    cwd: folder,
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'warn', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const printed = await untilServing(child);
  const url = /Web chat\s+(\S+)\/chat/.exec(printed)?.[1];
  if (!url) throw new Error(`npm start printed no address:\n${printed}`);
  return {
    printed,
    url,
    child,
    stop: () => {
      // npm does not hand every signal on: its whole group is told.
      if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
      return ended;
    },
  };
}

function untilServing(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const hear = (chunk: Buffer): void => {
      printed += chunk;
      if (printed.includes('Stop with')) resolve(printed);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${printed}`)));
  });
}
