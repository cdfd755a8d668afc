import type { ChannelName } from '../../../src/models/channel.js';

/** What a citizen reads: the words without the menu, and what can be chosen. */
export interface Heard {
  text: string;
  choices: string[];
  /** The bot asked for a pin with whatever the channel has for that. */
  asksForPlace: boolean;
}

/** A citizen is given up on after so long without an answer; on a quiet machine it takes milliseconds. */
const PATIENCE_MS = 25_000;

/** A person on one channel: writes, chooses, sends, reads what comes, in order. */
export abstract class Citizen {
  /** Everything said on both sides, for the message of a test that fails. */
  readonly transcript: string[] = [];
  protected last: Heard = { text: '', choices: [], asksForPlace: false };
  abstract readonly channel: ChannelName;
  /** Address of the chat, as the house knows it. */
  abstract readonly chatId: string;
  /** The name that the channel tells of this person; null where there is none. */
  abstract readonly name: string | null;

  async says(text: string): Promise<void> {
    this.#note(`> ${text}`);
    await this.write(text);
  }

  /** The vendor delivers the same message twice. */
  async saysTwice(text: string): Promise<void> {
    this.#note(`> ${text} (delivered twice)`);
    await this.writeTwice(text);
  }

  /** Takes one of the choices of the newest message: presses the button, or writes its number. */
  async picks(label: string): Promise<void> {
    this.#note(`> [${label}]`);
    if (!this.last.choices.includes(label)) {
      throw this.wrong(`there is no choice "${label}" but ${this.last.choices.join(', ')}`);
    }
    await this.choose(label);
  }

  /** As `picks`, and the vendor delivers it twice. */
  async picksTwice(label: string): Promise<void> {
    this.#note(`> [${label}] (delivered twice)`);
    await this.chooseTwice(label);
  }

  async pins(latitude: number, longitude: number): Promise<void> {
    this.#note(`> (pin ${latitude}, ${longitude})`);
    await this.share(latitude, longitude);
  }

  async shows(photo: Uint8Array, caption?: string): Promise<void> {
    this.#note(`> (photo) ${caption ?? ''}`);
    await this.send(photo, caption);
  }

  /** The next message that comes says all of this. */
  async hears(...expected: (RegExp | string)[]): Promise<Heard> {
    const heard = await this.#next(expected.join(' and '));
    for (const one of expected) {
      const fits = typeof one === 'string' ? heard.text.includes(one) : one.test(heard.text);
      if (!fits) throw this.wrong(`expected ${one}`);
    }
    return heard;
  }

  /** Messages that came and were not read yet. */
  abstract unread(): Promise<number>;

  protected abstract write(text: string): Promise<void>;
  protected abstract writeTwice(text: string): Promise<void>;
  protected abstract choose(label: string): Promise<void>;
  protected abstract chooseTwice(label: string): Promise<void>;
  protected abstract share(latitude: number, longitude: number): Promise<void>;
  protected abstract send(photo: Uint8Array, caption: string | undefined): Promise<void>;
  /** Resolves with the next message, whenever it comes. */
  protected abstract read(withinMs: number): Promise<Heard>;

  protected wrong(what: string): Error {
    return new Error(`On ${this.channel}: ${what}. So far:\n${this.transcript.join('\n')}`);
  }

  async #next(expected: string): Promise<Heard> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const error = () => reject(this.wrong(`nothing came, expected ${expected}`));
      timer = setTimeout(error, PATIENCE_MS);
    });
    try {
      this.last = await Promise.race([this.read(PATIENCE_MS), late]);
    } finally {
      clearTimeout(timer);
    }
    const menu = this.last.choices.length > 0 ? ` [${this.last.choices.join(' | ')}]` : '';
    this.#note(`< ${this.last.text}${menu}`);
    return this.last;
  }

  #note(line: string): void {
    this.transcript.push(line.length > 600 ? `${line.slice(0, 600)}…` : line);
  }
}
