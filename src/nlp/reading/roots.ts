import stemmer from 'natural/lib/natural/stemmers/indonesian/stemmer_id.js';

/** The 29,932 roots of natural's Indonesian dictionary, held once for every reader. */
export const ROOTS: ReadonlySet<string> = new Set(stemmer.dictionary);
