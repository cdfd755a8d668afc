import type { Choice, MediaKind } from '../../models/message.js';
import { ChannelError, type Outbound } from '../channel.js';
import { BY_LABEL } from './parse.js';
import { split } from './split.js';

/** Limits of the Bot API. */
export const TEXT_LIMIT = 4096;
export const CAPTION_LIMIT = 1024;
export const UPLOAD_LIMIT_BYTES = 50_000_000;
const PHOTO_LIMIT_BYTES = 10_000_000;
const CALLBACK_LIMIT_BYTES = 64;
/** Two labels share a row when both are at most so long; a telephone's screen shows no more. */
const HALF_ROW_CHARACTERS = 14;

/** Both languages, because a channel does not know which one the citizen speaks. */
const SEND_LOCATION = '📍 Kirim lokasi · Send location';
const LOCATION_HINT =
  '📍 Tekan tombol di bawah untuk mengirim lokasi. · Tap the button below to send your location.';

/** One call of the Bot API. */
export interface Step {
  method: string;
  payload: Record<string, unknown>;
  /** `main` gives the message its id; an `extra` may fail without harm. */
  part: 'main' | 'piece' | 'extra';
  /** It carries buttons that a press or the next menu must remove. */
  menu?: true;
}

/** How things stand in the chat. */
export interface Screen {
  /** Our location button lies over the citizen's keyboard. */
  keyboardShown: boolean;
}

/**
 * The calls that say this message, in order. Plain text throughout (no parse_mode): nothing that a
 * citizen or an operator writes can break or forge markup. Throws `refused` for what cannot be sent.
 */
export function render(outbound: Outbound, screen: Screen): Step[] {
  const [first, ...rest] = stepsOf(outbound, screen);
  const target = quotable(outbound);
  if (!first || target === null) return first ? [first, ...rest] : [];
  // A message that the citizen has deleted meanwhile is answered all the same.
  const reply_parameters = { message_id: target, allow_sending_without_reply: true };
  return [{ ...first, payload: { ...first.payload, reply_parameters } }, ...rest];
}

/** The number of the message that is answered; null for what has none (a pressed button). */
function quotable({ chatId, quote }: Outbound): number | null {
  const [chat, id] = quote?.externalId.split(':') ?? [];
  return chat === chatId && id !== undefined && /^\d{1,15}$/.test(id) ? Number(id) : null;
}

function stepsOf(outbound: Outbound, screen: Screen): Step[] {
  const { content } = outbound;
  if (content.kind === 'text') return renderText(outbound.chatId, content, screen);
  if (content.kind === 'location') return [renderLocation(outbound.chatId, content)];
  return renderMedia(outbound);
}

function renderText(
  chatId: string,
  content: { text: string; choices?: Choice[]; ask?: 'location' },
  screen: Screen,
): Step[] {
  const pieces = split(content.text, TEXT_LIMIT);
  const hasMenu = (content.choices?.length ?? 0) > 0;
  const steps = pieces.map((text, n): Step => {
    const isLast = n === pieces.length - 1;
    const markup = isLast ? markupOf(content, screen) : undefined;
    return {
      ...textStep(chatId, text, markup),
      part: isLast ? 'main' : 'piece',
      ...(isLast && hasMenu ? { menu: true } : {}),
    };
  });
  // A message has room for one keyboard: the choices stay with the words, the pin gets a line below.
  if (hasMenu && content.ask === 'location') {
    steps.push({ ...textStep(chatId, LOCATION_HINT, locationKeyboard()), part: 'extra' });
  }
  return steps;
}

function textStep(chatId: string, text: string, markup?: object): Omit<Step, 'part'> {
  const payload = {
    chat_id: chatId,
    text,
    link_preview_options: { is_disabled: true },
    ...(markup ? { reply_markup: markup } : {}),
  };
  return { method: 'sendMessage', payload };
}

function markupOf(
  content: { choices?: Choice[]; ask?: 'location' },
  screen: Screen,
): object | undefined {
  if (content.choices && content.choices.length > 0) {
    return { inline_keyboard: inlineRows(content.choices) };
  }
  if (content.ask === 'location') return locationKeyboard();
  return screen.keyboardShown ? { remove_keyboard: true } : undefined;
}

function locationKeyboard(): object {
  return {
    keyboard: [[{ text: SEND_LOCATION, request_location: true }]],
    resize_keyboard: true,
    one_time_keyboard: true,
  };
}

interface InlineButton {
  text: string;
  callback_data: string;
}

function inlineRows(choices: Choice[]): InlineButton[][] {
  const buttons = choices.map((choice, n) => ({
    text: choice.label,
    callback_data: callbackData(choice.value, n),
  }));
  const rows: InlineButton[][] = [];
  for (const button of buttons) {
    const row = rows.at(-1);
    if (row?.length === 1 && [...row, button].every(isShort)) row.push(button);
    else rows.push([button]);
  }
  return rows;
}

function isShort(button: InlineButton): boolean {
  return button.text.length <= HALF_ROW_CHARACTERS;
}

function callbackData(value: string, index: number): string {
  const bytes = new TextEncoder().encode(value).length;
  const fits = bytes > 0 && bytes <= CALLBACK_LIMIT_BYTES && !value.startsWith(BY_LABEL);
  return fits ? value : `${BY_LABEL}${index}`;
}

function renderLocation(
  chatId: string,
  place: { latitude: number; longitude: number; name?: string },
): Step {
  const { latitude, longitude, name } = place;
  const pin = { chat_id: chatId, latitude, longitude };
  if (!name) return { method: 'sendLocation', payload: pin, part: 'main' };
  const address = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  return { method: 'sendVenue', payload: { ...pin, title: name, address }, part: 'main' };
}

const METHODS: Readonly<Record<MediaKind, { method: string; field: string }>> = {
  photo: { method: 'sendPhoto', field: 'photo' },
  video: { method: 'sendVideo', field: 'video' },
  audio: { method: 'sendAudio', field: 'audio' },
  document: { method: 'sendDocument', field: 'document' },
  sticker: { method: 'sendSticker', field: 'sticker' },
};

function renderMedia({ chatId, content, data }: Outbound): Step[] {
  if (!('media' in content)) throw new ChannelError('refused', 'There is no file to send.');
  if (!data || data.byteLength === 0) {
    throw new ChannelError('refused', 'The file to send is missing.');
  }
  if (data.byteLength > UPLOAD_LIMIT_BYTES) {
    throw new ChannelError('refused', 'The file is too-large for Telegram: at most 50 MB.');
  }
  const { kind, media, caption = '' } = content;
  const { method, field } = METHODS[asSent(kind, media.mimeType, data.byteLength)];
  const fits = caption.length <= CAPTION_LIMIT && method !== 'sendSticker';
  const file = {
    source: Buffer.from(data.buffer, data.byteOffset, data.byteLength),
    ...(media.fileName ? { filename: media.fileName } : {}),
  };
  const payload = {
    chat_id: chatId,
    [field]: file,
    ...(fits && caption ? { caption } : {}),
  };
  const rest = fits || !caption ? [] : split(caption, TEXT_LIMIT);
  return [
    { method, payload, part: 'main' },
    ...rest.map((text): Step => ({ ...textStep(chatId, text), part: 'piece' })),
  ];
}

/** Telegram takes big photos and unusual types only as documents; speech in Ogg plays as audio. */
function asSent(kind: MediaKind, mimeType: string, bytes: number): MediaKind {
  if (kind === 'photo') {
    const isPhoto = /^image\/(jpeg|png|webp)$/.test(mimeType) && bytes <= PHOTO_LIMIT_BYTES;
    return isPhoto ? 'photo' : 'document';
  }
  if (kind === 'video') return mimeType === 'video/mp4' ? 'video' : 'document';
  if (kind === 'audio')
    return /^audio\/(mpeg|mp4|x-m4a|ogg)$/.test(mimeType) ? 'audio' : 'document';
  return kind;
}
