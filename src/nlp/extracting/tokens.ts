import { meaningOf, plainLetters, unstretched } from '../reading/spelling.js';

/** A stretch of the text, UTF-16 offsets, `end` exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** One word, number or mark of the text. */
export interface Token extends Span {
  /** Small plain letters; digits as ASCII. */
  word: string;
  /** The word that slang stands for, if it stands for one word; else `word`. */
  plain: string;
  /** Under these it may stand in a list: as written, opened up, without what hangs on it. */
  forms: readonly string[];
  kind: 'word' | 'number' | 'mark';
  /** Counts up at a full stop, a new line. */
  sentence: number;
}

/** Work is bounded: of a longer text so many pieces are looked at. */
const MOST_TOKENS = 800;
const LONGEST_WORD = 40;
const PIECE = /\p{L}[\p{L}\p{M}'’]*|\p{Nd}+|[^\s\p{L}\p{Nd}]/gu;
const ENDS_SENTENCE = /^[.!?;]$/;
const PLAIN_ASCII = /^[a-z]+$/;

/** The pieces of a text; letters and digits written together are two (`2orang`, `jam3`). */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let sentence = 0;
  let last = 0;
  for (const match of text.matchAll(PIECE)) {
    if (tokens.length >= MOST_TOKENS) break;
    const piece = match[0];
    const start = match.index;
    if (text.slice(last, start).includes('\n')) sentence++;
    last = start + piece.length;
    const kind = kindOf(piece);
    const word = wordOf(piece, kind);
    const plain = openedUp(word, kind);
    tokens.push({ word, plain, forms: formsOf(word, plain), kind, start, end: last, sentence });
    if (kind === 'mark' && ENDS_SENTENCE.test(piece) && /^(?:\s|$)/.test(text.charAt(last))) {
      sentence++;
    }
  }
  return tokens;
}

function kindOf(piece: string): Token['kind'] {
  if (/^\p{L}/u.test(piece)) return 'word';
  return /^\p{Nd}/u.test(piece) ? 'number' : 'mark';
}

function wordOf(piece: string, kind: Token['kind']): string {
  if (kind === 'mark') return piece;
  const short = piece.slice(0, LONGEST_WORD);
  if (kind === 'number') return plainDigits(short);
  const small = short.toLowerCase();
  return PLAIN_ASCII.test(small)
    ? unstretched(small)
    : unstretched(plainLetters(short).replace(/['’]/g, ''));
}

function openedUp(word: string, kind: Token['kind']): string {
  const meaning = kind === 'word' ? meaningOf(word) : undefined;
  return meaning && !meaning.includes(' ') ? meaning : word;
}

const OTHER_DIGITS = /[^\p{ASCII}\P{Nd}]/gu;

/** Digits of every script as ASCII, one unit each: offsets stay right. Rarer astral digits stay. */
export function plainDigits(text: string): string {
  return text.replace(OTHER_DIGITS, (digit) => {
    const plain = digit.normalize('NFKD');
    if (/^\d$/.test(plain) && digit.length === 1) return plain;
    return digit.length === 1 ? String(digitValue(digit)) : digit;
  });
}

/** Unicode keeps the ten digits of a script next to each other. */
function digitValue(digit: string): number {
  let value = 0;
  const code = digit.charCodeAt(0);
  while (value < 9 && /\p{Nd}/u.test(String.fromCharCode(code - value - 1))) value++;
  return value;
}

/** What hangs on a word in Indonesian and its neighbours: *korbannya*, *anakku*, *bojone*. */
const HANGING = /(?:nya|nyo|ku|mu|ne|na|e)$/;

function formsOf(word: string, plain: string): string[] {
  const forms = word === plain ? [word] : [word, plain];
  const bare = plain.replace(HANGING, '');
  return bare.length >= 3 && bare !== plain ? [...forms, bare] : forms;
}
