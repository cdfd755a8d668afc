import type { Customer } from '../fake-whatsapp/index.js';
import { Citizen, type Heard } from './citizen.js';

const CHOICE = /^\d+\. (.+)$/;
const HOW_TO_SHARE = /^📍 (?:Cara kirim lokasi|To share your location)/;

/** A person with WhatsApp. */
export class WhatsAppCitizen extends Citizen {
  readonly channel = 'whatsapp';
  #read = 0;

  constructor(readonly customer: Customer) {
    super();
  }

  get name(): string {
    return this.customer.name;
  }

  get chatId(): string {
    return this.customer.lidJid;
  }

  async unread(): Promise<number> {
    return this.customer.received.length - this.#read;
  }

  /** The whole of the newest message, menu and all. */
  get screen(): string {
    return this.customer.received[this.#read - 1]?.text ?? '';
  }

  protected async write(text: string): Promise<void> {
    await this.customer.say(text);
  }

  protected async writeTwice(text: string): Promise<void> {
    const id = await this.customer.say(text);
    await this.customer.say(text, { id });
  }

  protected async choose(label: string): Promise<void> {
    await this.customer.say(String(this.last.choices.indexOf(label) + 1));
  }

  protected chooseTwice(label: string): Promise<void> {
    return this.writeTwice(String(this.last.choices.indexOf(label) + 1));
  }

  protected async share(latitude: number, longitude: number): Promise<void> {
    await this.customer.location(latitude, longitude);
  }

  protected async send(photo: Uint8Array, caption: string | undefined): Promise<void> {
    await this.customer.photo(photo, caption);
  }

  protected async read(withinMs: number): Promise<Heard> {
    const { text } = await this.customer.next(withinMs);
    this.#read += 1;
    return heardIn(text);
  }
}

/** Takes the numbered menu and the word on sharing a place off a text. */
function heardIn(whole: string): Heard {
  const blocks = whole.split('\n\n');
  const asksForPlace = HOW_TO_SHARE.test(blocks.at(-1) ?? '');
  if (asksForPlace) blocks.pop();
  const lines = blocks.at(-1)?.split('\n') ?? [];
  const isMenu = lines.length > 0 && lines.every((line, n) => line.startsWith(`${n + 1}. `));
  if (isMenu) blocks.pop();
  return {
    text: blocks.join('\n\n'),
    choices: isMenu ? lines.map((line) => CHOICE.exec(line)?.[1] ?? '') : [],
    asksForPlace,
  };
}
