import stemmer from 'natural/lib/natural/stemmers/indonesian/stemmer_id.js';
import { remembering } from './memo.js';

/** Words that natural's stemmer leads astray; *kerusakan* would become a deer. */
const CORRECTED: ReadonlyMap<string, string> = new Map([
  ['kerusakan', 'rusak'],
  ['perusakan', 'rusak'],
  ['pengrusakan', 'rusak'],
  ['penculikan', 'culik'],
  ['perampokan', 'rampok'],
  ['beruang', 'beruang'],
  ['mengulang', 'ulang'],
  ['pemadaman', 'padam'],
  ['pelayanan', 'layan'],
]);
const REMEMBERED = 4000;
/** Without one of these natural's rules find nothing to take off, after 27 µs of trying. */
const AFFIX =
  /^(?:di|ke|se|te|me|pe|ku|kau|[^aiueo](?:er|el|em|in))|be|(?:lah|kah|tah|pun|ku|mu|nya|is|isme|i|an)$/;

/** The root of an Indonesian word by natural's stemmer, corrected where it is known to be wrong. */
export function createStem(): (word: string) => string {
  const remembered = remembering(REMEMBERED, (word) => CORRECTED.get(word) ?? stemmer.stem(word));
  return (word) =>
    word.length < 5 || word.length > 24 || !AFFIX.test(word) ? word : remembered(word);
}
