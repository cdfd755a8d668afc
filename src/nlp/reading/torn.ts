import type { Word } from './word.js';

/** `ke bakaran` → `kebakaran`, `t o l o n g` → `tolong`: vital words that were torn apart. */
export function joined(words: Word[], vital: ReadonlySet<string>): Word[] {
  const whole: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const length = tornLength(words, at, vital);
    const first = words[at];
    const last = words[at + length - 1];
    if (!first || !last) continue;
    if (length === 1) {
      whole.push(first);
      continue;
    }
    const word = words
      .slice(at, at + length)
      .map((each) => each.word)
      .join('');
    whole.push({
      ...first,
      word,
      head: word,
      stem: word,
      end: last.end,
      known: true,
      repaired: true,
    });
    at += length - 1;
  }
  return whole;
}

const MOST_SINGLE_LETTERS = 14;

function tornLength(words: readonly Word[], at: number, vital: ReadonlySet<string>): number {
  const [first, second] = [words[at], words[at + 1]];
  if (!first || !second) return 1;
  const letters = first.word.length + second.word.length;
  if (first.word.length <= 4 && letters > 6 && vital.has(first.word + second.word)) return 2;
  if (first.end - first.start > 1) return 1;
  let spelled = '';
  for (let length = 0; length < MOST_SINGLE_LETTERS; length++) {
    const each = words[at + length];
    if (!each || each.end - each.start > 1) break;
    spelled += each.word.slice(0, 1);
    if (length >= 3 && vital.has(spelled)) return length + 1;
  }
  return 1;
}
