import { type Voice, voiceFor } from './answers.js';
import { ANSWERS } from './bot-talk.js';
import { indexOfChoice, isNews, type PhraseKey, sentencesIn } from './bubble.js';
import type { Chance } from './chance.js';
import type { Hands } from './hands.js';
import { answerOfficer } from './officer-talk.js';
import type { Person } from './people.js';
import type { Heard, Phone } from './phones/phone.js';
import { photoOf } from './picture.js';
import type { Spot } from './places.js';
import type { Story } from './stories.js';
import { voiceOf } from './voice.js';

/** More answers than this to one story are a quarrel between two machines. */
const MOST_ANSWERS = 30;

/** How a story stands. */
export type Progress = 'telling' | 'filed' | 'waiting' | 'over';

/** What a simulated citizen needs of the world. */
export interface CitizenParts {
  person: Person;
  story: Story;
  spot: Spot;
  phone: Phone;
  chance: Chance;
  /** Reads, thinks and types for so many seconds of the story's time. */
  pause(seconds: number): Promise<void>;
  /** Called for every bubble that was written. */
  wrote?(): void;
  /** Stops answering at this question, as people do. */
  leavesAt?: PhraseKey | undefined;
}

/** A made-up person who tells a story, reads what is asked, and answers in an own way. */
export class Citizen {
  readonly #parts: CitizenParts;
  readonly #voice: Voice;
  #heard: Heard[] = [];
  #busy = false;
  #answers = 0;
  #misses = 0;
  #changed = false;
  #progress: Progress = 'telling';
  #settled: (() => void)[] = [];

  constructor(parts: CitizenParts) {
    this.#parts = parts;
    this.#voice = voiceFor(parts);
    parts.phone.listen((heard) => {
      this.#heard.push(heard);
      void this.#answer();
    });
  }

  get progress(): Progress {
    return this.#progress;
  }

  /** Writes the first words; resolves when they are kept. */
  async begin(): Promise<void> {
    this.#busy = true;
    const { story, chance } = this.#parts;
    // Some greet first, and tell when they are asked.
    const greets = story.kind === 'report' && chance.happens(0.15);
    const words = greets ? [story.tongue === 'en' ? 'Hello' : 'Halo'] : this.#voice.opening();
    for (const bubble of words) await this.say(bubble);
    this.#busy = false;
    void this.#answer();
  }

  /** Resolves when the story was told: filed, handed to a person, or left. */
  told(): Promise<void> {
    if (this.#progress !== 'telling') return Promise.resolve();
    return new Promise((resolve) => this.#settled.push(resolve));
  }

  /** Writes a bubble after a while. */
  async say(text: string): Promise<void> {
    const { pause, phone, chance, wrote } = this.#parts;
    await pause(chance.between(1, 3) + text.length / 20);
    await phone.say(text);
    wrote?.();
  }

  async #answer(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#heard.length > 0 && this.#answers < MOST_ANSWERS) {
      await this.#parts.pause(this.#parts.chance.between(2, 6));
      const bubbles = this.#heard.splice(0);
      this.#answers += 1;
      // A phone that was put away in the middle of a sentence is no fault.
      await this.#read(bubbles).catch(() => undefined);
    }
    this.#busy = false;
  }

  /** The newest bubble counts: the question stands last. */
  async #read(bubbles: Heard[]): Promise<void> {
    for (const heard of bubbles) this.#note(sentencesIn(heard.text));
    const last = bubbles.at(-1);
    if (!last) return;
    const asked = sentencesIn(last.text).filter((key) => key in ANSWERS);
    const question = asked.at(-1);
    if (question !== undefined && question === this.#parts.leavesAt) return this.#settle('over');
    // A story is told once: whoever thanks may be shown the menu again.
    if (question?.startsWith('menu.') && this.#progress !== 'telling') return;
    if (question) return ANSWERS[question]?.(this.#hands(last));
    if (isNews(last.text) || sentencesIn(last.text).length > 0) return;
    const reply = answerOfficer(last.text, this.#parts.story);
    if (reply) await reply(this.#hands(last));
  }

  #note(keys: PhraseKey[]): void {
    if (keys.includes('receipt') || keys.includes('danger.filed')) this.#settle('filed');
    else if (keys.some((key) => key === 'wait.open' || key === 'wait.closed'))
      this.#settle('waiting');
    else if (keys.includes('danger.more')) this.#settle('waiting');
  }

  #settle(progress: Progress): void {
    this.#progress = progress;
    for (const settled of this.#settled.splice(0)) settled();
  }

  #hands(heard: Heard): Hands {
    const { phone, chance, story, spot, person, pause, wrote } = this.#parts;
    const wroteOnce = <T>(sent: Promise<T>): Promise<void> => sent.then(() => wrote?.());
    return {
      story,
      person,
      chance,
      firstTry: () => this.#misses++ === 0,
      once: () => {
        const first = !this.#changed;
        this.#changed = true;
        return first;
      },
      pause,
      tell: async () => {
        for (const bubble of this.#voice.opening()) await this.say(bubble);
      },
      words: (text) => this.say(this.#voice.fill(text)),
      speak: (saying) => this.say(this.#voice.say(saying)),
      pin: () => wroteOnce(phone.pin(spot.point)),
      photo: () => wroteOnce(phone.photo(photoOf(story.category, chance))),
      voice: () => wroteOnce(phone.voice(voiceOf(4), 4)),
      choose: async (...keys) => {
        const index = keys.map((key) => indexOfChoice(heard.choices, key)).find((at) => at >= 0);
        await wroteOnce(phone.choose(heard, index ?? 0));
      },
      pickArea: async () => {
        const at = heard.choices.findIndex((label) => label.includes(spot.district));
        await wroteOnce(phone.choose(heard, Math.max(0, at)));
      },
    };
  }
}
