import type { Area } from '../../models/place.js';
import { ROOTS } from '../reading/roots.js';
import aliases from './aliases.json' with { type: 'json' };
import { createNearNames } from './near-names.js';

/** A name as it is compared: one word of plain letters, numbers as digits. */
export type NameKey = string;

/** The areas of one regency by name. */
export interface Gazetteer {
  /** False when no name begins like this part of a key: most words of a text are passed over. */
  begins(part: NameKey): boolean;
  exactly(key: NameKey): readonly Area[];
  /** Areas whose names are a slip or two away, nearest first. */
  nearly(key: NameKey): Area[];
  /** Areas that are numbered parts of this name (*Sungsang* → Sungsang I to IV), or called so by people. */
  series(key: NameKey): readonly Area[];
  /** Most words that a name has. */
  longestName: number;
}

const ROMAN: ReadonlyMap<string, string> = new Map([
  ['i', '1'],
  ['ii', '2'],
  ['iii', '3'],
  ['iv', '4'],
  ['v', '5'],
  ['vi', '6'],
]);
const SAME_WORD: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sei: 'sungai',
    sungei: 'sungai',
    si: '1',
    tj: 'tanjung',
    tjg: 'tanjung',
    tg: 'tanjung',
    ma: 'muara',
    muaro: 'muara',
    tlg: 'talang',
    sbr: 'sumber',
    pkl: 'pangkalan',
    klp: 'kelapa',
    smbr: 'sumber',
    mrga: 'marga',
    lbk: 'lubuk',
    slt: 'selatan',
    tmr: 'timur',
    rntau: 'rantau',
    pangk: 'pangkalan',
    kr: 'karang',
    mulyo: 'mulya',
    mulia: 'mulya',
    dua: '2',
    tiga: '3',
    satu: '1',
    empat: '4',
  }),
);
const MULYA = /(?:mulyo|mulia)$/;

/** `Sei Rengit` and `sungai rengit`, `Sungsang IV` and `sungsang 4` have one key. */
export function keyOf(words: readonly string[]): NameKey {
  return keyOfParts(words.map(partOf), 0, words.length);
}

/** One word of a name as part of a key: how it is written first in the name, and later in it. */
export interface KeyPart {
  first: string;
  later: string;
}

/** The two forms of a word; they are made once for a text and joined for every stretch of it. */
export function partOf(word: string): KeyPart {
  const first = SAME_WORD.get(word) ?? word;
  return { first, later: ROMAN.get(first) ?? first.replace(MULYA, 'mulya') };
}

/** The key of the words from `from` until before `to`. */
export function keyOfParts(parts: readonly KeyPart[], from: number, to: number): NameKey {
  let key = parts[from]?.first ?? '';
  for (let at = from + 1; at < to; at++) key += parts[at]?.later ?? '';
  return key.endsWith('mulyo') || key.endsWith('mulia') ? key.replace(MULYA, 'mulya') : key;
}

/** True of a single word that Indonesian also uses for something else: *Bukit*, *Sedang*, *Parit*. */
export function isOrdinary(word: string): boolean {
  return ROOTS.has(word);
}

/** The words of a name or a text as names are written: small plain letters. */
export function nameWords(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Indexes areas by name; two areas of one name are both kept. */
export function createGazetteer(areas: readonly Area[]): Gazetteer {
  const byKey = new Map<NameKey, Area[]>();
  const bySeries = new Map<NameKey, Area[]>();
  let longestName = 1;
  for (const area of areas) {
    const words = nameWords(area.name);
    longestName = Math.max(longestName, words.length);
    add(byKey, keyOf(words), area);
  }
  for (const [name, own] of byKey) {
    if (/\d$/.test(name)) for (const area of own) add(bySeries, name.replace(/\d+$/, ''), area);
  }
  for (const [name, own] of aliasesOf(areas)) {
    longestName = Math.max(longestName, name.length);
    for (const area of own) add(bySeries, keyOf(name), area);
  }
  const near = createNearNames([...byKey.keys()]);
  const beginnings = new Set([...byKey.keys()].flatMap(beginningsOf));
  return {
    begins: (part) => beginnings.has(part.slice(0, LONGEST_BEGINNING)),
    longestName,
    exactly: (key) => byKey.get(key) ?? [],
    series: (key) => bySeries.get(key) ?? [],
    nearly: (key) => near(key).flatMap((name) => byKey.get(name) ?? []),
  };
}

/** Letters at which most words of a text part from the names. */
const LONGEST_BEGINNING = 3;

function beginningsOf(key: NameKey): string[] {
  return Array.from({ length: LONGEST_BEGINNING }, (_, at) => key.slice(0, at + 1));
}

type Aliases = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** What people call areas of this regency beside their names, as words. */
function aliasesOf(areas: readonly Area[]): [string[], Area[]][] {
  const regency = areas[0]?.code.split('.').slice(0, 2).join('.') ?? '';
  const { about: _, ...byRegency } = aliases;
  const own = Object.entries((byRegency as Aliases)[regency] ?? {});
  return own.map(([name, codes]) => [
    nameWords(name),
    areas.filter(({ code }) => codes.includes(code)),
  ]);
}

function add(index: Map<NameKey, Area[]>, key: NameKey, area: Area): void {
  const bucket = index.get(key);
  if (bucket) bucket.push(area);
  else index.set(key, [area]);
}
