import type { Saying } from './answers.js';
import type { PhraseKey } from './bubble.js';
import type { Chance } from './chance.js';
import type { Person } from './people.js';
import type { Story } from './stories.js';

/** What a citizen can do about a bubble. */
export interface Hands {
  story: Story;
  person: Person;
  chance: Chance;
  /** True once: somebody misunderstands at most one question. */
  firstTry(): boolean;
  /** True once a story. */
  once(): boolean;
  pause(seconds: number): Promise<void>;
  tell(): Promise<void>;
  words(text: string): Promise<void>;
  speak(saying: Saying): Promise<void>;
  pin(): Promise<void>;
  photo(): Promise<void>;
  voice(): Promise<void>;
  /** Presses the first of these that is offered; the first choice when none is. */
  choose(...keys: PhraseKey[]): Promise<void>;
  pickArea(): Promise<void>;
}
