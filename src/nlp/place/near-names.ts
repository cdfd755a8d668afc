import { editDistance, slipsAllowed } from '../reading/near.js';

const MOST_SLIPS = 2;

/**
 * Finds the names a slip or two away from another, nearest first. A regency has a few hundred, so
 * all of one length are looked at; their letters as bits tell most of them apart at once.
 */
export function createNearNames(names: readonly string[]): (key: string) => string[] {
  const known = names.map((name) => ({ name, ...lettersOf(name) }));
  const longest = names.reduce((most, name) => Math.max(most, name.length), 0);
  const within = Array.from({ length: longest + MOST_SLIPS + 1 }, (_, length) =>
    known.filter(({ name }) => Math.abs(name.length - length) <= slipsAllowed(length)),
  );
  return (key) => {
    const most = slipsAllowed(key.length);
    if (most === 0) return [];
    const { once, twice } = lettersOf(key);
    const found: { name: string; slips: number }[] = [];
    for (const each of within[key.length] ?? []) {
      if (bitsIn(each.once ^ once) + bitsIn(each.twice ^ twice) > 2 * most) continue;
      found.push({ name: each.name, slips: slipsBetween(key, each.name, most) });
    }
    return found
      .filter(
        ({ name, slips }) => slips > 0 && slips <= slipsAllowed(Math.min(key.length, name.length)),
      )
      .toSorted((a, b) => a.slips - b.slips || (a.name < b.name ? -1 : 1))
      .map(({ name }) => name);
  };
}

/** Which letters a name has, and which more than once, as bits: one slip changes at most two of them. */
function lettersOf(name: string): { once: number; twice: number } {
  let [once, twice] = [0, 0];
  for (let at = 0; at < name.length; at++) {
    const bit = 1 << (name.charCodeAt(at) % 32);
    twice |= once & bit;
    once |= bit;
  }
  return { once, twice };
}

/** Counts the ones in 32 bits: in pairs, in fours, in bytes, and the bytes together. */
function bitsIn(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const NO_DIGIT = /\D+/g;

/** Numbers tell villages apart (Sungsang II, Sungsang III): a slip in a digit is another place. */
function slipsBetween(a: string, b: string, most: number): number {
  const slips = editDistance(a, b, most);
  if (slips > most || a.replace(NO_DIGIT, '') === b.replace(NO_DIGIT, '')) return slips;
  return Number.POSITIVE_INFINITY;
}
