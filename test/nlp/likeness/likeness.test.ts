import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localTime } from '../../../src/clocks/local-time.js';
import type { Category } from '../../../src/models/category.js';
import { createFactReader } from '../../../src/nlp/extracting/facts.js';
import { createTriageReader } from '../../../src/nlp/hearing.js';
import { likeness } from '../../../src/nlp/likeness/likeness.js';
import { createRecentReports } from '../../../src/nlp/likeness/recent.js';
import { createSketcher, type Report, type Sketch } from '../../../src/nlp/likeness/report.js';
import { metresBetween } from '../../../src/nlp/likeness/where.js';
import { loadAreas } from '../../../src/nlp/load.js';
import { createPlaces } from '../../../src/nlp/place/read.js';
import data from './scenes.json' with { type: 'json' };

const places = createPlaces(loadAreas('16.07'));
const readFacts = createFactReader({
  localTime: (at) => localTime(at, 'Asia/Jakarta'),
  placesIn: places.find,
});
const sketch = createSketcher(createTriageReader());
const BEGIN = Date.parse('2026-03-18T01:00:00Z');

type Row = [string, number, Category, string, number | null, number | null];

function reportOf([, minutes, category, text, latitude, longitude]: Row): Report {
  const at = new Date(BEGIN + minutes * 60_000);
  const { area, landmark } = places.read(text);
  const point = latitude === null || longitude === null ? undefined : { latitude, longitude };
  const place = { ...(area && { area }), ...(landmark && { landmark }), ...(point && { point }) };
  return { text, category, place, at, facts: readFacts(text, () => at) };
}

const scenes = data.scenes.map(({ part, scene, reports }) => ({
  part,
  scene,
  reports: (reports as Row[]).map((row) => ({ event: row[0], sketch: sketch(reportOf(row)) })),
}));

interface Pair {
  part: string;
  same: boolean;
  score: number;
}

const pairs: Pair[] = scenes.flatMap(({ part, reports }) =>
  reports.flatMap((one, at) =>
    reports.slice(at + 1).map((other) => ({
      part,
      same: one.event === other.event,
      score: likeness(one.sketch, other.sketch).score,
    })),
  ),
);

/** Precision and recall of "one event" at a score of one half. */
function figures(of: readonly Pair[]): { precision: number; recall: number } {
  const said = of.filter(({ score }) => score >= 0.5);
  const right = said.filter(({ same }) => same).length;
  return { precision: right / said.length, recall: right / of.filter(({ same }) => same).length };
}

describe('pairs of reports', () => {
  it('are enough, and of both kinds', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(300);
    expect(pairs.filter(({ same }) => same).length).toBeGreaterThanOrEqual(100);
  });
  it('of one event are told from others on the scenes that no weight has seen', () => {
    const { precision, recall } = figures(pairs.filter(({ part }) => part === 'held'));
    expect(precision).toBeGreaterThanOrEqual(0.85);
    expect(recall).toBeGreaterThanOrEqual(0.88);
  });
  it('of one event are told from others on all scenes', () => {
    const { precision, recall } = figures(pairs);
    expect(precision).toBeGreaterThanOrEqual(0.9);
    expect(recall).toBeGreaterThanOrEqual(0.93);
  });
  it('from different scenes are almost never one event', () => {
    const all = scenes.flatMap(({ scene, reports }) =>
      reports.map((report) => ({ scene, ...report })),
    );
    let taken = 0;
    let compared = 0;
    for (const [at, one] of all.entries()) {
      for (const other of all.slice(at + 1)) {
        if (one.scene === other.scene) continue;
        compared++;
        if (likeness(one.sketch, other.sketch).score >= 0.5) taken++;
      }
    }
    expect(taken / compared).toBeLessThan(0.02);
  });
});

const make = (text: string, change: Partial<Report> = {}): Sketch => {
  const at = change.at ?? new Date(BEGIN);
  const { area, landmark } = places.read(text);
  const place = { ...(area && { area }), ...(landmark && { landmark }) };
  return sketch({ text, category: 'fire', place, at, facts: readFacts(text, () => at), ...change });
};

describe('one pair', () => {
  const pin = (latitude: number, longitude: number) => ({
    place: { point: { latitude, longitude } },
  });

  it('is one event in other words and languages', () => {
    const a = make('kebakaran besar di pasar', pin(-2.9, 104.7));
    const b = make('kobongan, geni gede banget', pin(-2.901, 104.7005));
    const { score, reasons } = likeness(a, b);
    expect(score).toBeGreaterThan(0.9);
    expect(reasons).toContainEqual({ because: 'same-event', events: ['fire'] });
  });
  it('is two events in the same words two kilometres apart, and says so', () => {
    const a = make('rumah terbakar tolong', pin(-2.9, 104.7));
    const b = make('rumah terbakar tolong', pin(-2.918, 104.7));
    const { score, reasons } = likeness(a, b);
    expect(score).toBeLessThanOrEqual(0.12);
    expect(reasons).toContainEqual({ because: 'metres-apart', metres: 2002, far: true });
  });
  it('is two events in two districts', () => {
    const road = { category: 'road' as const };
    const a = make('jalan berlubang besar di purwosari sembawa', road);
    const b = make('jalan berlubang besar di sebalik tanjung lago', road);
    expect(likeness(a, b).score).toBeLessThan(0.2);
  });
  it('is two fires when weeks lie between them', () => {
    const a = make('rumah terbakar di kenten laut');
    const b = make('rumah terbakar di kenten laut', { at: new Date(BEGIN + 30 * 86_400_000) });
    expect(likeness(a, b).score).toBeLessThan(likeness(a, a).score);
    expect(likeness(a, b).reasons).toContainEqual({
      because: 'minutes-apart',
      minutes: 43_200,
      long: true,
    });
  });
  it('finds no event in the name of a place', () => {
    expect(make('plafon sekolah ambruk di pulau rimau').events).toEqual(['roof']);
  });
  it('measures metres on the globe', () => {
    const degree = metresBetween(
      { latitude: -3, longitude: 104 },
      { latitude: -2, longitude: 104 },
    );
    expect(Math.round(degree)).toBe(111_195);
  });
});

const anyReport = fc.record({
  text: fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...data.scenes.flatMap(({ reports }) => reports.map((row) => String(row[3])))),
  ),
  category: fc.constantFrom<Category>('fire', 'road', 'other', 'accident'),
  minutes: fc.integer({ min: -1e6, max: 1e6 }),
});
const sketchOf = ({
  text,
  category,
  minutes,
}: {
  text: string;
  category: Category;
  minutes: number;
}) => make(text, { category, at: new Date(BEGIN + minutes * 60_000) });

describe('any two reports', () => {
  it('have a score of 0..1, the same either way and every time', () => {
    fc.assert(
      fc.property(anyReport, anyReport, (one, other) => {
        const [a, b] = [sketchOf(one), sketchOf(other)];
        const { score } = likeness(a, b);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(likeness(b, a).score).toBeCloseTo(score, 10);
        expect(likeness(a, b)).toEqual(likeness(a, b));
      }),
      { numRuns: 150 },
    );
  });
  it('are compared within 50 microseconds', () => {
    const all = scenes.flatMap(({ reports }) => reports.map((report) => report.sketch));
    const round = (): number => {
      const from = performance.now();
      for (const [at, one] of all.entries()) {
        for (const other of all.slice(at, at + 20)) likeness(one, other);
      }
      return ((performance.now() - from) * 1000) / (all.length * 20);
    };
    const rounds = Array.from({ length: 9 }, round).toSorted((a, b) => a - b);
    expect(rounds[2]).toBeLessThan(50);
  });
});

describe('recent reports', () => {
  it('find nearly every pair that comparing with all would find', () => {
    const recent = createRecentReports();
    const all = scenes.flatMap(({ scene, reports }) =>
      reports.map((report, at) => ({ id: `${scene} ${at}`, ...report })),
    );
    for (const { id, sketch: each } of all) recent.add(id, each);
    let [found, wanted] = [0, 0];
    for (const one of all) {
      const near = new Set(recent.likeliest(one.sketch, { most: 20 }).map(({ id }) => id));
      expect(near.has(one.id)).toBe(true);
      const alike = all.filter(
        (other) => other.id !== one.id && likeness(one.sketch, other.sketch).score >= 0.7,
      );
      wanted += alike.length;
      found += alike.filter(({ id }) => near.has(id)).length;
    }
    expect(found / wanted).toBeGreaterThan(0.98);
  });
  it('replace, forget, and forget what is old', () => {
    const recent = createRecentReports();
    const report = make('rumah terbakar di kenten laut');
    recent.add('a', report);
    recent.add('a', make('ular masuk rumah di mariana', { category: 'animal_rescue' }));
    expect(recent.size).toBe(1);
    expect(recent.likeliest(report)).toEqual([]);
    recent.forget('a');
    recent.forget('nobody');
    recent.add('b', report);
    recent.forgetBefore(new Date(BEGIN + 1));
    expect([recent.size, recent.likeliest(report)]).toEqual([0, []]);
  });
});
