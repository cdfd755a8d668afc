import roots from 'natural/lib/natural/stemmers/indonesian/data/kata-dasar.json' with {
  type: 'json',
};
import emoji from './emoji.json' with { type: 'json' };
import { createRepair } from './near.js';
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

/** One word as triage understands it, and where the citizen wrote it. */
export interface Word {
  /** Plain, spelled out, repaired. */
  word: string;
  /** Its root by natural's stemmer. */
  stem: string;
  /** UTF-16 offsets into the text; several words can share a span (`rumahku`, `adakebakaran`). */
  start: number;
  end: number;
  /** Counts up at a full stop, a new line, "tapi". */
  sentence: number;
  /** False when nothing explains the spelling. */
  known: boolean;
  /** True when the word was guessed from a misspelling. */
  repaired: boolean;
  /** Stretched, all capitals or followed by an exclamation mark. */
  loud: boolean;
}

export type Read = (text: string) => Word[];

/** Of a longer text the beginning and the end are read: work is bounded, and cries come last. */
const HEAD_CHARACTERS = 8000;
const TAIL_CHARACTERS = 4000;
/** More letters than this are no word. */
const LONGEST_WORD = 64;

const PIECE = /[\p{L}\p{N}@$][\p{L}\p{M}\p{N}@$'’]*|\p{Extended_Pictographic}|[.!?\n;,:]+/gu;
const STARTS_CLAUSE = new Set([
  'tapi',
  'namun',
  'sedangkan',
  'but',
  'nanging',
  'however',
  'tetapi',
]);
const EMOJI = new Map<string, string>(Object.entries(emoji.words));

/**
 * Builds the reader. `vocabulary` are words that are right as they are; `vital` are the words that
 * a misspelling may be repaired to and that are looked for inside words written together.
 */
export function createReader(vocabulary: Iterable<string>, vital: ReadonlySet<string>): Read {
  const ordinary = new Set([...roots, ...vocabulary]);
  const stem = createStem();
  const repair = createRepair(vital);
  const split = createSplit(vital);
  const isKnown = (word: string): boolean =>
    vital.has(word) || ordinary.has(word) || (word.length > 5 && ordinary.has(stem(word)));

  const plainly = (plain: string): string | undefined => {
    if (/^\d+$/.test(plain) || meaningOf(plain) || isKnown(plain)) return plain;
    return [withoutLeet(plain), undoubled(plain), undoubled(withoutLeet(plain))].find(
      (word) => meaningOf(word) || isKnown(word),
    );
  };

  const understand = (raw: string): Meant => {
    const plain = withoutDoubling(unstretched(plainLetters(raw).replace(/['’]/g, '')));
    if (plain.length > LONGEST_WORD) return meant([plain.slice(0, LONGEST_WORD)], false, false);
    const right = plainly(plain);
    if (right) return meant([right], true, false);
    const word = withoutLeet(plain);
    const near = repair(word);
    if (near) return meant([near], true, true);
    const pieces = split(word) ?? split(undoubled(word));
    return pieces ? meant(pieces, true, true) : meant([word], false, false);
  };

  const wordsOf = (piece: string, at: number): Omit<Word, 'sentence'>[] => {
    const span = { start: at, end: at + piece.length };
    if (/^\p{Extended_Pictographic}$/u.test(piece)) {
      const sign = EMOJI.get(piece);
      const word = sign ?? 'emoji';
      return [{ word, stem: word, ...span, known: Boolean(sign), repaired: false, loud: false }];
    }
    const shouted = piece.length > 3 && piece === piece.toUpperCase();
    const loud = shouted || /(\p{L})\1{2,}/iu.test(piece);
    const { words, known, repaired } = understand(piece);
    return words.map((word) => ({ word, stem: stem(word), ...span, known, repaired, loud }));
  };

  return (text) => {
    const words: Word[] = [];
    let sentence = 0;
    for (const { piece, at } of piecesOf(text)) {
      if (/^[.!?\n;,:]/.test(piece)) {
        sentence += endsSentence(piece, words.at(-1));
        continue;
      }
      for (const word of wordsOf(piece, at)) {
        if (STARTS_CLAUSE.has(word.word)) sentence++;
        words.push({ ...word, sentence });
      }
    }
    return joined(words, vital);
  };
}

/** One when the marks end a sentence; an exclamation mark makes the word before them loud. */
function endsSentence(marks: string, last: Word | undefined): number {
  if (last && marks.includes('!')) last.loud = true;
  return /[.!?\n;]/.test(marks) ? 1 : 0;
}

interface Meant {
  words: string[];
  known: boolean;
  repaired: boolean;
}

/** Words with their slang spelled out. */
function meant(words: readonly string[], known: boolean, repaired: boolean): Meant {
  return { words: words.flatMap((word) => (meaningOf(word) ?? word).split(' ')), known, repaired };
}

function* piecesOf(text: string): Generator<{ piece: string; at: number }> {
  const tail = Math.max(HEAD_CHARACTERS, text.length - TAIL_CHARACTERS);
  for (const match of text.slice(0, HEAD_CHARACTERS).matchAll(PIECE)) {
    yield { piece: match[0], at: match.index };
  }
  for (const match of text.slice(tail).matchAll(PIECE)) {
    yield { piece: match[0], at: tail + match.index };
  }
}

/** `ke bakaran` → `kebakaran`, `t o l o n g` → `tolong`: vital words that were torn apart. */
function joined(words: Word[], vital: ReadonlySet<string>): Word[] {
  const whole: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const length = tornLength(words, at, vital);
    const first = words[at];
    const last = words[at + length - 1];
    if (!first || !last) continue;
    if (length === 1) {
      whole.push(first);
      continue;
    }
    const word = words
      .slice(at, at + length)
      .map((each) => each.word)
      .join('');
    whole.push({ ...first, word, stem: word, end: last.end, known: true, repaired: true });
    at += length - 1;
  }
  return whole;
}

const MOST_SINGLE_LETTERS = 14;

function tornLength(words: readonly Word[], at: number, vital: ReadonlySet<string>): number {
  const [first, second] = [words[at], words[at + 1]];
  if (!first || !second) return 1;
  const pair = first.word + second.word;
  if (first.word.length <= 4 && pair.length > 6 && vital.has(pair)) return 2;
  if (first.end - first.start > 1) return 1;
  let letters = '';
  for (let length = 0; length < MOST_SINGLE_LETTERS; length++) {
    const each = words[at + length];
    if (!each || each.end - each.start > 1) break;
    letters += each.word.slice(0, 1);
    if (length >= 3 && vital.has(letters)) return length + 1;
  }
  return 1;
}
