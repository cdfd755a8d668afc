import type { TriageLanguage } from '../../models/category.js';
import data from './languages.json' with { type: 'json' };
import type { Word } from './word.js';

const LANGUAGES: readonly TriageLanguage[] = ['id', 'plm', 'jv', 'su', 'min', 'en'];
const listedIn = new Map<string, TriageLanguage[]>();
for (const language of LANGUAGES) {
  for (const word of data.words[language]) {
    listedIn.set(word, [...(listedIn.get(word) ?? []), language]);
  }
}

/** Sounds that only one neighbour of Indonesian makes at the end of its words. */
const ENDINGS: readonly [RegExp, TriageLanguage][] = [
  [/[a-z]{2}nyo$|[a-z]{2}ke$/, 'plm'],
  [/[a-z]{2}(uik|uak|iak|ek|ia|aik|ang ko)$/, 'min'],
  [/[a-z]{2}(keun|eun|na)$|eu/, 'su'],
  [/dh|th|[a-z]{3}(ake|ne|nipun)$/, 'jv'],
];
const STRONG = 1;
const WEAK = 0.25;
/** Indonesian wins unless another language is clearly ahead: everybody mixes it in. */
const HEAD_START = 0.6;

/** The language of a text by its small words; Indonesian when nothing speaks against it. */
export function languageOf(words: readonly Word[], text: string): TriageLanguage {
  const votes = new Map<TriageLanguage, number>([['id', HEAD_START]]);
  const vote = (language: TriageLanguage, weight: number): void => {
    votes.set(language, (votes.get(language) ?? 0) + weight);
  };
  for (const word of words.slice(0, 200)) {
    const written = text.slice(word.start, word.end).toLowerCase();
    const languages = listedIn.get(written) ?? listedIn.get(word.word) ?? [];
    for (const language of languages) vote(language, STRONG / languages.length);
    if (languages.length > 0) continue;
    for (const [ending, language] of ENDINGS) if (ending.test(written)) vote(language, WEAK);
  }
  return [...votes].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 'id';
}
