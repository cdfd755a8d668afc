import roots from 'natural/lib/natural/stemmers/indonesian/data/kata-dasar.json' with {
  type: 'json',
};
import type { Area } from '../../models/place.js';
import { editDistance, slipsAllowed } from '../reading/near.js';

/** A name as it is compared: one word of plain letters, numbers as digits. */
export type NameKey = string;

/** The areas of one regency by name. */
export interface Gazetteer {
  exactly(key: NameKey): readonly Area[];
  /** Areas whose names are a slip or two away, nearest first. */
  nearly(key: NameKey): Area[];
  /** Areas that are numbered parts of this name: *Sungsang* → Sungsang I to IV. */
  series(key: NameKey): Area[];
  /** Most words that a name has. */
  longestName: number;
}

const ROMAN: Readonly<Record<string, string>> = {
  i: '1',
  ii: '2',
  iii: '3',
  iv: '4',
  v: '5',
  vi: '6',
};
const SAME_WORD: Readonly<Record<string, string>> = {
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
  pangk: 'pangkalan',
  kr: 'karang',
  mulyo: 'mulya',
  mulia: 'mulya',
  dua: '2',
  tiga: '3',
  satu: '1',
  empat: '4',
};
const ordinaryWords = new Set(roots);

/** `Sei Rengit` and `sungai rengit`, `Sungsang IV` and `sungsang 4` have one key. */
export function keyOf(words: readonly string[]): NameKey {
  return words
    .map((word, at) => {
      const plain = SAME_WORD[word] ?? word;
      const number = at > 0 ? ROMAN[plain] : undefined;
      return number ?? (at > 0 ? plain.replace(/(mulyo|mulia)$/, 'mulya') : plain);
    })
    .join('')
    .replace(/(mulyo|mulia)$/, 'mulya');
}

/** True of a single word that Indonesian also uses for something else: *Bukit*, *Sedang*, *Parit*. */
export function isOrdinary(words: readonly string[]): boolean {
  return words.length === 1 && ordinaryWords.has(words[0] ?? '');
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
  let longestName = 1;
  for (const area of areas) {
    const words = nameWords(area.name);
    longestName = Math.max(longestName, words.length);
    const key = keyOf(words);
    byKey.set(key, [...(byKey.get(key) ?? []), area]);
  }
  const names = [...byKey.keys()].map((name) => ({ name, letters: lettersOf(name) }));
  return {
    longestName,
    exactly: (key) => byKey.get(key) ?? [],
    series: (key) =>
      names
        .filter(({ name }) => name !== key && /\d$/.test(name) && name.replace(/\d+$/, '') === key)
        .flatMap(({ name }) => byKey.get(name) ?? []),
    nearly: (key) => {
      const most = slipsAllowed(key.length);
      if (most === 0) return [];
      const own = lettersOf(key);
      return names
        .filter(
          ({ name, letters }) =>
            Math.abs(name.length - key.length) <= most && bitsIn(letters ^ own) <= 2 * most,
        )
        .map(({ name }) => ({ name, slips: slipsBetween(key, name) }))
        .filter(
          ({ name, slips }) =>
            slips > 0 && slips <= slipsAllowed(Math.min(key.length, name.length)),
        )
        .toSorted((a, b) => a.slips - b.slips || (a.name < b.name ? -1 : 1))
        .flatMap(({ name }) => byKey.get(name) ?? []);
    },
  };
}

/** Which letters a name has, as bits: one slip changes at most two of them. */
function lettersOf(name: NameKey): number {
  let bits = 0;
  for (let at = 0; at < name.length; at++) bits |= 1 << (name.charCodeAt(at) % 32);
  return bits;
}

function bitsIn(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

/** Numbers tell villages apart (Sungsang II, Sungsang III): a slip in a digit is another place. */
function slipsBetween(a: NameKey, b: NameKey): number {
  const digits = (key: NameKey): string => key.replace(/\D/g, '');
  return digits(a) === digits(b)
    ? editDistance(a, b, slipsAllowed(a.length))
    : Number.POSITIVE_INFINITY;
}
