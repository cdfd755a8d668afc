import common from './common.json' with { type: 'json' };
import { HEADWORDS } from './headword.js';

const SHORTEST = 8;
/** Words that are everyday words to the last letter may be shorter; so many letters a word at least. */
const SHORTEST_PLAIN = 6;
const LETTERS_A_WORD = 3;
const LONGEST = 64;
const LONGEST_PIECE = 16;
/** A stretch of letters that explains nothing costs this much a letter; a word costs one. */
const COST_OF_UNKNOWN_LETTER = 1.2;
/** At least this share of the letters must belong to known words. */
const EXPLAINED = 0.6;
/** A vital word shorter than this is found by chance inside other words. */
const TELLING = 5;

/** Takes words apart that were written together. */
export interface Split {
  /** `rumahsaya` → rumah saya: nothing but everyday words, to the last letter. */
  wholly(word: string): string[] | undefined;
  /**
   * `adakebakarandirumah` → ada kebakaran di rumah, though not every letter be explained. Answers nothing
   * unless a vital word is among the pieces, so that ordinary long words stay whole.
   */
  roughly(word: string): string[] | undefined;
}

/** Builds what splits; `vital` are words that are looked for in everything unknown. */
export function createSplit(vital: ReadonlySet<string>): Split {
  const lexicon = new Set([
    ...common.words,
    ...[...vital, ...HEADWORDS.keys(), ...HEADWORDS.values()].filter((word) => word.length >= 4),
  ]);
  const beginnings = new Set<string>();
  for (const word of lexicon) {
    for (let length = 1; length <= Math.min(word.length, LONGEST_PIECE); length++) {
      beginnings.add(word.slice(0, length));
    }
  }
  const stepsThrough = (word: string): Step[] => {
    const steps: Step[] = Array.from({ length: word.length + 1 }, () => ({ ...UNREACHED }));
    steps[0] = { cost: 0, from: 0, known: false };
    for (let from = 0; from < word.length; from++)
      walkOn(word, from, { steps, lexicon, beginnings });
    return steps;
  };
  return {
    wholly(word) {
      if (word.length < SHORTEST_PLAIN || word.length > LONGEST) return undefined;
      const { pieces, explained } = piecesOf(word, stepsThrough(word));
      const whole = pieces.length > 1 && explained === word.length;
      return whole && pieces.length * LETTERS_A_WORD <= word.length ? pieces : undefined;
    },
    roughly(word) {
      if (word.length < SHORTEST || word.length > LONGEST) return undefined;
      const { pieces, explained } = piecesOf(word, stepsThrough(word));
      const telling = pieces.some((piece) => piece.length >= TELLING && vital.has(piece));
      const enough = pieces.length > 1 && explained >= word.length * EXPLAINED;
      return telling && enough ? pieces : undefined;
    },
  };
}

/** The cheapest way to explain a word up to some letter: its last piece begins at `from`. */
interface Step {
  cost: number;
  from: number;
  known: boolean;
}

const UNREACHED: Step = { cost: Number.POSITIVE_INFINITY, from: 0, known: false };

/** Notes where one more piece from `from` on leads, if that is the cheapest way to get there. */
function walkOn(
  word: string,
  from: number,
  {
    steps,
    lexicon,
    beginnings,
  }: { steps: Step[]; lexicon: ReadonlySet<string>; beginnings: ReadonlySet<string> },
): void {
  const cost = steps[from]?.cost ?? 0;
  const most = Math.min(word.length, from + LONGEST_PIECE);
  for (let to = from + 1; to <= most; to++) {
    const piece = word.slice(from, to);
    if (!beginnings.has(piece)) break;
    const known = to > from + 1 && lexicon.has(piece);
    if (known && cost + 1 < (steps[to]?.cost ?? 0)) steps[to] = { cost: cost + 1, from, known };
  }
  const unexplained = cost + COST_OF_UNKNOWN_LETTER;
  if (unexplained <= (steps[from + 1]?.cost ?? 0)) {
    steps[from + 1] = { cost: unexplained, from, known: false };
  }
}

function piecesOf(word: string, steps: readonly Step[]): { pieces: string[]; explained: number } {
  const pieces: string[] = [];
  for (let to = word.length; to > 0; to = steps[to]?.from ?? 0) {
    if (steps[to]?.known) pieces.unshift(word.slice(steps[to]?.from, to));
  }
  return { pieces, explained: pieces.reduce((letters, piece) => letters + piece.length, 0) };
}
