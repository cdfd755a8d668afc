import common from './common.json' with { type: 'json' };

const SHORTEST = 8;
const LONGEST = 64;
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
  const longest = 16;
  return (word) => {
    if (word.length < SHORTEST || word.length > LONGEST) return undefined;
    const cost = [0];
    const from = [0];
    const known = [false];
    for (let to = 1; to <= word.length; to++) {
      cost[to] = (cost[to - 1] ?? 0) + COST_OF_UNKNOWN_LETTER;
      from[to] = to - 1;
      known[to] = false;
      for (let start = Math.max(0, to - longest); start <= to - 2; start++) {
        const price = (cost[start] ?? 0) + 1;
        if (price < (cost[to] ?? 0) && lexicon.has(word.slice(start, to))) {
          cost[to] = price;
          from[to] = start;
          known[to] = true;
        }
      }
    }
    return piecesOf(word, from, known, vital);
  };
}

function piecesOf(
  word: string,
  from: readonly number[],
  known: readonly boolean[],
  vital: ReadonlySet<string>,
): string[] | undefined {
  const pieces: string[] = [];
  let explained = 0;
  let telling = false;
  for (let to = word.length; to > 0; to = from[to] ?? 0) {
    const piece = word.slice(from[to] ?? 0, to);
    if (!known[to]) continue;
    pieces.unshift(piece);
    explained += piece.length;
    telling ||= piece.length >= TELLING && vital.has(piece);
  }
  return telling && pieces.length > 1 && explained >= word.length * EXPLAINED ? pieces : undefined;
}
