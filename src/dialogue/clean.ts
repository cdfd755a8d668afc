/** What is kept of one turn's words, in UTF-16 units: a story of 10,000 characters is read to its end. */
const TURN_LIMIT = 12_000;

/**
 * Text as the dialogue reads it: no control characters, no bidirectional overrides, no half
 * surrogates, no outer blanks. Emoji joiners and line breaks stay.
 */
export function clean(text: string): string {
  return shorten(text, TURN_LIMIT)
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .normalize('NFC')
    .trim();
}

/** The first `limit` UTF-16 units, never half a character. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '');
}

/** For quoting within a sentence: one line, at most `limit` units, cut visibly. */
export function excerpt(text: string, limit: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= limit ? line : `${shorten(line, limit - 1)}…`;
}

/** Words of letters and digits, in lower case; emoji and punctuation do not count, keycaps are digits. */
export function wordsOf(text: string): string[] {
  const plain = text.toLowerCase().replace(/[\ufe0f\u20e3]/g, '');
  return plain.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
}

/** True when there is enough to act on: two words and eight letters, "jalan rusak" but not "jalan". */
export function tellsSomething(text: string): boolean {
  const words = wordsOf(text).filter((word) => /\p{L}/u.test(word));
  return words.length >= 2 && words.join('').length >= 8;
}
