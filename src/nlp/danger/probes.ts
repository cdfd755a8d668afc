import type { Danger } from './danger.js';
import type { DangerConcept } from './lexicon.js';
import { GROUPS } from './lexicon.js';

/** A sentence that one phrase of the grammar decides, so that a test notices when the phrase is gone. */
export interface Probe {
  concept: string;
  phrase: string;
  text: string;
}

/** A hazard that needs company, in more words than may stand by themselves. */
const ALMOST = 'kabel putus di jalan desa arah lapangan';
const HAZARD = 'kebakaran';

/** A sentence or two for every phrase of every concept. */
export function probesOf(concepts: readonly DangerConcept[]): Probe[] {
  return concepts.flatMap((concept) =>
    [...new Set(Object.values(concept.words).flat())].flatMap((phrase) =>
      textsOf(concept, plainly(phrase)).map((text) => ({ concept: concept.name, phrase, text })),
    ),
  );
}

/** Groups stand for their first word, gaps for nothing. */
function plainly(phrase: string): string {
  return phrase
    .split(' ')
    .filter((part) => part !== '..')
    .map((part) => (part.startsWith('<') ? (GROUPS[part.slice(1, -1)]?.[0] ?? part) : part))
    .join(' ');
}

function textsOf(concept: DangerConcept, words: string): string[] {
  if (concept.kind === 'company') return [`${ALMOST} ${words}`];
  if (concept.kind === 'hazard') {
    return concept.weight === 'hint' ? [words, `${words} arah lapangan desa`] : [words];
  }
  return [['figure', 'name'].includes(concept.role) ? words : `${words} nanti ${HAZARD}`];
}

/** What the grammar says of a sentence, in one line. */
export function outcomeOf({ alarm, category, cancelled, bareCry, evidence }: Danger): string {
  const names = [...new Set(evidence.map(({ concept }) => concept.name))].toSorted();
  const flags = [cancelled && 'cancelled', bareCry && 'bare cry'].filter(Boolean);
  return [alarm, category, ...flags, ...names].filter(Boolean).join(' | ');
}
