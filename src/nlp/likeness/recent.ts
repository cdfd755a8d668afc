import { type Likeness, likeness } from './likeness.js';
import type { Sketch } from './report.js';

/** A report that may be of the same event, and why. */
export interface Candidate {
  id: string;
  likeness: Likeness;
}

/** Recent reports by what they share, so that a new one is compared with few of them. */
export interface RecentReports {
  /** Adds a report, or replaces the one of this id. */
  add(id: string, sketch: Sketch): void;
  forget(id: string): void;
  /** Forgets what was told before. */
  forgetBefore(at: Date): void;
  /** The likeliest to be of one event with this report, likeliest first. */
  likeliest(sketch: Sketch, options?: { most?: number; leastScore?: number }): Candidate[];
  readonly size: number;
}

/** So many that share most are compared in full. */
const MOST_COMPARED = 60;
const DEFAULT_MOST = 5;
const DEFAULT_LEAST_SCORE = 0.3;
/** Cells of about a kilometre; neighbours are looked into as well. */
const CELL_DEGREES = 0.01;
const NEIGHBOURS = [-1, 0, 1];

/** What a key tells: plates and cells are shared by few reports, events by many. */
const WEIGHTS: Readonly<Record<string, number>> = { p: 6, c: 3, a: 2, m: 2, e: 2, w: 1 };

/** Builds an empty index; it holds sketches in memory only. */
export function createRecentReports(): RecentReports {
  const sketches = new Map<string, Sketch>();
  const byKey = new Map<string, Set<string>>();
  const forget = (id: string): void => {
    const sketch = sketches.get(id);
    if (!sketch) return;
    sketches.delete(id);
    for (const key of keysOf(sketch)) {
      const ids = byKey.get(key);
      ids?.delete(id);
      if (ids?.size === 0) byKey.delete(key);
    }
  };
  return {
    get size() {
      return sketches.size;
    },
    forget,
    add(id, sketch) {
      forget(id);
      sketches.set(id, sketch);
      for (const key of keysOf(sketch)) {
        const ids = byKey.get(key);
        if (ids) ids.add(id);
        else byKey.set(key, new Set([id]));
      }
    },
    forgetBefore(at) {
      for (const [id, { atMs }] of sketches) if (atMs < at.getTime()) forget(id);
    },
    likeliest(sketch, { most = DEFAULT_MOST, leastScore = DEFAULT_LEAST_SCORE } = {}) {
      const shared = new Map<string, number>();
      for (const key of [...keysOf(sketch), ...cellsAround(sketch)]) {
        const weight = WEIGHTS[key.charAt(0)] ?? 1;
        for (const id of byKey.get(key) ?? []) shared.set(id, (shared.get(id) ?? 0) + weight);
      }
      return [...shared]
        .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
        .slice(0, MOST_COMPARED)
        .flatMap(([id]) => {
          const other = sketches.get(id);
          return other ? [{ id, likeness: likeness(sketch, other) }] : [];
        })
        .filter(({ likeness: { score } }) => score >= leastScore)
        .toSorted((a, b) => b.likeness.score - a.likeness.score || (a.id < b.id ? -1 : 1))
        .slice(0, most);
    },
  };
}

/** What a report can be found by: its cell, areas, marks, events, plates and telling words. */
function keysOf(sketch: Sketch): string[] {
  const { areas, marks, areaWords, events, plates, words } = sketch;
  return [
    ...cell(sketch, 0, 0),
    ...areas.map((code) => `a${code}`),
    ...[...new Set([...marks, ...areaWords])].map((word) => `m${word}`),
    ...events.map((event) => `e${event}`),
    ...[...plates].map((plate) => `p${plate}`),
    ...[...words.keys()].map((word) => `w${word}`),
  ];
}

function cell({ point }: Sketch, north: number, east: number): string[] {
  if (!point) return [];
  const row = Math.floor(point.latitude / CELL_DEGREES) + north;
  const column = Math.floor(point.longitude / CELL_DEGREES) + east;
  return [`c${row}/${column}`];
}

function cellsAround(sketch: Sketch): string[] {
  return NEIGHBOURS.flatMap((north) =>
    NEIGHBOURS.flatMap((east) => (north === 0 && east === 0 ? [] : cell(sketch, north, east))),
  );
}
