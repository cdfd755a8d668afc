import type { Message } from './corpus.js';
import { dice } from './deciding/learn.js';

/** corpus/frames.json: slot name → choices split by `|`; frames with their labels. */
export interface Frames {
  slots: Readonly<Record<string, string>>;
  frames: readonly { as: string; count: number; of: readonly string[] }[];
}

const SEED = 7;
const TRIES_FOR_ONE = 20;

/** Messages made from frames and slot words, distinct and the same in every run. */
export function compose({ slots, frames }: Frames): Message[] {
  const roll = dice(SEED);
  const choose = (choices: readonly string[]): string =>
    choices[Math.floor(roll() * choices.length)] ?? '';
  const seen = new Set<string>();
  return frames.flatMap(({ as, count, of }) => {
    const [category, urgency, intent, language] = as.split(' ');
    const labels = { category, urgency, intent, language } as Omit<Message, 'text'>;
    const made: Message[] = [];
    for (let tries = 0; made.length < count && tries < count * TRIES_FOR_ONE; tries++) {
      const text = choose(of)
        .replace(/\{(\w+)\}/g, (_slot, name: string) => choose((slots[name] ?? '').split('|')))
        .trim();
      if (seen.has(text)) continue;
      seen.add(text);
      made.push({ text, ...labels, made: 'composed' });
    }
    return made;
  });
}
