/** Random choices that come out the same for the same seed. */
export interface Chance {
  /** From 0 up to but not 1. */
  next(): number;
  /** True so often: 0 never, 1 always. */
  happens(share: number): boolean;
  between(low: number, high: number): number;
  /** One of them; throws for an empty list. */
  pick<T>(things: readonly T[]): T;
  /** Chance of its own, so that what one citizen draws does not depend on when another one does. */
  fork(name: string): Chance;
}

/** Builds chance from a seed, by mulberry32: small, even enough for made-up people. */
export function chanceOf(seed: string): Chance {
  let state = hashOf(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    happens: (share) => next() < share,
    between: (low, high) => low + next() * (high - low),
    pick: (things) => {
      const chosen = things[Math.floor(next() * things.length)];
      if (chosen === undefined) throw new Error('There is nothing to choose from.');
      return chosen;
    },
    fork: (name) => chanceOf(`${seed}/${name}`),
  };
}

/** FNV-1a over UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}
