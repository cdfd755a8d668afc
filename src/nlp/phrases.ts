import { meaningOf } from './reading/spelling.js';

/** A named group of phrases in every language, as the JSON files hold them. */
export interface Concept {
  name: string;
  words: Readonly<Record<string, readonly string[]>>;
}

/** Where a concept was found: token positions, `to` exclusive. */
export interface Found<C extends Concept> {
  concept: C;
  from: number;
  to: number;
}

/** The words of one text in reading order, normalised; see `reading/words.ts`. */
interface Read {
  word: string;
}

interface Pattern<C> {
  concept: C;
  parts: readonly string[];
}

/** How many other words `..` in a phrase may stand for. */
const WIDEST_GAP = 3;

/** Prefixes of happening-to-somebody: *terjebak* is *tejebak*, *kejebak*, *kajebak*, *tajebak*. */
const HAPPENED = ['te', 'ke', 'ka', 'ta'];

/**
 * Looks phrases up in a text. A phrase is written as plain words; `<group>` stands for any word of
 * that group and `..` for up to three words in between.
 */
export function createPhrases<C extends Concept>(
  concepts: readonly C[],
  groups: Readonly<Record<string, readonly string[]>>,
): { find(tokens: readonly Read[]): Found<C>[]; words: Set<string> } {
  const groupsOf = invert(groups);
  const patterns = concepts.flatMap((concept) =>
    [...new Set(Object.values(concept.words).flat())]
      .flatMap(spelledOut)
      .map((parts): Pattern<C> => ({ concept, parts })),
  );
  const byFirst = byFirstPart(patterns);
  const words = patterns.flatMap(({ parts }) => parts).filter((part) => /^\p{L}/u.test(part));
  return {
    words: new Set(words),
    find(tokens) {
      const found: Found<C>[] = [];
      for (const [from, token] of tokens.entries()) {
        const firsts = [token.word, ...(groupsOf.get(token.word) ?? [])];
        for (const { concept, parts } of firsts.flatMap((first) => byFirst.get(first) ?? [])) {
          const to = endOf(parts, { tokens, groupsOf }, from);
          if (to > 0) found.push({ concept, from, to });
        }
      }
      return found;
    },
  };
}

function byFirstPart<C>(patterns: readonly Pattern<C>[]): Map<string, Pattern<C>[]> {
  const byFirst = new Map<string, Pattern<C>[]>();
  for (const pattern of patterns) {
    const first = pattern.parts[0] ?? '';
    const bucket = byFirst.get(first);
    if (bucket) bucket.push(pattern);
    else byFirst.set(first, [pattern]);
  }
  return byFirst;
}

interface Searched {
  tokens: readonly Read[];
  groupsOf: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Where a phrase whose parts from `next` on begin at `at` ends, or -1. */
function endOf(parts: readonly string[], searched: Searched, at: number, next = 0): number {
  const part = parts[next];
  if (part === undefined) return at;
  if (part === '..') {
    for (let skip = 0; skip <= WIDEST_GAP; skip++) {
      const to = endOf(parts, searched, at + skip, next + 1);
      if (to > 0) return to;
    }
    return -1;
  }
  const word = searched.tokens[at]?.word;
  if (word === undefined) return -1;
  const fits = part === word || searched.groupsOf.get(word)?.has(part);
  return fits ? endOf(parts, searched, at + 1, next + 1) : -1;
}

function invert(groups: Readonly<Record<string, readonly string[]>>): Map<string, Set<string>> {
  const groupsOf = new Map<string, Set<string>>();
  for (const [group, words] of Object.entries(groups)) {
    for (const word of words) {
      const own = groupsOf.get(word) ?? new Set();
      groupsOf.set(word, own.add(`<${group}>`));
    }
  }
  return groupsOf;
}

/** A phrase in the spelling that reading produces, and its regional variants of *ter-*. */
function spelledOut(phrase: string): string[][] {
  const parts = phrase.split(' ').flatMap((part) => (meaningOf(part) ?? part).split(' '));
  const [only] = parts;
  if (parts.length !== 1 || !only || !/^ter[a-z]{4,}$/.test(only)) return [parts];
  return [parts, ...HAPPENED.map((prefix) => [prefix + only.slice(3)])];
}
