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
  /** Its Indonesian word; a phrase may be written with either. */
  head: string;
}

/** A word, any word of a group, or a gap. */
type Part = string | ReadonlySet<string>;

interface Pattern<C> {
  concept: C;
  parts: readonly Part[];
}

const GAP = '..';
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
): { find(tokens: readonly Read[]): Found<C>[] } {
  const members = new Map(
    Object.entries(groups).map(([group, words]) => [`<${group}>`, new Set(words)]),
  );
  const byFirst = new Map<string, Pattern<C>[]>();
  for (const concept of concepts) {
    for (const parts of phrasesOf(concept)) {
      const pattern = { concept, parts: parts.map((part) => members.get(part) ?? part) };
      for (const first of members.get(parts[0] ?? '') ?? [parts[0] ?? '']) {
        const bucket = byFirst.get(first);
        if (bucket) bucket.push(pattern);
        else byFirst.set(first, [pattern]);
      }
    }
  }
  const note = (found: Found<C>[], tokens: readonly Read[], from: number, first: string): void => {
    for (const { concept, parts } of byFirst.get(first) ?? []) {
      const to = endOf(parts, tokens, { at: from, next: 0 });
      if (to > 0) found.push({ concept, from, to });
    }
  };
  return {
    find(tokens) {
      const found: Found<C>[] = [];
      for (const [from, { word, head }] of tokens.entries()) {
        note(found, tokens, from, word);
        if (head !== word) note(found, tokens, from, head);
      }
      return found;
    },
  };
}

/** Every plain word that the phrases of these concepts contain. */
export function wordsOf(concepts: readonly Concept[]): Set<string> {
  return new Set(
    concepts.flatMap((concept) => phrasesOf(concept).flat()).filter((part) => /^\p{L}/u.test(part)),
  );
}

/** Phrases are spelled out once, for finding them and for the words in them. */
const spelled = new WeakMap<Concept, string[][]>();

function phrasesOf(concept: Concept): string[][] {
  const before = spelled.get(concept);
  if (before) return before;
  const phrases = [...new Set(Object.values(concept.words).flat())].flatMap(spelledOut);
  spelled.set(concept, phrases);
  return phrases;
}

/** Where a phrase whose parts from `next` on begin at `at` ends, or -1. */
function endOf(
  parts: readonly Part[],
  tokens: readonly Read[],
  { at, next }: { at: number; next: number },
): number {
  const part = parts[next];
  if (part === undefined) return at;
  if (part === GAP) {
    for (let skip = 0; skip <= WIDEST_GAP; skip++) {
      const to = endOf(parts, tokens, { at: at + skip, next: next + 1 });
      if (to > 0) return to;
    }
    return -1;
  }
  const token = tokens[at];
  if (token === undefined) return -1;
  const { word, head } = token;
  const fits =
    typeof part === 'string' ? part === word || part === head : part.has(word) || part.has(head);
  return fits ? endOf(parts, tokens, { at: at + 1, next: next + 1 }) : -1;
}

/** A phrase in the spelling that reading produces, and its regional variants of *ter-*. */
function spelledOut(phrase: string): string[][] {
  const parts = phrase.split(' ').flatMap((part) => (meaningOf(part) ?? part).split(' '));
  const [only] = parts;
  if (parts.length !== 1 || !only || !/^ter[a-z]{4,}$/.test(only)) return [parts];
  return [parts, ...HAPPENED.map((prefix) => [prefix + only.slice(3)])];
}
