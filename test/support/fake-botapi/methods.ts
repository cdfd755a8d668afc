import { randomUUID } from 'node:crypto';
import type { FakeBot } from './bot.js';
import { type Button, type FakeFile, type FakeMessage, isFile, type Json } from './shapes.js';

/** An error as the Bot API words it. */
export class BotApiError extends Error {
  constructor(
    readonly code: number,
    description: string,
  ) {
    super(description);
  }
}

/** What the methods may do to the server. */
export interface Hall {
  nextMessageId(): number;
  keepFile(file: FakeFile): string;
  file(id: string): FakeFile | undefined;
  /** Chats in which the user stopped the bot. */
  isBlocked(chatId: number): boolean;
  posted(bot: FakeBot, message: FakeMessage): void;
  edited(bot: FakeBot, message: FakeMessage): void;
}

type Method = (bot: FakeBot, payload: Json, hall: Hall) => unknown;

const LONGEST_TEXT = 4096;
const LARGEST_DOWNLOAD = 20_000_000;

const bad = (text: string): BotApiError => new BotApiError(400, `Bad Request: ${text}`);

/** The methods of the Bot API that say more than "true". */
export const METHODS: Readonly<Record<string, Method>> = {
  getMe: (bot) => ({
    id: bot.id,
    is_bot: true,
    first_name: 'Sahut',
    username: `sahut_${bot.id}_bot`,
  }),

  setWebhook(bot, { url, secret_token }) {
    bot.webhook = url
      ? { url: String(url), secret: secret_token ? String(secret_token) : undefined }
      : null;
    void bot.deliver();
    return true;
  },

  deleteWebhook(bot, { drop_pending_updates }) {
    bot.webhook = null;
    if (drop_pending_updates) bot.pending = [];
    return true;
  },

  getWebhookInfo: (bot) => ({
    url: bot.webhook?.url ?? '',
    pending_update_count: bot.pending.length,
  }),

  sendMessage(bot, payload, hall) {
    const text = String(payload.text ?? '');
    if (text.trim() === '') throw bad('message text is empty');
    if (text.length > LONGEST_TEXT) throw bad('message is too long');
    return post({ bot, payload, hall }, { text });
  },

  sendPhoto: (bot, payload, hall) => {
    const photo = [{ ...sentFile(payload.photo, hall), width: 800, height: 600 }];
    return post({ bot, payload, hall }, { photo });
  },
  sendVideo: (bot, payload, hall) =>
    post({ bot, payload, hall }, { video: sentFile(payload.video, hall) }),
  sendAudio: (bot, payload, hall) =>
    post({ bot, payload, hall }, { audio: sentFile(payload.audio, hall) }),
  sendDocument: (bot, payload, hall) =>
    post({ bot, payload, hall }, { document: sentFile(payload.document, hall) }),
  sendSticker: (bot, payload, hall) =>
    post({ bot, payload, hall }, { sticker: sentFile(payload.sticker, hall) }),
  sendLocation: (bot, payload, hall) => post({ bot, payload, hall }, { location: pin(payload) }),
  sendVenue: (bot, payload, hall) => {
    const venue = { location: pin(payload), title: payload.title, address: payload.address };
    return post({ bot, payload, hall }, { venue, location: pin(payload) });
  },

  editMessageText(bot, payload, hall) {
    const message = sentMessage(bot, payload);
    return edit({ bot, hall, message }, { ...payload, text: String(payload.text) });
  },
  editMessageReplyMarkup(bot, payload, hall) {
    return edit({ bot, hall, message: sentMessage(bot, payload) }, payload);
  },

  getFile(_bot, { file_id }, hall) {
    const file = hall.file(String(file_id));
    if (!file) throw bad('wrong file_id or the file is temporarily unavailable');
    if (file.data.byteLength > LARGEST_DOWNLOAD) throw bad('file is too big');
    return { file_id, file_path: `files/${String(file_id)}`, file_size: file.data.byteLength };
  },
};

interface Post {
  bot: FakeBot;
  payload: Json;
  hall: Hall;
}

function post({ bot, payload, hall }: Post, content: Json): FakeMessage {
  const chatId = Number(payload.chat_id);
  if (!Number.isSafeInteger(chatId)) throw bad('chat not found');
  if (hall.isBlocked(chatId)) throw new BotApiError(403, 'Forbidden: bot was blocked by the user');
  const markup = asObject(payload.reply_markup);
  checkButtons(markup);
  const message: FakeMessage = {
    message_id: hall.nextMessageId(),
    date: Math.floor(Date.now() / 1000),
    from: { id: bot.id, is_bot: true, first_name: 'Sahut' },
    chat: { id: chatId, type: chatId < 0 ? 'group' : 'private' },
    ...content,
    ...(payload.caption ? { caption: String(payload.caption) } : {}),
    ...(markup.inline_keyboard ? { reply_markup: markup } : {}),
    ...(markup.keyboard ? { $keyboard: markup.keyboard as Button[][] } : {}),
    ...(markup.remove_keyboard ? { $keyboard: 'removed' as const } : {}),
  };
  bot.messages.set(`${chatId}:${message.message_id}`, message);
  hall.posted(bot, message);
  return message;
}

function checkButtons(markup: Json): void {
  const rows = (markup.inline_keyboard ?? []) as Button[][];
  for (const { callback_data = '' } of rows.flat()) {
    const bytes = Buffer.byteLength(callback_data);
    if (bytes < 1 || bytes > 64) throw bad('BUTTON_DATA_INVALID');
  }
}

function sentMessage(bot: FakeBot, { chat_id, message_id }: Json): FakeMessage {
  const message = bot.messages.get(`${String(chat_id)}:${String(message_id)}`);
  if (!message) throw bad('message to edit not found');
  return message;
}

function edit(
  { bot, hall, message }: { bot: FakeBot; hall: Hall; message: FakeMessage },
  payload: Json & { text?: string },
): FakeMessage {
  const markup = asObject(payload.reply_markup);
  const isSame =
    (payload.text ?? message.text) === message.text &&
    JSON.stringify(markup.inline_keyboard) ===
      JSON.stringify(message.reply_markup?.inline_keyboard);
  if (isSame) throw bad('message is not modified');
  if (payload.text !== undefined) message.text = payload.text;
  if (markup.inline_keyboard) message.reply_markup = markup;
  else delete message.reply_markup;
  hall.edited(bot, message);
  return message;
}

function sentFile(file: unknown, hall: Hall): Json {
  if (!isFile(file)) return { file_id: String(file) };
  const id = hall.keepFile(file);
  return { file_id: id, file_unique_id: id, file_name: file.name, file_size: file.data.byteLength };
}

function pin({ latitude, longitude }: Json): Json {
  return { latitude: Number(latitude), longitude: Number(longitude) };
}

function asObject(value: unknown): Json {
  if (typeof value === 'string') return JSON.parse(value) as Json;
  return (value ?? {}) as Json;
}

/** A file id nobody can guess, as Telegram's are. */
export function newFileId(): string {
  return `F${randomUUID().replaceAll('-', '')}`;
}
