import stemmer from 'natural/lib/natural/stemmers/indonesian/stemmer_id.js';

/** Words that natural's stemmer leads astray; *kerusakan* would become a deer. */
const CORRECTED: Readonly<Record<string, string>> = {
  kerusakan: 'rusak',
  perusakan: 'rusak',
  pengrusakan: 'rusak',
  penculikan: 'culik',
  perampokan: 'rampok',
  beruang: 'beruang',
  mengulang: 'ulang',
  pemadaman: 'padam',
  pelayanan: 'layan',
};
const REMEMBERED = 20_000;

/**
 * The root of an Indonesian word by natural's stemmer, corrected where it is known to be wrong.
 * Answers are remembered because one costs 27 µs; the memory is emptied when it is full.
 */
export function createStem(): (word: string) => string {
  const memory = new Map<string, string>();
  return (word) => {
    if (word.length < 5 || word.length > 24) return word;
    const corrected = CORRECTED[word];
    if (corrected) return corrected;
    const remembered = memory.get(word);
    if (remembered !== undefined) return remembered;
    if (memory.size >= REMEMBERED) memory.clear();
    const root = stemmer.stem(word);
    memory.set(word, root);
    return root;
  };
}
