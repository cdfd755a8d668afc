import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../src/clocks/system.js';
import type { CorrectionPage, ModelView } from '../../src/handoff/contract.js';
import { ANSWERS } from '../../src/handoff/shapes/answers.js';
import { createKeeper, type Keeper, type KeeperParts } from '../../src/learning/keeper.js';
import { createShelf } from '../../src/learning/shelf.js';
import { createLog } from '../../src/log.js';
import type { Comparison, Figures } from '../../src/models/model-version.js';
import { MEASURES } from '../../src/models/model-version.js';
import { mask } from '../../src/nlp/masking/mask.js';
import {
  addOperator,
  ask,
  citizenWaits,
  fileComplaint,
  type House,
  openHouse,
  openStores,
  signIn,
  TRIAGE,
} from './house.js';

const FIGURES: Figures = {
  ...(Object.fromEntries(MEASURES.map((name) => [name, 0.9])) as Figures),
  messages: 20,
  emergencies: 5,
};
const SHIPPED = { version: 'v0' };

/** Trainings that end when the test says so, with the model that it names. */
function school() {
  const lessons: {
    texts: string[];
    against: string;
    learns(version: string, missed?: string[]): void;
    fails(problem: string): void;
  }[] = [];
  const train: KeeperParts['train'] = ({ corrections, current }, tell) => {
    tell('learning');
    const answer = new Promise<{ model: { version: string }; comparison: Comparison }>(
      (resolve, reject) => {
        const comparison = {
          against: current.version,
          before: FIGURES,
          after: FIGURES,
          weaker: [],
        };
        lessons.push({
          texts: corrections.map(({ text }) => text),
          against: current.version,
          learns: (version, missed = []) =>
            resolve({ model: { version }, comparison: { ...comparison, missed } }),
          fails: (problem) => reject(new Error(problem)),
        });
      },
    );
    return { answer, end: () => {} };
  };
  return { lessons, train };
}

let house: House;
let keeper: Keeper;
let dataDir: string;
let admin: string;
let logged: string[];
let lessons: ReturnType<typeof school>['lessons'];
let remove: () => Promise<void>;

const open = (train: KeeperParts['train'], more: Partial<KeeperParts> = {}) =>
  createKeeper({
    shelf: createShelf(dataDir),
    clock: systemClock,
    log: createLog('info', { write: (line: string) => void logged.push(line) }),
    shipped: { model: SHIPPED, figures: FIGURES },
    open:
      ({ version }) =>
      () => ({ ...TRIAGE, model: version }),
    hasCorpus: () => true,
    train,
    ...more,
  });

beforeEach(async () => {
  const kept = await openStores(systemClock);
  await kept.stop();
  dataDir = kept.dataDir;
  logged = [];
  const at = school();
  lessons = at.lessons;
  keeper = open(at.train);
  house = await openHouse({ dataDir, parts: { model: keeper, mask } });
  remove = () => house.close();
  admin = await signIn(house, await addOperator(house, 'admin'));
});
afterEach(() => remove());

const view = async () =>
  (await ask(house, 'GET /api/model', { cookie: admin })).json as unknown as ModelView;
const list = async (query = '') =>
  (await ask(house, `GET /api/model/corrections${query}`, { cookie: admin }))
    .json as unknown as CorrectionPage;
const act = (what: string, body: object = {}, cookie = admin) =>
  ask(house, `POST /api/model/${what}`, { cookie, body });
const decide = (ids: string[], state: string) =>
  ask(house, 'PATCH /api/model/corrections', { cookie: admin, body: { ids, state } });

async function correct(reference: string, change: object, version = 0) {
  const answer = await ask(house, `PATCH /api/complaints/${reference}`, {
    cookie: admin,
    body: { version, ...change },
  });
  expect(answer.status).toBe(200);
}

async function corrected(reference: string, change: object = { category: 'water' }) {
  await citizenWaits(house, `c-${reference}`);
  await fileComplaint(house, `c-${reference}`, reference);
  await correct(reference, change);
}

async function ended(): Promise<ModelView> {
  for (;;) {
    const now = await view();
    if (now.retraining?.state !== 'running') return now;
  }
}

async function trained(version: string, missed: string[] = []): Promise<ModelView> {
  expect((await act('retrain')).status).toBe(200);
  lessons.at(-1)?.learns(version, missed);
  return ended();
}

describe('what an operator puts right', () => {
  it('is kept, masked, with who, when, what triage had said and by which model', async () => {
    await citizenWaits(house, 'c1');
    await fileComplaint(
      house,
      'c1',
      'AAA-1111',
      'Saya Siti, nama saya Siti Aminah hp 081234567890, air mati',
    );
    await correct('AAA-1111', { category: 'water' });
    await correct('AAA-1111', { urgency: 'high' }, 1);
    const { corrections } = await list();
    const by = { id: expect.any(String), name: 'The admin' };
    expect(corrections).toEqual([
      {
        id: 'AAA-1111',
        text: 'Saya [nama], nama saya [nama] hp [nomor], air mati',
        category: 'water',
        urgency: 'high',
        intent: 'report',
        language: 'id',
        said: { category: 'fire', urgency: 'emergency', alarm: 'certain', model: 'test' },
        acts: [
          { at: expect.any(String), by, what: 'category', from: 'road', to: 'water' },
          { at: expect.any(String), by, what: 'urgency', from: 'normal', to: 'high' },
        ],
        at: expect.any(String),
        by,
        state: 'new',
      },
    ]);
    expect(ANSWERS.CorrectionPage.safeParse(await list()).error?.issues).toBeUndefined();
  });

  it('is no correction when category and urgency stay', async () => {
    await corrected('AAA-1111', { status: 'verified', category: 'road' });
    expect((await list()).corrections).toEqual([]);
  });

  it('comes page by page, the latest first', async () => {
    for (const one of ['AAA-1', 'AAA-2', 'AAA-3']) await corrected(one);
    const first = await list('?limit=2');
    expect(first.corrections.map(({ id }) => id)).toEqual(['AAA-3', 'AAA-2']);
    const rest = await list(`?limit=2&after=${first.next}`);
    expect(rest).toMatchObject({ corrections: [{ id: 'AAA-1' }], next: null });
  });
});

describe('training', () => {
  it('learns from what a person included, and from nothing else', async () => {
    expect((await act('retrain')).json).toMatchObject({ code: 'model/nothing-to-learn' });
    for (const one of ['AAA-1', 'AAA-2', 'AAA-3']) await corrected(one);
    expect((await act('retrain')).json).toMatchObject({ code: 'model/nothing-to-learn' });
    await decide(['AAA-1', 'AAA-2'], 'included');
    const decided = await decide(['AAA-2'], 'excluded');
    expect(decided.json).toMatchObject({ counts: { new: 1, included: 1, excluded: 1 } });
    const begun = await act('retrain');
    expect(begun.json).toMatchObject({
      retraining: {
        state: 'running',
        stage: 'learning',
        corrections: 1,
        by: { name: 'The admin' },
      },
    });
    expect((await act('retrain')).json).toMatchObject({ code: 'model/busy' });
    expect(lessons[0]).toMatchObject({ texts: ['Jalan berlubang'], against: 'v0' });
    lessons[0]?.learns('v1');
    expect(await ended()).toMatchObject({
      version: 'v0',
      retraining: { state: 'done', version: 'v1' },
      versions: [{ version: 'v1', refused: false, corrections: 1, by: { name: 'The admin' } }],
    });
    const exported = await ask(house, 'GET /api/model/corrections.jsonl', { cookie: admin });
    expect(exported.text).toBe(
      '{"text":"Jalan berlubang","category":"water","urgency":"normal","intent":"report","language":"id"}\n',
    );
    expect(ANSWERS.ModelView.safeParse(await view()).error?.issues).toBeUndefined();
  });

  it('refuses a model that misses an emergency, says which, and keeps it out of service', async () => {
    await corrected('AAA-1');
    await decide(['AAA-1'], 'included');
    expect(await trained('v1', ['rumah kebakar'])).toMatchObject({
      version: 'v0',
      versions: [{ version: 'v1', refused: true, comparison: { missed: ['rumah kebakar'] } }],
    });
    expect((await act('serve', { version: 'v1' })).json).toMatchObject({ code: 'model/refused' });
    expect((await act('serve', { version: 'v9' })).json).toMatchObject({ code: 'model/unknown' });
    expect(keeper.triage('x').model).toBe('v0');
  });

  it('that fails is told, and can begin anew', async () => {
    await corrected('AAA-1');
    await decide(['AAA-1'], 'included');
    await act('retrain');
    lessons[0]?.fails('no memory left');
    expect(await ended()).toMatchObject({
      retraining: { state: 'failed', problem: 'no memory left' },
      versions: [],
    });
    expect((await trained('v1')).retraining).toMatchObject({ state: 'done' });
  });
});

describe('a version', () => {
  beforeEach(async () => {
    await corrected('AAA-1');
    await decide(['AAA-1'], 'included');
    await trained('v1');
  });

  it('serves at once, is recorded, and goes back in one step', async () => {
    expect((await act('roll-back')).json).toMatchObject({ code: 'model/nothing-before' });
    expect((await act('serve', { version: 'v1' })).json).toMatchObject({
      version: 'v1',
      switches: [{ from: 'v0', to: 'v1', by: { name: 'The admin' } }],
    });
    expect(keeper.triage('x').model).toBe('v1');
    await trained('v2');
    expect(lessons.at(-1)?.against).toBe('v1');
    await act('serve', { version: 'v2' });
    expect((await act('roll-back')).json).toMatchObject({ version: 'v1' });
    expect(keeper.triage('x').model).toBe('v1');
    expect((await act('serve', { version: 'v0' })).json).toMatchObject({ version: 'v0' });
    expect(keeper.triage('x').model).toBe('v0');
    expect((await view()).switches).toHaveLength(4);
    expect(ANSWERS.ModelView.safeParse(await view()).error?.issues).toBeUndefined();
  });

  it('still serves after a restart', async () => {
    await act('serve', { version: 'v1' });
    const again = open(school().train);
    expect(again.triage('x').model).toBe('v1');
    expect(again.state()).toMatchObject({ version: 'v1', versions: [{ version: 'v1' }] });
    expect(logged.filter((line) => line.includes('"level":50'))).toEqual([]);
  });

  const harms: Record<string, () => Promise<unknown>> = {
    damaged: async () => writeFile(await fileOf('model.json'), '{"version":"v1","weights":[]}'),
    'cut short': async () => {
      const path = await fileOf('model.json');
      await writeFile(path, (await readFile(path, 'utf8')).slice(0, -3));
    },
    'of another Sahut': async () => {
      const path = await fileOf('card.json');
      const card = JSON.parse(await readFile(path, 'utf8')) as object;
      await writeFile(path, JSON.stringify({ ...card, base: 'v-older' }));
    },
    'without a card': async () => writeFile(await fileOf('card.json'), ''),
  };
  const fileOf = async (end: string) => {
    const folder = join(dataDir, 'models');
    const name = (await readdir(folder)).find((each) => each === `v1.${end}`) ?? '';
    return join(folder, name);
  };

  it.each(Object.keys(harms))(
    'that is %s gives way to the delivered one, and that is logged',
    async (harm) => {
      await act('serve', { version: 'v1' });
      await harms[harm]?.();
      const again = open(school().train);
      expect(again.triage('x').model).toBe('v0');
      expect(logged.join('\n')).toContain('the delivered model of triage serves instead');
      expect(again.state().switches[0]).toMatchObject({
        from: 'v1',
        to: 'v0',
        because: expect.any(String),
      });
      await expect(again.serve('v1', { id: 'a', name: 'A' })).rejects.toMatchObject({
        code: expect.stringMatching(/model\/(broken|unknown)/),
      });
      expect(again.triage('x').model).toBe('v0');
      expect(open(school().train).state().switches).toHaveLength(2);
    },
  );

  it('whose switch was cut short by a crash was never in service', async () => {
    await act('serve', { version: 'v1' });
    const path = join(dataDir, 'models', 'switches.jsonl');
    await writeFile(path, `${await readFile(path, 'utf8')}\n{"at":"2026-11-22T1`);
    const again = open(school().train);
    expect(again.state().version).toBe('v1');
    await again.rollBack({ id: 'a', name: 'A' });
    expect(open(school().train).state()).toMatchObject({ version: 'v0', switches: { length: 2 } });
  });

  it('is seen by supervisors and acted on by administrators', async () => {
    const supervisor = await signIn(house, await addOperator(house, 'supervisor'));
    expect((await ask(house, 'GET /api/model', { cookie: supervisor })).status).toBe(200);
    for (const what of ['retrain', 'serve', 'roll-back']) {
      const { json } = await act(what, { version: 'v1' }, supervisor);
      expect(json).toMatchObject({ code: 'session/forbidden' });
    }
  });

  it('is not trained where the corpus did not come along', async () => {
    const bare = open(school().train, { hasCorpus: () => false });
    expect(bare.state().corpus).toBe(false);
    expect(() => bare.retrain([], { id: 'a', name: 'A' })).toThrow(
      expect.objectContaining({ code: 'model/no-corpus' }),
    );
  });
});
