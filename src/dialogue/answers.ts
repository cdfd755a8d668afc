import type { Choice } from '../models/message.js';
import { wordsOf } from './clean.js';

const NUMBER_WORDS: Readonly<Record<string, number>> = {
  satu: 1,
  dua: 2,
  tiga: 3,
  empat: 4,
  lima: 5,
  enam: 6,
  tujuh: 7,
  delapan: 8,
  sembilan: 9,
  sepuluh: 10,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
};
const BEFORE_A_NUMBER = new Set(['no', 'nomor', 'nomer', 'pilih', 'pilihan', 'number', 'option']);
/** A longer text is told, not chosen. */
const LONGEST_CHOICE_WORDS = 4;

/** The choice that a typed answer means: its number, its words, or a near-miss of them. Else null. */
export function readChoice(text: string, choices: readonly Choice[]): string | null {
  const words = wordsOf(text);
  if (words.length === 0 || words.length > LONGEST_CHOICE_WORDS) return null;
  return readExactChoice(text, choices) ?? byNearestWord(words, choices);
}

/** Only the number or the very words: where a wrong guess would cost a life. */
export function readExactChoice(text: string, choices: readonly Choice[]): string | null {
  const words = wordsOf(text);
  const exact = choices.find(({ label }) => wordsOf(label).join(' ') === words.join(' '));
  return exact?.value ?? byNumber(words, choices);
}

function byNumber(words: string[], choices: readonly Choice[]): string | null {
  const [first = '', second = ''] = words;
  const word = words.length === 2 && BEFORE_A_NUMBER.has(first) ? second : first;
  if (words.length > 1 && word === first) return null;
  const number = NUMBER_WORDS[word] ?? (/^\d{1,2}$/.test(word) ? Number(word) : 0);
  return choices[number - 1]?.value ?? null;
}

/** Words around a choice that say nothing: "mau lapor aja pak". */
const FILLERS =
  /^(saya|aku|mau|ingin|pilih|yang|aja|saja|dong|deh|ya|pak|bu|kak|min|the|i|want|to|a|please|my)$/;

/** Every word that says something must be a near-miss of the label: a sentence is not a choice. */
function byNearestWord(words: string[], choices: readonly Choice[]): string | null {
  const telling = words.filter((word) => !FILLERS.test(word));
  const hits = choices.filter(({ label }) => {
    const wanted = wordsOf(label);
    const near = (word: string) => wanted.some((one) => one.length >= 4 && isNear(word, one));
    return (
      telling.length > 0 &&
      telling.every((word) => near(word) || wanted.includes(word)) &&
      telling.some(near)
    );
  });
  return hits.length === 1 ? (hits[0]?.value ?? null) : null;
}

/** One slip in words of four letters, two from eight on. */
export function isNear(word: string, wanted: string): boolean {
  if (word === wanted) return true;
  const allowed = wanted.length >= 8 ? 2 : 1;
  if (word.length < 4 || Math.abs(word.length - wanted.length) > allowed) return false;
  return slips(word, wanted) <= allowed;
}

/** Letters to insert, drop, replace or swap with the neighbour. */
function slips(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const steps = [
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + same,
        ...(swapped ? [(beforeLast[column - 2] ?? 0) + 1] : []),
      ];
      current.push(Math.min(...steps));
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}

const YES =
  /^(y|ya|iya|iy[ao]|yo|yoi|yes|yup|yep|ok|oke|okay|betul|benar|bener|setuju|lanjut|lanjutkan|sip|siap|boleh|sure|correct|right)$/;
const NO =
  /^(t|tidak|tdk|tak|gak|ga|gk|nggak|enggak|engga|ngga|no|nope|not|bukan|belum|ndak|dak|ora|henteu|teu|jangan|salah|none|nothing)$/;
const SKIP = /^(lewat|lewati|lewatkan|skip|nanti|kosong|later|pass)$/;
const GREETING =
  /^(halo|hallo|helo|hello|hai|hi|hey|hei|p|permisi|assalamualaikum|assalamu|alaikum|salam|punten|selamat|pagi|siang|sore|malam|min|admin|kak|pak|bu|good|morning|afternoon|evening|wr|wb|dulur)$/;
const THANKS =
  /^(terima|terimakasih|kasih|makasih|makasi|mksh|trims|tks|thx|thanks|thank|you|nuhun|hatur|matur|suwun|nuwun|banyak|ya|pak|bu|kak|min|so|much|very|sangat|atas|bantuan|bantuannya|infonya|informasinya|responnya|jawabannya|sudah|udah|dibantu|membantu|for|your|the|help|answer)$/;
const THANKFUL = /terima ?kasih|ma?ka?si?h|trims|tks|thx|thank|nuhun|suwun|nuwun/;

/** "ya", "iya pak", "oke kirim": short and without a no. */
export function isYes(text: string): boolean {
  const words = wordsOf(text);
  const [first = '', second = ''] = words;
  const yes = YES.test(/^s?udah$/.test(first) ? second : first);
  return words.length <= 3 && yes && !words.some((word) => NO.test(word));
}

export function isNo(text: string): boolean {
  const words = wordsOf(text);
  return words.length <= 4 && NO.test(words[0] ?? '');
}

/** "lewati", "tidak ada", "nanti saja", "-". */
export function isSkip(text: string): boolean {
  const words = wordsOf(text);
  if (/^[-–—.x]$/i.test(text)) return true;
  return isNo(text) || (words.length <= 3 && words.some((word) => SKIP.test(word)));
}

/** Nothing but a greeting: "halo", "selamat pagi pak". */
export function isGreeting(text: string): boolean {
  const words = wordsOf(text);
  return words.length > 0 && words.length <= 6 && words.every((word) => GREETING.test(word));
}

/** Nothing but thanks: "makasih banyak ya". */
export function isThanks(text: string): boolean {
  const words = wordsOf(text);
  return (
    words.length > 0 &&
    words.length <= 8 &&
    THANKFUL.test(words.join(' ')) &&
    words.every((word) => THANKS.test(word))
  );
}
