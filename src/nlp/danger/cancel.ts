import type { Word } from '../reading/word.js';
import type { FoundCancel, FoundHazard } from './danger.js';
import { GROUPS } from './lexicon.js';

const NEGATORS = new Set(GROUPS.neg);
/** Words that may stand between a negation and what it negates: "tidak ADA kebakaran". */
const BRIDGES = new Set([
  'ada',
  'karena',
  'terjadi',
  'lagi',
  'sampai',
  'ono',
  'ana',
  'aya',
  'gara',
  'soal',
  'masalah',
  'a',
  'any',
  'kejadian',
  'laporan',
  'emergency',
  'darurat',
]);

/** Cancels that work only on the hazard word that they contain: "rawan banjir", "kebakaran jenggot". */
const BY_OVERLAP = new Set(['figure', 'name']);
/** Cancels that look forward: "takut kebakaran", but not "kebakaran, takut merembet". */
const FORWARD = new Set(['fear', 'if']);
/** Cancels that tell of another time or place and hold for the whole message. */
const WHOLE_MESSAGE = new Set(['past', 'over', 'aftermath', 'news', 'drill', 'film']);

/** What in the text says that this hazard is not here and now, if anything does. */
export function cancelOf(
  hazard: FoundHazard,
  words: readonly Word[],
  cancels: readonly FoundCancel[],
): FoundCancel | 'negated' | undefined {
  if (isNegated(hazard, words)) return 'negated';
  const sentence = words[hazard.from]?.sentence;
  return cancels.find((cancel) => {
    const overlaps = cancel.from < hazard.to && cancel.to > hazard.from;
    if (overlaps) return cancel.to - cancel.from >= hazard.to - hazard.from;
    const { role } = cancel.concept;
    if (BY_OVERLAP.has(role)) return false;
    if (WHOLE_MESSAGE.has(role)) return true;
    if (words[cancel.from]?.sentence !== sentence) return false;
    return !FORWARD.has(role) || cancel.from < hazard.from;
  });
}

function isNegated(hazard: FoundHazard, words: readonly Word[]): boolean {
  const sentence = words[hazard.from]?.sentence;
  let at = hazard.from - 1;
  while (at >= 0 && BRIDGES.has(words[at]?.word ?? '') && hazard.from - at < 4) at--;
  const before = words[at];
  if (!before || before.sentence !== sentence) return false;
  return NEGATORS.has(before.word) || NEGATORS.has(before.head);
}
