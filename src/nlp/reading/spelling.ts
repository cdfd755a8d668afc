import data from './slang.json' with { type: 'json' };

const SLANG = new Map<string, string>(Object.entries(data.words));
const LETTER_FOR_DIGIT = new Map(
  Object.entries({
    '0': 'o',
    '1': 'i',
    '3': 'e',
    '4': 'a',
    '5': 's',
    '6': 'g',
    '7': 't',
    '8': 'b',
    '9': 'g',
    '@': 'a',
    $: 's',
  }),
);
const MARKS = /\p{M}/gu;

/** Small letters without accents; full-width and styled letters become plain ones. */
export function plainLetters(raw: string): string {
  return raw.normalize('NFKD').replace(MARKS, '').toLowerCase();
}

/** `tolooong` → `tolong`: three or more of the same letter are one; people stretch words to shout. */
export function unstretched(word: string): string {
  return word.replace(/(\p{L})\1{2,}/gu, '$1');
}

/** `tolloong` → `tolong`: doubled letters too, for words that are unknown as they stand. */
export function undoubled(word: string): string {
  return word.replace(/(\p{L})\1+/gu, '$1');
}

/** `k3bak4ran` → `kebakaran`; words that only end in a number (`rt03`, `km12`) stay. */
export function withoutLeet(word: string): string {
  if (!/[0-9@$]/.test(word) || !/\p{L}/u.test(word)) return word;
  if (/^\p{L}+\d+$/u.test(word) && !/^\p{L}{3,}[0134]$/u.test(word)) return word;
  if (/^\d{2,}\p{L}+$/u.test(word)) return word;
  return word.replace(/[0-9@$]/g, (digit) => LETTER_FOR_DIGIT.get(digit) ?? digit);
}

/** What a slang word or abbreviation stands for, if it is one; it may be several words. */
export function meaningOf(word: string): string | undefined {
  return SLANG.get(word);
}

/** `anak2` → `anak`, `rumah-rumah` → `rumah`: a doubled word means the same thing, more of it. */
export function withoutDoubling(word: string): string {
  const half = /^(\p{L}{3,})-\1(nya|an)?$/u.exec(word)?.[1];
  if (half) return half;
  return /^(\p{L}{3,})2(nya|an)?$/u.exec(word)?.[1] ?? word;
}
