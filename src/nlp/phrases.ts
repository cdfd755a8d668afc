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
  const words = new Set<string>();
  const byFirst = new Map<string, Pattern<C>[]>();
  for (const concept of concepts) {
    for (const phrase of new Set(Object.values(concept.words).flat())) {
      for (const parts of spelledOut(phrase)) {
        const first = parts[0];
        if (first === undefined) continue;
        for (const part of parts) if (/^\p{L}/u.test(part)) words.add(part);
        const bucket = byFirst.get(first);
        if (bucket) bucket.push({ concept, parts });
        else byFirst.set(first, [{ concept, parts }]);
      }
    }
  }

  const is = (part: string, word: string): boolean =>
    part === word || (part.startsWith('<') && (groupsOf.get(word)?.has(part) ?? false));

  const end = (parts: readonly string[], tokens: readonly Read[], at: number): number => {
    const [part, ...rest] = parts;
    if (part === undefined) return at;
    if (part === '..') {
      for (let skip = 0; skip <= WIDEST_GAP; skip++) {
        const to = end(rest, tokens, at + skip);
        if (to > 0) return to;
      }
      return -1;
    }
    const token = tokens[at];
    return token && is(part, token.word) ? end(rest, tokens, at + 1) : -1;
  };

  return {
    words,
    find(tokens) {
      const found: Found<C>[] = [];
      for (const [from, token] of tokens.entries()) {
        for (const first of [token.word, ...(groupsOf.get(token.word) ?? [])]) {
          for (const pattern of byFirst.get(first) ?? []) {
            const to = end(pattern.parts, tokens, from);
            if (to > 0) found.push({ concept: pattern.concept, from, to });
          }
        }
      }
      return found;
    },
  };
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
