import type { Category } from '../../models/category.js';
import { areKin, reachOf } from './events.js';
import type { Sketch } from './report.js';
import { compareWhere, type PlaceReason } from './where.js';

/** One thing that speaks for or against one event, as an operator can be told. */
export type LikenessReason =
  | PlaceReason
  | { because: 'same-event' | 'kindred-event'; events: string[] }
  | { because: 'other-event'; events: string[] }
  | { because: 'same-words'; words: string[] }
  | { because: 'same-category' | 'other-category' }
  | { because: 'minutes-apart'; minutes: number; long: boolean }
  | { because: 'same-plate'; plates: string[] };

/** How alike two reports are. */
export interface Likeness {
  /** Calibrated: of pairs that get 0.8, four in five are of one event. */
  score: number;
  /** Each −1 against, 0 unknown, 1 for one event; `text` 0..1. */
  parts: {
    event: number;
    text: number;
    category: number;
    place: number;
    time: number;
    plate: number;
  };
  reasons: LikenessReason[];
}

/** Fitted by logistic regression on the scenes of part `fit` in test/nlp/likeness. */
const WEIGHTS = {
  bias: -3.3,
  event: 2.6,
  text: 0.4,
  category: 0.1,
  place: 2.7,
  time: 0.6,
  /** The fit has few plates; that two name one is told by nature, not by counting. */
  plate: 1.5,
  eventAndPlace: 1.8,
  /** Neither says where: unlike "elsewhere". */
  nowhere: 0.85,
};
/** Different kinds of events, or places surely apart, are not outweighed by words. */
const SURELY_APART = -0.8;
const MOST_WHEN_APART = 0.12;
const MOST_WHEN_OTHER = 0.25;

/** How alike two reports are, and why. Pure; symmetric; costs some microseconds. */
export function likeness(a: Sketch, b: Sketch): Likeness {
  const event = byEvent(a, b);
  const text = byText(a, b);
  const category = byCategory(a.category, b.category);
  const where = compareWhere(a, b);
  const time = byTime(a, b);
  const plates = [...a.plates].filter((plate) => b.plates.has(plate));
  const parts = {
    event: event.value,
    text: text.value,
    category: category.value,
    place: where.value,
    time: time.value,
    plate: plates.length > 0 ? 1 : a.plates.size > 0 && b.plates.size > 0 ? -0.5 : 0,
  };
  const reasons: LikenessReason[] = [
    ...event.reasons,
    ...text.reasons,
    ...where.reasons,
    ...time.reasons,
    ...category.reasons,
    ...(plates.length > 0 ? [{ because: 'same-plate' as const, plates }] : []),
  ];
  return { score: scoreOf(parts), parts, reasons };
}

function scoreOf(parts: Likeness['parts']): number {
  const { event, text, category, place, time, plate } = parts;
  const sum =
    WEIGHTS.bias +
    WEIGHTS.event * event +
    WEIGHTS.text * text +
    WEIGHTS.category * category +
    WEIGHTS.place * place +
    WEIGHTS.time * time +
    WEIGHTS.plate * plate +
    WEIGHTS.eventAndPlace * Math.max(0, event) * Math.max(0, place) +
    (place === 0 ? WEIGHTS.nowhere : 0);
  const score = 1 / (1 + Math.exp(-sum));
  if (place <= SURELY_APART && plate <= 0) return Math.min(score, MOST_WHEN_APART);
  return event <= SURELY_APART ? Math.min(score, MOST_WHEN_OTHER) : score;
}

interface Part {
  value: number;
  reasons: LikenessReason[];
}

const NOTHING: Part = { value: 0, reasons: [] };

function byEvent(a: Sketch, b: Sketch): Part {
  if (a.events.length === 0 || b.events.length === 0) return NOTHING;
  const same = a.events.filter((event) => b.events.includes(event));
  if (same.length > 0) {
    const share = (2 * same.length) / (a.events.length + b.events.length);
    return { value: 1.2 * share - 0.2, reasons: [{ because: 'same-event', events: same }] };
  }
  const kin = a.events.flatMap((one) => b.events.filter((other) => areKin(one, other)));
  if (kin.length > 0) return { value: 0.4, reasons: [{ because: 'kindred-event', events: kin }] };
  const events = [...a.events, ...b.events];
  return { value: -1, reasons: [{ because: 'other-event', events }] };
}

function byText(a: Sketch, b: Sketch): Part {
  if (a.norm === 0 || b.norm === 0) return NOTHING;
  const [small, large] = a.words.size <= b.words.size ? [a, b] : [b, a];
  const words: string[] = [];
  let dot = 0;
  for (const [word, weight] of small.words) {
    const other = large.words.get(word);
    if (other === undefined) continue;
    dot += weight * other;
    words.push(word);
  }
  const reasons: LikenessReason[] = words.length > 0 ? [{ because: 'same-words', words }] : [];
  return { value: dot / (a.norm * b.norm), reasons };
}

/** Categories between which one event is often reported. */
const NEIGHBOURS: Readonly<Partial<Record<Category, readonly Category[]>>> = {
  fire: ['disaster', 'waste', 'power'],
  disaster: ['road', 'accident', 'water'],
  accident: ['transport', 'medical', 'law_order'],
  transport: ['road', 'law_order'],
  health: ['medical', 'social'],
  corruption: ['admin_service', 'education', 'social', 'health'],
  social: ['law_order'],
  waste: ['road', 'water'],
  power: ['road', 'transport'],
};

function byCategory(a: Category, b: Category): Part {
  if (a === b) return { value: 1, reasons: [{ because: 'same-category' }] };
  if (a === 'other' || b === 'other') return NOTHING;
  if (NEIGHBOURS[a]?.includes(b) || NEIGHBOURS[b]?.includes(a)) return NOTHING;
  return { value: -1, reasons: [{ because: 'other-category' }] };
}

const HOUR_MS = 3_600_000;

function byTime(a: Sketch, b: Sketch): Part {
  const apart = Math.abs(a.atMs - b.atMs);
  const both = a.events.filter((event) => b.events.includes(event));
  const { hours } = reachOf(both.length > 0 ? both : [...a.events, ...b.events]);
  const value = 2 * 2 ** (-apart / HOUR_MS / hours) - 1;
  const minutes = Math.round(apart / 60_000);
  return { value, reasons: [{ because: 'minutes-apart', minutes, long: value < 0 }] };
}
