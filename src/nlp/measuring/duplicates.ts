/** Two messages that say the same in nearly the same letters. */
export interface Twins {
  first: number;
  second: number;
  likeness: number;
}

const GRAM = 4;
/** Shorter messages may be said by anybody: there are only so many ways to cry "kebakaran". */
const SHORTEST = 16;
/** Up to this length messages are compared whole. */
const WHOLE = 24;

/** Letters and digits only, small: capitals, marks and emoji make no new message. */
export function plainOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * Pairs of texts whose pieces of four letters overlap by `least` (Jaccard) or more; of texts of 16 to 23
 * letters those that are equal; shorter ones never. Compares only texts that share one of their rarest pieces: for
 * an overlap of `least` they must (Bayardo and others, 2007).
 */
export function twinsAmong(texts: readonly string[], least: number): Twins[] {
  const plain = texts.map(plainOf);
  return [...equals(plain), ...alike(plain, least)];
}

function equals(plain: readonly string[]): Twins[] {
  const met = new Map<string, number>();
  return plain.flatMap((text, second) => {
    if (text.length < SHORTEST) return [];
    const first = met.get(text);
    if (first !== undefined) return [{ first, second, likeness: 1 }];
    met.set(text, second);
    return [];
  });
}

function alike(plain: readonly string[], least: number): Twins[] {
  const grams = plain.map((text) => (text.length < WHOLE ? [] : gramsOf(text)));
  const frequency = new Map<string, number>();
  for (const gram of grams.flat()) frequency.set(gram, (frequency.get(gram) ?? 0) + 1);
  const rarest = new Map<string, number[]>();
  const twins: Twins[] = [];
  const byRarity = (a: string, b: string): number =>
    (frequency.get(a) ?? 0) - (frequency.get(b) ?? 0) || (a < b ? -1 : 1);
  for (const [second, own] of grams.entries()) {
    own.sort(byRarity);
    const prefix = own.slice(0, own.length - Math.ceil(least * own.length) + 1);
    const candidates = new Set(prefix.flatMap((gram) => rarest.get(gram) ?? []));
    const ownGrams = new Set(own);
    for (const first of candidates) {
      const other = grams[first] ?? [];
      const couldBe = Math.min(own.length, other.length) / Math.max(own.length, other.length);
      if (couldBe < least || plain[first] === plain[second]) continue;
      const both = other.filter((gram) => ownGrams.has(gram)).length;
      const likeness = both / (own.length + other.length - both);
      if (likeness >= least) twins.push({ first, second, likeness });
    }
    for (const gram of prefix) note(rarest, gram, second);
  }
  return twins;
}

function note(owners: Map<string, number[]>, gram: string, owner: number): void {
  const before = owners.get(gram);
  if (before) before.push(owner);
  else owners.set(gram, [owner]);
}

function gramsOf(text: string): string[] {
  const grams = new Set<string>();
  for (let at = 0; at + GRAM <= text.length; at++) grams.add(text.slice(at, at + GRAM));
  return [...grams];
}
