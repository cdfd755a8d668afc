import common from './common.json' with { type: 'json' };

const SHORTEST = 8;
const LONGEST = 64;
const LONGEST_PIECE = 16;
/** A stretch of letters that explains nothing costs this much a letter; a word costs one. */
const COST_OF_UNKNOWN_LETTER = 1.2;
/** At least this share of the letters must belong to known words. */
const EXPLAINED = 0.6;
/** A vital word shorter than this is found by chance inside other words. */
const TELLING = 5;

/**
 * Takes words apart that were written together: `adakebakarandirumah` → ada kebakaran di rumah.
 * Answers nothing unless a vital word is among the pieces, so that ordinary long words stay whole.
 */
export function createSplit(vital: ReadonlySet<string>): (word: string) => string[] | undefined {
  const lexicon = new Set([...common.words, ...[...vital].filter((word) => word.length >= 4)]);
  return (word) => {
    if (word.length < SHORTEST || word.length > LONGEST) return undefined;
    const steps: Step[] = [{ cost: 0, from: 0, known: false }];
    for (let to = 1; to <= word.length; to++) steps.push(cheapest(word, to, { steps, lexicon }));
    return piecesOf(word, steps, vital);
  };
}

/** The cheapest way to explain a word up to some letter: its last piece begins at `from`. */
interface Step {
  cost: number;
  from: number;
  known: boolean;
}

function cheapest(
  word: string,
  to: number,
  { steps, lexicon }: { steps: readonly Step[]; lexicon: ReadonlySet<string> },
): Step {
  const costTo = (at: number): number => steps[at]?.cost ?? 0;
  let best: Step = { cost: costTo(to - 1) + COST_OF_UNKNOWN_LETTER, from: to - 1, known: false };
  for (let from = Math.max(0, to - LONGEST_PIECE); from <= to - 2; from++) {
    const cost = costTo(from) + 1;
    if (cost < best.cost && lexicon.has(word.slice(from, to))) best = { cost, from, known: true };
  }
  return best;
}

function piecesOf(
  word: string,
  steps: readonly Step[],
  vital: ReadonlySet<string>,
): string[] | undefined {
  const pieces: string[] = [];
  for (let to = word.length; to > 0; to = steps[to]?.from ?? 0) {
    if (steps[to]?.known) pieces.unshift(word.slice(steps[to]?.from, to));
  }
  const explained = pieces.reduce((letters, piece) => letters + piece.length, 0);
  const telling = pieces.some((piece) => piece.length >= TELLING && vital.has(piece));
  return telling && pieces.length > 1 && explained >= word.length * EXPLAINED ? pieces : undefined;
}
