import emoji from './emoji.json' with { type: 'json' };
import { joined } from './torn.js';
import { createUnderstanding, type Look, type Understood } from './understand.js';
import type { Word } from './word.js';

export type Read = (text: string) => Word[];

/** Of a longer text the beginning and the end are read: work is bounded, and cries come last. */
const HEAD_CHARACTERS = 4000;
const TAIL_CHARACTERS = 2000;
/** Of words that are in no dictionary so many are thought about, at the beginning and at the end. */
const HARD_AT_HEAD = 80;
const HARD_AT_TAIL = 40;

const PIECE = /[\p{L}\p{N}@$][\p{L}\p{M}\p{N}@$'’]*|\p{Extended_Pictographic}|[.!?\n;,:]+/gu;
const PICTURE = /^\p{Extended_Pictographic}$/u;
const MARKS = new Set('.!?\n;,:');
const LAST_PLAIN_UNIT = 0x7f;
const ENDS_SENTENCE = /[.!?\n;]/;
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
  const lookAt = createUnderstanding(vocabulary, vital);
  return (text) => {
    const pieces = piecesOf(text, lookAt);
    const meanings = meaningsOf(pieces);
    const words: Word[] = [];
    let sentence = 0;
    for (const [index, { piece, at, look }] of pieces.entries()) {
      if (MARKS.has(piece.charAt(0))) {
        sentence += endsSentence(piece, words.at(-1));
        continue;
      }
      const { words: meant, known, repaired } = meanings[index] ?? pictured(piece);
      const span = { start: at, end: at + piece.length };
      for (const { word, head, stem } of meant) {
        if (STARTS_CLAUSE.has(word)) sentence++;
        words.push({
          word,
          head,
          stem,
          ...span,
          known,
          repaired,
          loud: look?.loud ?? false,
          sentence,
        });
      }
    }
    return joined(words, vital);
  };
}

/** What each piece means; in a text full of unknown words those in the middle stay unexplained. */
function meaningsOf(pieces: readonly Piece[]): (Understood | undefined)[] {
  const hard = pieces.filter(({ look }) => look && !look.plainly).length;
  let before = 0;
  return pieces.map(({ look }) => {
    if (!look || look.plainly) return look?.plainly;
    const worth = before < HARD_AT_HEAD || before >= hard - HARD_AT_TAIL;
    before++;
    return worth ? look.hard() : look.unexplained;
  });
}

function pictured(picture: string): Understood {
  const sign = EMOJI.get(picture);
  const word = sign ?? 'emoji';
  return { words: [{ word, head: word, stem: word }], known: sign !== undefined, repaired: false };
}

/** One when the marks end a sentence; an exclamation mark makes the word before them loud. */
function endsSentence(marks: string, last: Word | undefined): number {
  if (last && marks.includes('!')) last.loud = true;
  return ENDS_SENTENCE.test(marks) ? 1 : 0;
}

interface Piece {
  piece: string;
  at: number;
  /** Of pieces made of letters. */
  look: Look | undefined;
}

function piecesOf(text: string, lookAt: (piece: string) => Look): Piece[] {
  const pieces: Piece[] = [];
  const note = (part: string, offset: number): void => {
    for (const match of part.matchAll(PIECE)) {
      const piece = match[0];
      const pictures = piece.charCodeAt(0) > LAST_PLAIN_UNIT && PICTURE.test(piece);
      const lettered = !pictures && !MARKS.has(piece.charAt(0));
      pieces.push({ piece, at: offset + match.index, look: lettered ? lookAt(piece) : undefined });
    }
  };
  const tail = Math.max(HEAD_CHARACTERS, text.length - TAIL_CHARACTERS);
  note(text.slice(0, HEAD_CHARACTERS), 0);
  if (tail < text.length) note(text.slice(tail), tail);
  return pieces;
}
