import type { Point } from '../../models/place.js';
import { type Reach, reachOf } from './events.js';
import type { Sketch } from './report.js';

/** Why two places are alike or not. */
export type PlaceReason =
  | { because: 'metres-apart'; metres: number; far: boolean }
  | { because: 'same-village' | 'same-district' | 'other-village' | 'other-district' }
  | { because: 'same-mark'; words: string[] }
  | { because: 'kilometres-apart'; kilometres: number }
  | { because: 'other-mark' | 'same-rt' | 'other-rt' };

/** −1 surely two places, 0 nothing is known, 1 surely one place. */
export interface Where {
  value: number;
  reasons: PlaceReason[];
}

const EARTH_METRES = 6_371_000;
const DEGREE = Math.PI / 180;
/** A phone is not always where its owner says. */
const MOST_ACCURACY_METRES = 500;

/** Metres between two points near each other (equirectangular; errs by less than 0.1 % in a regency). */
export function metresBetween(a: Point, b: Point): number {
  const x = (b.longitude - a.longitude) * Math.cos(((a.latitude + b.latitude) / 2) * DEGREE);
  const y = b.latitude - a.latitude;
  return Math.hypot(x, y) * DEGREE * EARTH_METRES;
}

/** Compares where two reports lie; what pins say outweighs what words say. */
export function compareWhere(a: Sketch, b: Sketch): Where {
  const reach = reachOf(shared(a.events, b.events));
  const [pins, areas, marks, km, rt] = [
    byPins(a, b, reach),
    byAreas(a, b),
    byMarks(a, b),
    byKilometres(a, b),
    byRt(a, b),
  ];
  const all = [pins, areas, marks, km, rt].filter((one) => one !== undefined);
  if (all.length === 0) return { value: 0, reasons: [] };
  const reasons = all.map(({ reason }) => reason);
  if (pins) return { value: pins.value, reasons };
  const doubt = 1 - all.reduce((left, { value }) => left * (1 - Math.max(0, value)), 1);
  const against = Math.max(0, ...all.map(({ value }) => -value));
  return { value: Math.max(-1, Math.min(1, doubt - against)), reasons };
}

interface Evidence {
  value: number;
  reason: PlaceReason;
}

function shared(a: readonly string[], b: readonly string[]): string[] {
  const both = a.filter((event) => b.includes(event));
  return both.length > 0 ? both : [...a, ...b];
}

function byPins(a: Sketch, b: Sketch, { metres: near }: Reach): Evidence | undefined {
  if (!a.point || !b.point) return undefined;
  const metres = metresBetween(a.point, b.point);
  const slack = [a.point, b.point].reduce(
    (sum, { accuracyMetres = 0 }) => sum + Math.min(accuracyMetres, MOST_ACCURACY_METRES),
    0,
  );
  const ratio = Math.max(0, metres - slack) / near;
  const value = ratio <= 1 ? 1 - 0.3 * ratio : Math.max(-1, 0.7 - (ratio - 1) * 0.85);
  return { value, reason: { because: 'metres-apart', metres: Math.round(metres), far: value < 0 } };
}

const VILLAGE_PARTS = 4;
const district = (code: string): string => code.split('.').slice(0, 3).join('.');

function byAreas(a: Sketch, b: Sketch): Evidence | undefined {
  if (a.areas.length === 0 || b.areas.length === 0) return undefined;
  const both = a.areas.filter((code) => b.areas.includes(code));
  const villages = both.filter((code) => code.split('.').length === VILLAGE_PARTS);
  const sure = a.areas.length === 1 && b.areas.length === 1 ? 1 : 0.7;
  if (villages.length > 0) return { value: 0.6 * sure, reason: { because: 'same-village' } };
  if (both.length > 0) return { value: 0.3 * sure, reason: { because: 'same-district' } };
  const theirs = new Set(b.areas.map(district));
  if (!a.areas.some((code) => theirs.has(district(code)))) {
    return { value: -1 * sure, reason: { because: 'other-district' } };
  }
  const bothVillages = [...a.areas, ...b.areas].every(
    (code) => code.split('.').length === VILLAGE_PARTS,
  );
  return bothVillages
    ? { value: -0.7 * sure, reason: { because: 'other-village' } }
    : { value: 0.25, reason: { because: 'same-district' } };
}

/** One event has many neighbours: that other landmarks are named says little against it. */
const OTHER_MARK = -0.3;

function byMarks(a: Sketch, b: Sketch): Evidence | undefined {
  const [mine, theirs] = [commonWith(a.marks, b), commonWith(b.marks, a)];
  const words = [...new Set([...mine, ...theirs])];
  if (words.length === 0) {
    const bothSay = a.marks.size + a.areaWords.size > 0 && b.marks.size + b.areaWords.size > 0;
    const isTold = bothSay && (a.marks.size > 0 || b.marks.size > 0);
    return isTold ? { value: OTHER_MARK, reason: { because: 'other-mark' } } : undefined;
  }
  const share = words.length / Math.max(1, Math.min(sizeOf(a), sizeOf(b)));
  return { value: 0.3 + 0.45 * Math.min(1, share), reason: { because: 'same-mark', words } };
}

/** A landmark or street of one report that the other names as such, or as its village. */
function commonWith(marks: ReadonlySet<string>, other: Sketch): string[] {
  return [...marks].filter((word) => other.marks.has(word) || other.areaWords.has(word));
}

const sizeOf = ({ marks, areaWords }: Sketch): number =>
  marks.size > 0 ? marks.size : areaWords.size;

const NEAR_KILOMETRES = 1;

function byKilometres(a: Sketch, b: Sketch): Evidence | undefined {
  if (a.km === undefined || b.km === undefined) return undefined;
  const kilometres = Math.abs(a.km - b.km);
  const value = kilometres <= NEAR_KILOMETRES ? 0.7 : -1;
  return { value, reason: { because: 'kilometres-apart', kilometres } };
}

function byRt(a: Sketch, b: Sketch): Evidence | undefined {
  if (!a.rt || !b.rt) return undefined;
  const [first, second] = [rtOf(a.rt), rtOf(b.rt)];
  if (!first || !second) return undefined;
  return first === second
    ? { value: 0.3, reason: { because: 'same-rt' } }
    : { value: -0.6, reason: { because: 'other-rt' } };
}

const rtOf = (value: string): string | undefined => /RT \d+/.exec(value)?.[0];
