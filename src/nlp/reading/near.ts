import { UNHASHED, withUnit } from './hash.js';

/** Shortest word that may be repaired at all, and the one from which two slips are forgiven. */
const SHORTEST = 5;
const LONG = 9;
const LONGEST = 24;

/** How many slips of the keyboard are forgiven in a word of so many letters. */
export function slipsAllowed(letters: number): number {
  if (letters < SHORTEST) return 0;
  return letters < LONG ? 1 : 2;
}

/**
 * Edits (add, drop, change, swap neighbours) that turn `a` into `b`; anything above `most` is
 * `most + 1`. Letters that agree are passed over, so that few words need more than a glance;
 * `most` is at most two: the work grows fourfold with each slip.
 */
export function editDistance(a: string, b: string, most: number): number {
  return Math.abs(a.length - b.length) > most ? most + 1 : editsFrom(a, b, { i: 0, j: 0, most });
}

function editsFrom(a: string, b: string, at: { i: number; j: number; most: number }): number {
  let { i, j } = at;
  while (i < a.length && j < b.length && a.charCodeAt(i) === b.charCodeAt(j)) {
    i++;
    j++;
  }
  const [aLeft, bLeft] = [a.length - i, b.length - j];
  if (aLeft === 0 && bLeft === 0) return 0;
  const most = at.most - 1;
  if (Math.abs(aLeft - bLeft) > at.most || most < 0) return at.most + 1;
  let least = at.most;
  const attempt = (di: number, dj: number): void => {
    if (di <= aLeft && dj <= bLeft) {
      least = Math.min(least, editsFrom(a, b, { i: i + di, j: j + dj, most }));
    }
  };
  attempt(1, 1);
  attempt(1, 0);
  attempt(0, 1);
  if (a[i] === b[j + 1] && a[i + 1] === b[j]) attempt(2, 2);
  return least + 1;
}

/** The consonants with doubles joined: `kbkran` and `kebakaran` share `kbkrn`. */
function skeleton(word: string): string {
  return word.replace(/[aeiou]/g, '').replace(/(.)\1+/g, '$1');
}

/** Numbers for every way to drop up to `slips` (at most two) letters; equal forms, equal numbers. */
function shortened(word: string, slips: number): number[] {
  const numbers = [numberWithout(word, -1, -1)];
  if (slips === 0) return numbers;
  for (let at = 0; at < word.length; at++) {
    numbers.push(numberWithout(word, at, at));
    if (slips === 1) continue;
    for (let other = at + 1; other < word.length; other++) {
      numbers.push(numberWithout(word, at, other));
    }
  }
  return numbers;
}

function numberWithout(word: string, one: number, two: number): number {
  let number = UNHASHED;
  for (let at = 0; at < word.length; at++) {
    if (at !== one && at !== two) number = withUnit(number, word.charCodeAt(at));
  }
  return number ^ (number >>> 15);
}

const SLOTS = 1 << 16;

/**
 * Finds the words that share a shortened form (some letters dropped) with another. The forms are
 * kept as numbers in flat arrays: as strings in a map they would take 20 MB.
 */
function createIndex(words: readonly string[]): (word: string, slips: number) => Set<string> {
  const starts = new Uint32Array(SLOTS + 1);
  const forms = words.map((word) => [...new Set(shortened(word, slipsAllowed(word.length)))]);
  for (const form of forms.flat()) {
    const slot = (form & (SLOTS - 1)) + 1;
    starts[slot] = (starts[slot] ?? 0) + 1;
  }
  for (let slot = 1; slot <= SLOTS; slot++) {
    starts[slot] = (starts[slot] ?? 0) + (starts[slot - 1] ?? 0);
  }
  const next = starts.slice();
  const numbers = new Int32Array(starts[SLOTS] ?? 0);
  const owners = new Uint32Array(numbers.length);
  for (const [owner, own] of forms.entries()) {
    for (const form of own) {
      const at = next[form & (SLOTS - 1)] ?? 0;
      next[form & (SLOTS - 1)] = at + 1;
      numbers[at] = form;
      owners[at] = owner;
    }
  }
  return (word, slips) => {
    const near = new Set<string>();
    for (const form of shortened(word, slips)) {
      const slot = form & (SLOTS - 1);
      for (let at = starts[slot] ?? 0; at < (starts[slot + 1] ?? 0); at++) {
        if (numbers[at] === form) near.add(words[owners[at] ?? 0] ?? '');
      }
    }
    return near;
  };
}

/**
 * Finds the one dictionary word that an unknown word is a misspelling of. The dictionary is
 * indexed by its shortened forms (every way to drop the allowed letters), so that a look-up costs
 * the same however many words there are.
 */
export function createRepair(words: Iterable<string>): (unknown: string) => string | undefined {
  const repairable = [...new Set(words)].filter((word) => slipsAllowed(word.length) > 0);
  const candidates = createIndex(repairable);
  const bySkeleton = new Map<string, string>();
  for (const word of repairable) {
    const bones = skeleton(word);
    if (bones.length >= 4 && !bySkeleton.has(bones)) bySkeleton.set(bones, word);
  }
  return (unknown) => {
    if (unknown.length < SHORTEST - 1 || unknown.length > LONGEST) return undefined;
    const best = nearest(unknown, candidates(unknown, slipsAllowed(unknown.length + 1)));
    if (best) return best;
    const bones = skeleton(unknown);
    const kin = bones.length >= 4 ? bySkeleton.get(bones) : undefined;
    return kin && kin[0] === unknown[0] ? kin : undefined;
  };
}

/** The word with the fewest slips, the first by alphabet among equals. */
function nearest(unknown: string, words: Iterable<string>): string | undefined {
  return [...words]
    .map((word) => ({ word, slips: editDistance(unknown, word, slipsAllowed(word.length)) }))
    .filter(({ word, slips }) => slips <= slipsAllowed(word.length) && slips < unknown.length / 3)
    .toSorted((a, b) => a.slips - b.slips || (a.word < b.word ? -1 : 1))[0]?.word;
}
