/** Ten digits and the letters that look like none of them or of each other when written by hand. */
const ALPHABET = '0123456789ACDEFGHJKMNPQRTVWXY';
const LENGTH = 7;

/** Letters left out of the alphabet, read as what they were mistaken for. */
const MISTAKEN: Readonly<Record<string, string>> = {
  O: '0',
  I: '1',
  L: '1',
  Z: '2',
  S: '5',
  B: '8',
  U: 'V',
};

/**
 * A reference such as `K7M-2Q4X`: 29^7 (17 thousand million) possibilities, so none can be guessed
 * from another. Give at least 16 random bytes; with fewer, late symbols become slightly uneven.
 */
export function formatReference(randomBytes: Uint8Array): string {
  if (randomBytes.length < LENGTH) {
    throw new RangeError(`formatReference needs at least ${LENGTH} random bytes; 16 are better.`);
  }
  const even = ALPHABET.length * Math.floor(256 / ALPHABET.length);
  const fair = [...randomBytes].filter((byte) => byte < even);
  const bytes = fair.length >= LENGTH ? fair : [...randomBytes];
  const symbols = bytes.slice(0, LENGTH).map((byte) => ALPHABET.charAt(byte % ALPHABET.length));
  return grouped(symbols.join(''));
}

/**
 * Reads a reference as people type it: any case, with or without dash and blanks, O for 0, I for 1
 * and so on. Null when the text is anything else.
 */
export function parseReference(text: string): string | null {
  const bare = text.toUpperCase().replace(/[\s.\-–—_#*]/g, '');
  if (!/^[0-9A-Z]{7}$/.test(bare)) return null;
  return grouped([...bare].map((symbol) => MISTAKEN[symbol] ?? symbol).join(''));
}

/**
 * The reference within a short text, where an ordinary word must not pass for one: it needs a digit
 * or the dash. Null when there is none.
 */
export function findReference(text: string): string | null {
  const groups = text.match(/[0-9a-z]{3}\s?[-–—]\s?[0-9a-z]{4}\b|\b[0-9a-z]{3} ?[0-9a-z]{4}\b/gi);
  const likely = groups?.find(
    (group) => /[-–—]/.test(group) || (/\d/.test(group) && /[a-z]/i.test(group)),
  );
  return likely ? parseReference(likely) : null;
}

function grouped(symbols: string): string {
  return `${symbols.slice(0, 3)}-${symbols.slice(3)}`;
}
