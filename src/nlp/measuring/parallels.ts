import type { Triage } from '../../models/triage.js';
import { PARALLEL_LANGUAGES, type Parallel } from '../corpus.js';
import { type Share, shareOf } from './shares.js';

/** How alike triage reads one message in five languages. */
export interface ParallelFigures {
  /** Sentences whose urgency is the same in all five. */
  sameUrgency: Share;
  /** Sentences that are an emergency in all five or in none. */
  sameEmergency: Share;
  /** For each language: as the Indonesian version, and right. */
  languages: { language: string; asIndonesian: Share; right: Share; category: Share }[];
}

export function parallels(
  triage: (text: string) => Triage,
  sentences: readonly Parallel[],
): ParallelFigures {
  const read = sentences.map((sentence) => ({
    sentence,
    versions: PARALLEL_LANGUAGES.map((language) => triage(sentence.texts[language])),
  }));
  return {
    sameUrgency: shareOf(read, ({ versions }) => isOne(versions.map((each) => each.urgency))),
    sameEmergency: shareOf(read, ({ versions }) =>
      isOne(versions.map((each) => each.urgency === 'emergency')),
    ),
    languages: PARALLEL_LANGUAGES.map((language, at) => ({
      language,
      asIndonesian: shareOf(read, ({ versions }) => versions[at]?.urgency === versions[0]?.urgency),
      right: shareOf(read, ({ sentence, versions }) => versions[at]?.urgency === sentence.urgency),
      category: shareOf(
        read,
        ({ sentence, versions }) => versions[at]?.category === sentence.category,
      ),
    })),
  };
}

function isOne(values: readonly unknown[]): boolean {
  return new Set(values).size === 1;
}
