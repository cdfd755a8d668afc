import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { transformFileSync } from '@swc/core';
import { createLog } from '../../src/log.js';
import { connectStorage } from '../../src/storage/connect.js';
import { TestClock } from '../support/clock.js';
import { globSync } from './sources.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sahut-kill-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** The child runs outside Jest: the few sources it needs, as JavaScript, in a directory of its own. */
function compile(): string {
  const out = join(dir, 'js');
  for (const file of globSync(root, [
    'src/storage',
    'test/storage/writer-child.ts',
    'test/support/clock.ts',
    'src/errors.ts',
    'src/log.ts',
    'src/models/clock.ts',
  ])) {
    const { code } = transformFileSync(join(root, file), {
      swcrc: false,
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
    });
    const target = join(out, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, code);
  }
  writeFileSync(join(out, 'package.json'), '{"type":"module"}');
  symlinkSync(join(root, 'node_modules'), join(out, 'node_modules'));
  return join(out, 'test/storage/writer-child.js');
}

/** Runs the writer until it acknowledged so many, then kill -9. Gives what it acknowledged. */
function killAfter(script: string, dataDir: string, count: number): Promise<number[]> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let problem = '';
    child.stderr.on('data', (chunk) => {
      problem += chunk;
    });
    child.stdout.on('data', (chunk) => {
      said += chunk;
      if (said.split('\n').length > count) child.kill('SIGKILL');
    });
    child.on('close', (_code, signal) => {
      if (signal !== 'SIGKILL') failed(new Error(problem));
      else done(said.slice(0, said.lastIndexOf('\n')).split('\n').map(Number));
    });
  });
}

describe('a process killed with SIGKILL', () => {
  it('has kept every write that it acknowledged, and leaves no lock behind', async () => {
    const script = compile();
    for (const count of [1, 50, 700]) {
      const dataDir = join(dir, `data-${count}`);
      const acknowledged = await killAfter(script, dataDir, count);
      expect(acknowledged.length).toBeGreaterThanOrEqual(count);
      const storage = await connectStorage({
        dataDir,
        clock: new TestClock(),
        log: createLog('silent'),
      });
      const kept = await storage.connection.collection('kept').distinct('_id');
      await storage.close();
      const there = new Set(kept as unknown[]);
      expect(acknowledged.filter((n) => !there.has(n))).toEqual([]);
    }
  });
});
