import { headwordOf } from './headword.js';
import { remembering } from './memo.js';
import { createRepair } from './near.js';
import { ROOTS } from './roots.js';
import {
  meaningOf,
  plainLetters,
  undoubled,
  unstretched,
  withoutDoubling,
  withoutLeet,
} from './spelling.js';
import { createSplit } from './split.js';
import { createStem } from './stem.js';

/** A word, the Indonesian word for it, and that word's root. */
export interface Meant {
  word: string;
  head: string;
  stem: string;
}

/** What one written piece means: usually one word, several for slang and words written together. */
export interface Understood {
  words: readonly Meant[];
  /** False when nothing explains the spelling. */
  known: boolean;
  /** True when the words were guessed from a misspelling. */
  repaired: boolean;
}

/** A written piece: understood at once, or with effort only. */
export interface Look {
  /** Stretched or all capitals. */
  loud: boolean;
  /** What it means if it is in a dictionary as it stands. */
  plainly: Understood | undefined;
  /** Tries roots, digits for letters, misspellings, words written together: up to 50 µs. */
  hard(): Understood;
  /** The piece as it stands, unexplained. */
  unexplained: Understood;
}

/** More letters than this are no word. */
const LONGEST_WORD = 64;
/** Pieces up to this length are remembered, and so many of them, twice at most. */
const LONGEST_REMEMBERED = 32;
const REMEMBERED = 6000;
/** From this length on a piece of a text would keep the whole text in memory. */
const SHARED_FROM = 13;

/**
 * Builds what understands single pieces. `vocabulary` are words that are right as they are;
 * `vital` are those that a misspelling may be repaired to.
 */
export function createUnderstanding(
  vocabulary: Iterable<string>,
  vital: ReadonlySet<string>,
): (piece: string) => Look {
  const known = new Set(vocabulary);
  const stem = createStem();
  const repair = createRepair(vital);
  const split = createSplit(vital);
  const isListed = (word: string): boolean =>
    vital.has(word) || ROOTS.has(word) || known.has(word) || meaningOf(word) !== undefined;
  const isKnown = (word: string): boolean => {
    if (isListed(word)) return true;
    if (word.length <= 5) return false;
    const root = stem(word);
    return root !== word && (ROOTS.has(root) || known.has(root));
  };
  const inFull = (word: string): Meant => {
    const head = headwordOf(word);
    return { word, head, stem: stem(head) };
  };
  const meant = (words: readonly string[], repaired = false): Understood => ({
    words: words.flatMap((word) => (meaningOf(word) ?? word).split(' ')).map(inFull),
    known: true,
    repaired,
  });
  const effort = (plain: string): Understood => {
    const word = withoutLeet(plain);
    const right = distinct(plain, word, undoubled(plain), undoubled(word)).find(isKnown);
    if (right !== undefined) return meant([right]);
    const whole = split.wholly(word);
    if (whole) return meant(whole);
    const near = repair(word);
    if (near !== undefined) return meant([near], true);
    const single = undoubled(word);
    const pieces = split.roughly(word) ?? (single === word ? undefined : split.roughly(single));
    return pieces ? meant(pieces, true) : { words: [inFull(word)], known: false, repaired: false };
  };
  const look = (piece: string): Look => {
    const { plain, loud } = PLAIN.test(piece) ? { plain: piece, loud: false } : plainOf(piece);
    const unexplained = bare(plain.slice(0, LONGEST_WORD));
    if (plain.length > LONGEST_WORD) {
      return { loud, plainly: unexplained, hard: () => unexplained, unexplained };
    }
    const plainly = /^\d+$/.test(plain) || isListed(plain) ? meant([plain]) : undefined;
    let thought: Understood | undefined = plainly;
    const hard = (): Understood => {
      thought ??= effort(plain);
      return thought;
    };
    return { loud, plainly, hard, unexplained };
  };
  const remembered = remembering(REMEMBERED, look);
  return (piece) => {
    const own = piece.length < SHARED_FROM ? piece : piece.split('').join('');
    return own.length > LONGEST_REMEMBERED ? look(own) : remembered(own);
  };
}

/** Small letters, no digits: only a letter three times in a row could make it other than it stands. */
const PLAIN = /^(?:([a-z])(?!\1\1))+$/;

function plainOf(piece: string): { plain: string; loud: boolean } {
  const plain = withoutDoubling(unstretched(plainLetters(piece).replace(/['’]/g, '')));
  const shouted = piece.length > 3 && piece === piece.toUpperCase();
  return { plain, loud: shouted || /(\p{L})\1{2,}/iu.test(piece) };
}

function bare(word: string): Understood {
  return { words: [{ word, head: word, stem: word }], known: false, repaired: false };
}

function distinct(...words: readonly string[]): string[] {
  return [...new Set(words)];
}
