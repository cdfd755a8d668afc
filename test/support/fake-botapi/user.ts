import type { FakeBot } from './bot.js';
import { newFileId } from './methods.js';
import type { Button, FakeMessage, Json } from './shapes.js';

/** What a user needs of the server. */
export interface Post {
  nextUpdateId(): number;
  nextMessageId(): number;
  keepFile(file: { data: Uint8Array; name?: string }, id: string): string;
  block(chatId: number, blocked: boolean): void;
}

export interface Person {
  id: number;
  firstName?: string;
  lastName?: string;
  /** Language of the app. */
  language?: string;
}

/** What a citizen wrote, for editing it or letting others refer to it. */
export interface Said {
  messageId: number;
  updateId: number;
}

/** A person with the Telegram app: writes, presses buttons, reads what the bot says. */
export class FakeUser {
  /** Everything the bot wrote in this chat, oldest first; edits show in place. */
  readonly chat: FakeMessage[] = [];
  #read = 0;
  #waiting: ((message: FakeMessage) => void)[] = [];
  #editWaiting: ((message: FakeMessage) => void)[] = [];

  constructor(
    private readonly bot: FakeBot,
    private readonly post: Post,
    readonly person: Person,
  ) {}

  say(text: string): Said {
    return this.send({ text });
  }

  location(latitude: number, longitude: number, more: Json = {}): Said {
    return this.send({ location: { latitude, longitude, ...more } });
  }

  /** A live position that moved. */
  moveTo(said: Said, latitude: number, longitude: number): Said {
    return this.amend(said, { location: { latitude, longitude, live_period: 900 } });
  }

  venue(title: string, address: string, where: { latitude: number; longitude: number }): Said {
    return this.send({ location: where, venue: { location: where, title, address } });
  }

  photo(data: Uint8Array, caption?: string): Said {
    const large = this.#file(data);
    const small = this.#file(data.subarray(0, 10));
    return this.send({
      photo: [
        { ...large, width: 1280, height: 960 },
        { ...small, width: 90, height: 67 },
      ],
      ...(caption === undefined ? {} : { caption }),
    });
  }

  voice(data: Uint8Array, seconds = 3): Said {
    return this.send({ voice: { ...this.#file(data), duration: seconds, mime_type: 'audio/ogg' } });
  }

  audio(data: Uint8Array): Said {
    return this.send({ audio: { ...this.#file(data), duration: 60, mime_type: 'audio/mpeg' } });
  }

  video(data: Uint8Array, caption?: string): Said {
    const video = { ...this.#file(data), duration: 5, width: 640, height: 480 };
    return this.send({ video, ...(caption === undefined ? {} : { caption }) });
  }

  videoNote(data: Uint8Array): Said {
    return this.send({ video_note: { ...this.#file(data), duration: 5, length: 240 } });
  }

  document(data: Uint8Array, name: string, mimeType = 'application/pdf'): Said {
    return this.send({
      document: { ...this.#file(data), file_name: name, mime_type: mimeType },
    });
  }

  sticker(data: Uint8Array): Said {
    return this.send({ sticker: { ...this.#file(data), width: 512, height: 512 } });
  }

  contact(phone: string, options: { own: boolean } = { own: true }): Said {
    const contact = { phone_number: phone, first_name: this.#from().first_name };
    return this.send({ contact: options.own ? { ...contact, user_id: this.person.id } : contact });
  }

  /** Any message, by its own fields of the Bot API. */
  send(content: Json): Said {
    const messageId = this.post.nextMessageId();
    return { messageId, updateId: this.update({ message: this.#message(messageId, content) }) };
  }

  edit(said: Said, text: string): Said {
    return this.amend(said, { text });
  }

  amend(said: Said, content: Json): Said {
    const message = { ...this.#message(said.messageId, content), edit_date: now() };
    return { messageId: said.messageId, updateId: this.update({ edited_message: message }) };
  }

  react(message: { message_id: number }, emoji: string): void {
    this.update({
      message_reaction: {
        chat: this.#chat(),
        user: this.#from(),
        message_id: message.message_id,
        date: now(),
        old_reaction: [],
        new_reaction: emoji ? [{ type: 'emoji', emoji }] : [],
      },
    });
  }

  /** Presses the newest button with this label; throws with what could be pressed when there is none. */
  press(label: string): void {
    for (const message of this.chat.toReversed()) {
      const button = buttonsOf(message).find(({ text }) => text === label);
      if (button?.callback_data === undefined) continue;
      this.pressOn(message, button.callback_data);
      return;
    }
    throw new Error(`No button "${label}". There are: ${this.buttons().join(', ') || 'none'}.`);
  }

  pressOn(message: FakeMessage, data: string): void {
    const id = String(this.post.nextUpdateId());
    this.update({
      callback_query: { id, from: this.#from(), chat_instance: '1', message: { ...message }, data },
    });
  }

  /** Labels of all buttons that can be pressed now. */
  buttons(): string[] {
    return this.chat.flatMap((message) => buttonsOf(message).map(({ text }) => text));
  }

  /** The reply keyboard as it lies on the screen. */
  keyboard(): Button[] {
    const last = this.chat.findLast((message) => message.$keyboard !== undefined)?.$keyboard;
    return last === undefined || last === 'removed' ? [] : last.flat();
  }

  /** Stops the bot, or lets it write again. */
  block(blocked = true): void {
    this.post.block(this.person.id, blocked);
    const member = (status: string) => ({ status, user: { id: this.bot.id, is_bot: true } });
    this.update({
      my_chat_member: {
        chat: this.#chat(),
        from: this.#from(),
        date: now(),
        old_chat_member: member(blocked ? 'member' : 'kicked'),
        new_chat_member: member(blocked ? 'kicked' : 'member'),
      },
    });
  }

  /** The bot's next message that was not read yet. */
  next(): Promise<FakeMessage> {
    const message = this.chat[this.#read];
    this.#read += 1;
    if (message) return Promise.resolve(message);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The next change of a message of the bot. */
  nextEdit(): Promise<FakeMessage> {
    return new Promise((resolve) => this.#editWaiting.push(resolve));
  }

  /** Any update, by its own fields of the Bot API. */
  update(content: Json): number {
    const updateId = this.post.nextUpdateId();
    this.bot.push({ update_id: updateId, ...content });
    return updateId;
  }

  /** For the server: the bot wrote. */
  hears(message: FakeMessage): void {
    this.chat.push(message);
    this.#waiting.shift()?.(message);
  }

  /** For the server: the bot changed a message. */
  sees(message: FakeMessage): void {
    for (const resolve of this.#editWaiting.splice(0)) resolve(message);
  }

  #file(data: Uint8Array): Json {
    const id = this.post.keepFile({ data }, newFileId());
    return { file_id: id, file_unique_id: id, file_size: data.byteLength };
  }

  #message(messageId: number, content: Json): Json {
    const entities = /^\/\w+/.exec(String(content.text ?? ''));
    return {
      message_id: messageId,
      date: now(),
      chat: this.#chat(),
      from: this.#from(),
      ...content,
      ...(entities
        ? { entities: [{ type: 'bot_command', offset: 0, length: entities[0].length }] }
        : {}),
    };
  }

  #chat(): Json {
    return { id: this.person.id, type: 'private', first_name: this.#from().first_name };
  }

  #from(): Json {
    const { id, firstName = 'Siti', lastName, language = 'id' } = this.person;
    return {
      id,
      is_bot: false,
      first_name: firstName,
      ...(lastName ? { last_name: lastName } : {}),
      language_code: language,
    };
  }
}

function buttonsOf(message: FakeMessage): Button[] {
  return message.reply_markup?.inline_keyboard?.flat() ?? [];
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
