import type { Danger } from './danger/danger.js';
import { judge } from './danger/judge.js';
import { DANGER, GROUPS } from './danger/lexicon.js';
import { createPhrases, wordsOf } from './phrases.js';
import type { Word } from './reading/word.js';
import { createReader } from './reading/words.js';

const dangerPhrases = createPhrases(DANGER, GROUPS);

/**
 * Misspelt words are repaired to words that raise an alarm, never to words that cancel one: a
 * market (`pasa`) must not become *pasca*, "after", and silence a fight.
 */
const VITAL = wordsOf(DANGER.filter((concept) => concept.kind !== 'cancel'));
const LISTED = wordsOf(DANGER);

/** The reader of triage, also used by training so that both see the same words. */
export function createTriageReader(vocabulary: Iterable<string> = []): (text: string) => Word[] {
  return createReader([...vocabulary, ...LISTED], VITAL);
}

/** What the grammar of danger alone says of words. */
export function dangerIn(words: readonly Word[]): Danger {
  return judge(words, dangerPhrases.find(words));
}

/** Share of the words that training has seen, as they are or by their root. */
export function knownShare(words: readonly Word[], vocabulary: ReadonlySet<string>): number {
  if (words.length === 0) return 0;
  let seen = 0;
  for (const { word, stem } of words) {
    if (vocabulary.has(word) || vocabulary.has(stem) || /^\d+$/.test(word)) seen++;
  }
  return seen / words.length;
}

/** The same of words alone: a text of numbers and signs is not understood by its numbers. */
export function knownWords(words: readonly Word[], vocabulary: ReadonlySet<string>): number {
  return knownShare(
    words.filter(({ word }) => !/^\d+$/.test(word)),
    vocabulary,
  );
}
