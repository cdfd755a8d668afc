import type { Point } from '../../src/models/place.js';

/** A bubble on a citizen's screen. */
export interface Heard {
  text: string;
  /** Labels of what can be chosen, in order; empty when nothing is. */
  choices: string[];
}

/** What a citizen has in hand: everything a person does with one channel. */
export interface Phone {
  /** Tells everything that appears on the screen. One listener: the person. */
  listen(hear: (heard: Heard) => void): void;
  say(text: string): Promise<void>;
  /** Chooses as this channel lets people choose: a button, or a number typed. */
  choose(heard: Heard, index: number): Promise<void>;
  pin(point: Point): Promise<void>;
  photo(jpeg: Uint8Array, caption?: string): Promise<void>;
  voice(ogg: Uint8Array, seconds: number): Promise<void>;
  /** Puts it away; nothing is heard any more. */
  close(): void;
}
