import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runApart } from '../../src/learning/apart.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sahut-apart-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function program(source: string): Promise<string> {
  const path = join(folder, `program-${source.length}.mjs`);
  await writeFile(path, source);
  return path;
}

type Told = { half?: number; whole?: number };
const answerIn = ({ whole }: Told): number | undefined => whole;

describe('a program beside the house', () => {
  it('is given one order, tells how far it is, and answers', async () => {
    const told: Told[] = [];
    const path = await program(
      `process.once('message', ({ number }) => {
        process.send({ half: number / 2 });
        process.send({ whole: number }, () => process.exit(0));
      });`,
    );
    const run = runApart<Told, number>(path, { number: 42 }, (each) => {
      told.push(each);
      return answerIn(each);
    });
    expect(await run.answer).toBe(42);
    expect(told).toEqual([{ half: 21 }, { whole: 42 }]);
  });

  it('sees nothing of the environment, where tokens are', async () => {
    const path = await program(
      `process.once('message', () => process.send({ whole: Object.keys(process.env).length }, () => process.exit(0)));`,
    );
    expect(await runApart<Told, number>(path, {}, answerIn).answer).toBe(0);
  });

  it('that fails says why', async () => {
    const path = await program(`throw new Error('no such corpus');`);
    await expect(runApart<Told, number>(path, {}, answerIn).answer).rejects.toThrow(
      'no such corpus',
    );
  });

  it('ends when it is told to', async () => {
    const path = await program(`process.on('message', () => {}); setInterval(() => {}, 1000);`);
    const run = runApart<Told, number>(path, {}, answerIn);
    run.end();
    await expect(run.answer).rejects.toThrow('training ended with SIGTERM');
  });
});
