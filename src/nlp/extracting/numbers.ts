import data from './numbers.json' with { type: 'json' };
import { type Listed, phrasebook, phrasesIn } from './phrasebook.js';
import type { Token } from './tokens.js';

/** So many, as the text says it. */
export interface Quantity {
  least: number;
  /** Null when the text leaves it open upwards. */
  most: number | null;
  /** True when the number stands in the text as it is. */
  exact: boolean;
}

const NAMED: Listed = data.units;
const unitAt = phrasebook(NAMED, Number);
const TEENS = new Set(phrasesIn(data.teens));
const TENS = new Set(phrasesIn(data.tens));
const MOST_DIGITS = 5;

const ABOUT: Listed = {
  about: [
    'sekitar|kira kira|kira|kurang lebih|kurleb|sekitaran|kayaknya|mungkin',
    'kiro kiro|kurang lebeh|kinten kinten|watara|sakitar|sekitar|kiro',
    'about|around|maybe|roughly|some',
  ],
  over: [
    'lebih dari|lebih|minimal|sedikitnya|setidaknya|paling tidak|paling sedikit',
    'luwih saka|leuwih ti|labiah dari|lebeh dari',
    'more than|at least|over',
  ],
};
const hedgeAt = phrasebook(ABOUT, (name) => name);

const VAGUE: Listed = {
  '2': ['beberapa', 'sababaraha|sawatara|babarapo|pirang pirang', 'several|a few|some'],
  '3': ['banyak', 'akeh|loba|seueur|banyok', 'many|a lot of|lots of'],
  '11': ['belasan'],
  '20': ['puluhan', 'dozens of|dozens'],
  '200': ['ratusan', 'hundreds of|hundreds'],
};
const vagueAt = phrasebook(VAGUE, Number);

/** The quantity that begins at a token, and its length in tokens. */
export function quantityAt(
  tokens: readonly Token[],
  at: number,
): { quantity: Quantity; length: number } | undefined {
  const hedge = hedgeAt(tokens, at);
  const from = at + (hedge?.length ?? 0);
  const first = plainAt(tokens, from);
  if (!first) return vague(tokens, at);
  const length = from - at + first.length;
  const range = rangeAfter(tokens, at + length, first.value);
  if (range) {
    const quantity = { least: first.value, most: range.value, exact: !hedge };
    return { quantity, length: length + range.length };
  }
  const more = isMore(tokens, at + length);
  const open = hedge?.value === 'over' || more > 0;
  const about = hedge?.value === 'about';
  const exact = !open && !about;
  const quantity = { least: first.value, most: exact ? first.value : null, exact };
  return { quantity, length: length + more };
}

function vague(tokens: readonly Token[], at: number) {
  const hit = vagueAt(tokens, at);
  if (!hit) return undefined;
  return { quantity: { least: hit.value, most: null, exact: false }, length: hit.length };
}

/** `3`, `tiga`, `dua puluh lima`, `limo belas`; also `2 (dua)`. */
export function plainAt(
  tokens: readonly Token[],
  at: number,
): { value: number; length: number } | undefined {
  const token = tokens[at];
  if (token?.kind === 'number') {
    if (token.word.length > MOST_DIGITS || !/^\d+$/.test(token.word)) return undefined;
    return { value: Number(token.word), length: 1 + spelledOut(tokens, at + 1) };
  }
  const unit = unitAt(tokens, at);
  if (!unit) return undefined;
  const next = tokens[at + unit.length];
  if (next && TEENS.has(next.word)) return { value: 10 + unit.value, length: unit.length + 1 };
  if (!next || !TENS.has(next.word)) return unit;
  const ones = unitAt(tokens, at + unit.length + 1);
  const tens = { value: unit.value * 10, length: unit.length + 1 };
  if (!ones || ones.value > 9) return tens;
  return { value: tens.value + ones.value, length: tens.length + ones.length };
}

/** Length of `(dua)` behind a number. */
function spelledOut(tokens: readonly Token[], at: number): number {
  if (tokens[at]?.word !== '(') return 0;
  const inside = unitAt(tokens, at + 1);
  return inside && tokens[at + 1 + inside.length]?.word === ')' ? inside.length + 2 : 0;
}

const TO = new Set(['-', '–', 'atau', 'sampai', 'hingga', 'or', 'to', 'apa', 'utawa', 'atawa']);

/** `2-3`, `2 atau 3`, `dua tiga`: the upper end, if it is one. */
function rangeAfter(tokens: readonly Token[], at: number, lower: number) {
  const joint = tokens[at] && TO.has(tokens[at]?.word ?? '') ? 1 : 0;
  const upper = plainAt(tokens, at + joint);
  if (!upper || upper.value <= lower || upper.value > lower * 3 + 2) return undefined;
  if (joint === 0 && (tokens[at]?.kind === 'number' || upper.value !== lower + 1)) return undefined;
  return { value: upper.value, length: joint + upper.length };
}

/** `5 lebih`, `5+`, `10 an`. */
function isMore(tokens: readonly Token[], at: number): number {
  return /^(?:lebih|luwih|leuwih|labiah|lebeh|\+|an)$/.test(tokens[at]?.word ?? '') ? 1 : 0;
}
