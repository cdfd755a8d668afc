import plates from './plates.json' with { type: 'json' };

/** Fewer digits are a house, a year, a price; more may be a telephone or an identity number. */
export const LONGEST_NUMBER = 6;
/** What people put between digits: spaces, dashes, dots, brackets, keycaps of emoji, nothing to see. */
const BETWEEN = String.raw`[\s.,:;_()\[\]/\\+*~·•|'"#-]|\p{Dash}|\p{Cf}|\p{Mn}|\p{Me}`;
/** Letters that stand for digits within a number: o812, l2. */
const DIGIT = String.raw`\p{Nd}|(?<=\p{Nd})[oOlI](?=\p{Nd})`;
const NUMBER = new RegExp(
  String.raw`\+?(?:${DIGIT})(?:(?:${BETWEEN}){0,4}(?:${DIGIT})){${LONGEST_NUMBER},}`,
  'gu',
);
const SPOKEN =
  /(?:\b(?:nol|kosong|enol|satu|siji|hiji|dua|duo|loro|dua|tiga|tigo|telu|tilu|empat|ampek|papat|opat|lima|limo|enam|anam|enem|genep|tujuh|tujuah|pitu|delapan|lapan|salapan|wolu|dalapan|sembilan|sanga|songo|zero|oh|one|two|three|four|five|six|seven|eight|nine)\b[\s,.-]*){6,}/giu;
const EMAIL = /[\p{L}\p{N}._%+-]+\s?@\s?[\p{L}\p{N}-]+(?:\s?\.\s?\p{L}{2,})+/gu;
const ACCOUNT = /(?<![\p{L}\p{N}])@[\p{L}\p{N}_.]{2,}/gu;
const LINK = /\b(?:https?:\/\/|www\.|wa\.me\/|t\.me\/)\S+/giu;
const PLATE = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${plates.prefixes.join('|')})[\s.-]?(?:\d{1,4}[\s.-]?[a-z]{1,3}|\d{3,4})(?![\p{L}\p{N}])`,
  'giu',
);
const ADDRESS = [
  /\brt\.?\s*[/.:]?\s*\d{1,3}(?:\s*[/,.-]?\s*(?:rw\.?)?\s*[/.:]?\s*\d{1,3})?/giu,
  /\brw\.?\s*[/.:]?\s*\d{1,3}/giu,
  /\b(?:rumah\s+)?(?:no|nomor|nomer|nmr)\s*[.:]?\s*\d{1,5}\s?[a-z]?\b/giu,
  /\b(?:blok|blk|block|kav|kavling)\.?\s*[a-z]{0,2}\s?[-/.]?\s?\d{1,4}[a-z]?(?:\s?[-/.]\s?\d{1,4})?\b/giu,
  /\bblok\s+[a-z]{1,2}\b/giu,
];

/** What cannot be told from digits of a telephone, an identity card, a family card, an account. */
export function withoutNumbers(text: string): string {
  const told = text
    .replace(LINK, '[tautan]')
    .replace(EMAIL, '[surel]')
    .replace(ACCOUNT, '[akun]')
    .replace(NUMBER, '[nomor]')
    .replace(SPOKEN, '[nomor] ')
    .replace(PLATE, '[plat]');
  return ADDRESS.reduce((left, pattern) => left.replace(pattern, '[alamat]'), told);
}
