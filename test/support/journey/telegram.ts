import type { FakeBotApi, FakeMessage, FakeUser } from '../fake-botapi.js';
import { Citizen, type Heard } from './citizen.js';

export const TOKEN = `700800900:${'Qw_-7'.repeat(7)}`;
export const BOT_ID = TOKEN.slice(0, TOKEN.indexOf(':'));

/** The line beneath a menu that carries the location button; nothing a person answers. */
const HINT = /^📍 Tekan tombol/;

/** A person with the Telegram app. */
export class TelegramCitizen extends Citizen {
  readonly channel = 'telegram';
  readonly user: FakeUser;

  constructor(
    readonly api: FakeBotApi,
    readonly name: string,
    id: number,
  ) {
    super();
    this.user = api.user(TOKEN, { id, firstName: name });
  }

  get chatId(): string {
    return String(this.user.person.id);
  }

  async unread(): Promise<number> {
    return this.user.chat.slice(this.#seen).filter(({ text }) => !HINT.test(text ?? '')).length;
  }

  #seen = 0;

  protected async write(text: string): Promise<void> {
    this.user.say(text);
  }

  protected async writeTwice(text: string): Promise<void> {
    const { messageId } = this.user.say(text);
    const chat = { id: this.user.person.id, type: 'private' };
    const from = { id: this.user.person.id, is_bot: false, first_name: this.name };
    const date = Math.floor(Date.now() / 1000);
    this.user.update({ message: { message_id: messageId, date, chat, from, text } });
  }

  protected async choose(label: string): Promise<void> {
    this.user.press(label);
  }

  protected async chooseTwice(label: string): Promise<void> {
    const message = this.user.chat.findLast(({ reply_markup }) => reply_markup);
    const buttons = message?.reply_markup?.inline_keyboard?.flat() ?? [];
    const data = buttons.find(({ text }) => text === label)?.callback_data;
    const from = { id: this.user.person.id, is_bot: false, first_name: this.name };
    const press = { id: `press-${message?.message_id}`, from, chat_instance: '1', data };
    const callback_query = { ...press, message: { ...message } };
    this.user.update({ callback_query });
    this.user.update({ callback_query });
  }

  protected async share(latitude: number, longitude: number): Promise<void> {
    this.user.location(latitude, longitude);
  }

  protected async send(photo: Uint8Array, caption: string | undefined): Promise<void> {
    this.user.photo(photo, caption);
  }

  protected async read(): Promise<Heard> {
    for (;;) {
      const message = await this.user.next();
      this.#seen += 1;
      if (!HINT.test(message.text ?? '')) return heardIn(message);
    }
  }
}

function heardIn(message: FakeMessage): Heard {
  const buttons = message.reply_markup?.inline_keyboard?.flat() ?? [];
  const keyboard = Array.isArray(message.$keyboard) ? message.$keyboard.flat() : [];
  return {
    text: message.text ?? message.caption ?? '',
    choices: buttons.map(({ text }) => text),
    asksForPlace: keyboard.some((button) => button.request_location === true),
  };
}
