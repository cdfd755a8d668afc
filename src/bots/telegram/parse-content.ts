import type { Content, MediaKind, MediaRef } from '../../models/message.js';
import { integer, list, number, object, present, text, type Wire } from './fields.js';

/** Kinds of file, by the field that carries them; the first that is there counts. */
const FILES: readonly { field: string; kind: MediaKind; mimeType: string }[] = [
  // An animation also comes as a document, so it is looked at first.
  { field: 'animation', kind: 'video', mimeType: 'video/mp4' },
  { field: 'video', kind: 'video', mimeType: 'video/mp4' },
  { field: 'video_note', kind: 'video', mimeType: 'video/mp4' },
  { field: 'voice', kind: 'audio', mimeType: 'audio/ogg' },
  { field: 'audio', kind: 'audio', mimeType: 'audio/mpeg' },
  { field: 'document', kind: 'document', mimeType: 'application/octet-stream' },
];

/** Kinds a citizen may send and we cannot use, by their field. */
const UNSUPPORTED = [
  'poll',
  'dice',
  'game',
  'story',
  'invoice',
  'giveaway',
  'checklist',
  'paid_media',
  'passport_data',
  'gift',
] as const;

/** What a message of Telegram says, or null when it says nothing (a pinned message, a new title). */
export function contentOf(message: Wire): Content | null {
  const said = text(message.text);
  if (said !== undefined) return { kind: 'text', text: said };
  return placeOf(message) ?? fileOf(message) ?? contactOf(message) ?? unsupportedOf(message);
}

/** A pin, also a live one or that of a venue. */
export function placeOf(message: Wire): Content | null {
  const venue = object(message.venue);
  const pin = object(message.location) ?? object(venue?.location);
  const latitude = number(pin?.latitude);
  const longitude = number(pin?.longitude);
  if (!pin || latitude === undefined || longitude === undefined) return null;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
  return {
    kind: 'location',
    latitude,
    longitude,
    ...present({
      accuracyMetres: number(pin.horizontal_accuracy),
      name: text(venue?.title),
      address: text(venue?.address),
    }),
  };
}

function fileOf(message: Wire): Content | null {
  const caption = present({ caption: text(message.caption) });
  const photo = largest(message.photo);
  if (photo) return { kind: 'photo', media: mediaOf(photo, 'image/jpeg'), ...caption };
  const sticker = object(message.sticker);
  if (sticker) return { kind: 'sticker', media: mediaOf(sticker, stickerType(sticker)) };
  for (const { field, kind, mimeType } of FILES) {
    const file = object(message[field]);
    if (file) return { kind, media: mediaOf(file, mimeType), ...caption };
  }
  return null;
}

/** Telegram sends several sizes of a photo. */
function largest(photo: unknown): Wire | null {
  return list(photo).reduce<Wire | null>((best, one) => {
    const size = object(one);
    return size && (!best || area(size) > area(best)) ? size : best;
  }, null);
}

function area(size: Wire): number {
  return (number(size.width) ?? 0) * (number(size.height) ?? 0);
}

function stickerType(sticker: Wire): string {
  if (sticker.is_video === true) return 'video/webm';
  return sticker.is_animated === true ? 'application/x-tgsticker' : 'image/webp';
}

function mediaOf(file: Wire, usualType: string): MediaRef {
  const source = text(file.file_id);
  return {
    mediaId: null,
    mimeType: text(file.mime_type) ?? usualType,
    bytes: number(file.file_size) ?? 0,
    ...present({
      fileName: text(file.file_name),
      durationSeconds: number(file.duration),
      width: number(file.width) ?? number(file.length),
      height: number(file.height) ?? number(file.length),
      source,
    }),
    ...(source === undefined ? { missing: 'failed' as const } : {}),
  };
}

function contactOf(message: Wire): Content | null {
  const contact = object(message.contact);
  const phone = text(contact?.phone_number);
  if (!contact || phone === undefined) return null;
  return { kind: 'contact', name: fullName(contact), phone };
}

/** First and last name of a user or a contact; empty when there is neither. */
export function fullName(person: Wire): string {
  return [text(person.first_name), text(person.last_name)].filter(Boolean).join(' ');
}

function unsupportedOf(message: Wire): Content | null {
  const what = UNSUPPORTED.find((field) => message[field] !== undefined);
  return what === undefined ? null : { kind: 'unsupported', what };
}

/** Which message is meant, as it is known to the house. */
export function messageIdOf(chatId: string, message: Wire): string | null {
  const id = integer(message.message_id);
  return id === undefined ? null : `${chatId}:${id}`;
}
