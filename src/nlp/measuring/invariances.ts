import type { Triage } from '../../models/triage.js';
import type { Message } from '../corpus.js';
import { dice } from '../deciding/learn.js';
import { slip } from '../deciding/noise.js';
import { type Share, shareOf } from './shares.js';

const SEED = 42;
/** Up to so many words people leave all spaces out; in longer texts every third. */
const SHORT = 6;

type Change = (text: string, roll: () => number) => string;

/** What must not change an emergency into anything else. */
export const CHANGES: Readonly<Record<string, Change>> = {
  'a typo': (text, roll) => inOneWord(text, roll, (word) => slip(word, roll)),
  'stretched letters': (text, roll) =>
    inOneWord(text, roll, (word) => word + word.slice(-1).repeat(4)),
  capitals: (text) => text.toUpperCase(),
  'missing spaces': (text) => {
    const words = text.split(/\s+/);
    return words.length <= SHORT
      ? words.join('')
      : words.map((word, at) => (at % 3 === 2 ? word : `${word} `)).join('');
  },
  emoji: (text) => `😭 ${text} 🙏🙏`,
};

/** Changes one word of at least four letters, if there is one. */
function inOneWord(text: string, roll: () => number, change: (word: string) => string): string {
  const words = text.split(' ');
  const long = words.flatMap((word, at) => (/^\p{L}{4,}$/u.test(word) ? [at] : []));
  const chosen = long[Math.floor(roll() * long.length)];
  return words.map((word, at) => (at === chosen ? change(word) : word)).join(' ');
}

/** Of the emergencies that triage finds, the share that it still finds after each change. */
export function invariances(
  triage: (text: string) => Triage,
  messages: readonly Message[],
): { change: string; kept: Share }[] {
  const found = messages.filter(
    ({ text, urgency }) => urgency === 'emergency' && triage(text).urgency === 'emergency',
  );
  return Object.entries(CHANGES).map(([change, changed]) => {
    const roll = dice(SEED);
    return {
      change,
      kept: shareOf(found, ({ text }) => triage(changed(text, roll)).urgency === 'emergency'),
    };
  });
}
