import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { OutboundContent } from '../../src/models/message.js';
import { KINDS, referenceIn } from './citizen.js';
import { compileHouse } from './compile.js';
import { type Kept, readKept } from './kept.js';
import { type Thread, Town } from './town.js';

const CITIZENS = 200;
const KILLS = 10;
/** After these kills the next one comes at the first sign of life: in the midst of the recovery. */
const KILLED_WHILE_RECOVERING = [3, 7];
const LONGEST_PAUSE_MS = 20;
/** A Monday morning in Jakarta, so that promised days do not depend on the day of the run. */
const aheadMs = Date.parse('2026-11-23T02:00:00Z') - Date.now();
const PATIENCE_MS = 240_000;

describe('a house that is killed', () => {
  const folders: string[] = [];
  let code: string;
  let town: Town | undefined;
  let undisturbed: string[][];

  const dataDir = () => {
    const folder = mkdtempSync(join(tmpdir(), 'sahut-killed-'));
    folders.push(folder);
    return folder;
  };
  const found = (citizens: number, copies = 1): Town => {
    town = new Town({ code, dataDir: dataDir(), citizens, aheadMs, copies });
    return town;
  };
  const lastFolder = () => folders.at(-1) ?? '';

  beforeAll(async () => {
    code = compileHouse();
    const calm = found(KINDS);
    await calm.live();
    await calm.stop();
    undisturbed = [...calm.threads.values()].map(wordsOf);
    expect(undisturbed.every((words) => words.length >= 7)).toBe(true);
  }, PATIENCE_MS);

  afterEach(() => town?.abandon());
  afterAll(() => {
    for (const folder of [code, ...folders]) rmSync(folder, { recursive: true, force: true });
  });

  it(
    `answers ${CITIZENS} citizens as if it had never been killed`,
    async () => {
      const disturbed = found(CITIZENS);
      const seed = killAtRandom(disturbed);
      await disturbed.live();
      expect(await disturbed.stop()).toBe(0);
      const kept = await readKept(lastFolder());

      expect(disturbed.kills).toBeGreaterThanOrEqual(KILLS);
      expectSameAnswers(disturbed, undisturbed);
      expectEverythingKept(disturbed, kept);
      const { twice, marked } = expectTwiceOnlyWhenMarked(disturbed, kept);
      process.stderr.write(
        `killed ${disturbed.kills} times (seed ${seed}): ${disturbed.updates.length} messages, ` +
          `${twice} replies handed over twice, ${marked} marked maybeTwice\n`,
      );
    },
    PATIENCE_MS,
  );

  it(
    'takes an update that is delivered again and again as one, also after a kill',
    async () => {
      const repeating = found(KINDS, 2);
      let heard = 0;
      repeating.onWords = (words) => {
        heard += 1;
        if (heard === 60 || heard === 120) void repeating.kill();
        if (words.type === 'up' && repeating.kills > 0) repeating.deliverAllAgain();
      };
      await repeating.live();
      repeating.deliverAllAgain();
      expect(await repeating.stop()).toBe(0);
      const kept = await readKept(lastFolder());
      expect(repeating.kills).toBe(2);
      expectSameAnswers(repeating, undisturbed);
      expectEverythingKept(repeating, kept);
      expectTwiceOnlyWhenMarked(repeating, kept);
    },
    PATIENCE_MS,
  );
});

/** The bot's words to one citizen, without what is drawn anew each time. */
function wordsOf({ answers }: Thread): string[] {
  return answers.map((answer) => JSON.stringify(withoutReference(answer)));
}

function withoutReference(answer: OutboundContent): OutboundContent {
  const reference = referenceIn(answer);
  if (!reference || answer.kind !== 'text') return answer;
  return { ...answer, text: answer.text.replaceAll(reference, 'REFERENCE') };
}

/** Kills at random moments, counted in words of the house; returns the seed. */
function killAtRandom(town: Town): number {
  const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const random = randomFrom(seed);
  const allWords = CITIZENS * 7 * 2;
  const moments = Array.from({ length: KILLS }, () => Math.ceil(random() * allWords)).sort(
    (a, b) => a - b,
  );
  let heard = 0;
  let isDying = false;
  town.onWords = () => {
    heard += 1;
    const next = moments[0];
    const recovers = KILLED_WHILE_RECOVERING.includes(town.kills);
    if (isDying || next === undefined || (heard < next && !recovers)) return;
    moments.shift();
    isDying = true;
    const die = () =>
      void town.kill().then(() => {
        isDying = false;
      });
    if (recovers) die();
    else setTimeout(die, random() * LONGEST_PAUSE_MS);
  };
  return seed;
}

/** A small generator of even numbers from 0 to 1, the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function expectSameAnswers({ threads }: Town, undisturbed: string[][]): void {
  for (const [number, thread] of [...threads.values()].entries()) {
    expect(wordsOf(thread)).toEqual(undisturbed[number % KINDS]);
  }
}

/** Nothing lost, nothing done twice, nothing left to do. */
function expectEverythingKept({ threads, updates }: Town, kept: Kept): void {
  const arrived = kept.messages.filter(({ direction }) => direction === 'in');
  expect(arrived.map(({ externalId }) => externalId).sort()).toEqual(
    updates.map(({ externalId }) => externalId).sort(),
  );
  expect(kept.messages.filter(({ todo }) => todo)).toEqual([]);
  expect(arrived.filter(({ readAt }) => !readAt)).toEqual([]);
  expect(kept.conversations.filter(({ effects }) => effects)).toEqual([]);
  expect(kept.complaints.map(({ _id }) => _id).sort()).toEqual(
    [...threads.values()].map(({ reference }) => reference).sort(),
  );
  const owners = kept.complaints.map(({ conversationId }) => conversationId);
  expect(new Set(owners).size).toBe(threads.size);
}

/** Every reply reached the vendor, and more than once only where the storage says so. */
function expectTwiceOnlyWhenMarked({ handedOver }: Town, kept: Kept) {
  const replies = kept.messages.filter(({ direction }) => direction === 'out');
  expect(replies.map(({ _id }) => _id).sort()).toEqual([...handedOver.keys()].sort());
  expect(replies.filter(({ delivery }) => delivery?.state !== 'sent')).toEqual([]);
  const marked = new Set(
    replies.filter(({ delivery }) => delivery?.maybeTwice).map(({ _id }) => _id),
  );
  const twice = [...handedOver].filter(([, times]) => times > 1).map(([id]) => id);
  expect(twice.filter((id) => !marked.has(id))).toEqual([]);
  return { twice: twice.length, marked: marked.size };
}
