import { editDistance, slipsAllowed } from '../reading/near.js';

const MOST_SLIPS = 2;

/**
 * Finds the names a slip or two away from another, nearest first. A regency has a few hundred, so
 * all of one length are looked at; their letters as bits tell most of them apart at once.
 */
export function createNearNames(names: readonly string[]): (key: string) => string[] {
  const known = names.map((name) => ({ name, letters: lettersOf(name) }));
  const longest = names.reduce((most, name) => Math.max(most, name.length), 0);
  const within = Array.from({ length: longest + MOST_SLIPS + 1 }, (_, length) =>
    known.filter(({ name }) => Math.abs(name.length - length) <= slipsAllowed(length)),
  );
  return (key) => {
    const most = slipsAllowed(key.length);
    if (most === 0) return [];
    const letters = lettersOf(key);
    const found: { name: string; slips: number }[] = [];
    for (const each of within[key.length] ?? []) {
      if (bitsIn(each.letters ^ letters) > 2 * most) continue;
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

/** Which letters a name has, as bits: one slip changes at most two of them. */
function lettersOf(name: string): number {
  let bits = 0;
  for (let at = 0; at < name.length; at++) bits |= 1 << (name.charCodeAt(at) % 32);
  return bits;
}

function bitsIn(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

const NO_DIGIT = /\D+/g;

/** Numbers tell villages apart (Sungsang II, Sungsang III): a slip in a digit is another place. */
function slipsBetween(a: string, b: string, most: number): number {
  const slips = editDistance(a, b, most);
  if (slips > most || a.replace(NO_DIGIT, '') === b.replace(NO_DIGIT, '')) return slips;
  return Number.POSITIVE_INFINITY;
}
