/** Shortest word that may be repaired at all, and the one from which two slips are forgiven. */
const SHORTEST = 5;
const LONG = 9;

/** How many slips of the keyboard are forgiven in a word of so many letters. */
export function slipsAllowed(letters: number): number {
  if (letters < SHORTEST) return 0;
  return letters < LONG ? 1 : 2;
}

/**
 * Edits (add, drop, change, swap neighbours) that turn `a` into `b`; anything above `most` is
 * `most + 1`. Work is bounded by the product of both lengths, and callers bound those.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const line = nextLine({ a, b, row }, above, before);
    if (Math.min(...line) > most) return most + 1;
    before = above;
    above = line;
  }
  return Math.min(above[b.length] ?? most + 1, most + 1);
}

function nextLine(
  { a, b, row }: { a: string; b: string; row: number },
  above: readonly number[],
  before: readonly number[],
): number[] {
  const line = [row];
  for (let column = 1; column <= b.length; column++) {
    const changed = a[row - 1] === b[column - 1] ? 0 : 1;
    const swapped = row > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
    line.push(
      Math.min(
        (above[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + changed,
        swapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      ),
    );
  }
  return line;
}

/** The consonants with doubles joined: `kbkran` and `kebakaran` share `kbkrn`. */
function skeleton(word: string): string {
  return word.replace(/[aeiou]/g, '').replace(/(.)\1+/g, '$1');
}

function shortened(word: string, slips: number): Set<string> {
  let edge = new Set([word]);
  const all = new Set(edge);
  for (let slip = 0; slip < slips; slip++) {
    const next = new Set<string>();
    for (const each of edge) {
      for (let at = 0; at < each.length; at++) next.add(each.slice(0, at) + each.slice(at + 1));
    }
    for (const each of next) all.add(each);
    edge = next;
  }
  return all;
}

/**
 * Finds the one dictionary word that an unknown word is a misspelling of. The dictionary is
 * indexed by its shortened forms (every way to drop the allowed letters), so that a look-up costs
 * the same however many words there are.
 */
export function createRepair(words: Iterable<string>): (unknown: string) => string | undefined {
  const byShortened = new Map<string, string[]>();
  const bySkeleton = new Map<string, string>();
  for (const word of new Set(words)) {
    const slips = slipsAllowed(word.length);
    if (slips === 0) continue;
    for (const key of shortened(word, slips)) {
      const bucket = byShortened.get(key);
      if (bucket) bucket.push(word);
      else byShortened.set(key, [word]);
    }
    const bones = skeleton(word);
    if (bones.length >= 4 && !bySkeleton.has(bones)) bySkeleton.set(bones, word);
  }
  return (unknown) => {
    if (unknown.length < SHORTEST - 1 || unknown.length > 24) return undefined;
    const keys = shortened(unknown, slipsAllowed(unknown.length + 1));
    const near = new Set([...keys].flatMap((key) => byShortened.get(key) ?? []));
    const best = nearest(unknown, near);
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
