/** What the server has no words for it puts as `[photo]`: lists say it in the language of the page. */
import type { Texts } from '../texts/texts.js';

const WORDLESS = {
  photo: 'message.photo',
  video: 'message.video',
  audio: 'message.audio',
  document: 'message.document',
  sticker: 'message.sticker',
  location: 'message.location',
  deleted: 'message.deletion',
  unsupported: 'message.other',
} as const;

const isWordless = (kind: string): kind is keyof typeof WORDLESS => Object.hasOwn(WORDLESS, kind);

/** An excerpt of a message as it is shown. */
export function excerptWords(text: string, t: Texts['t']): string {
  const kind = /^\[(\w+)\]$/.exec(text)?.[1] ?? '';
  return isWordless(kind) ? t(WORDLESS[kind]) : text;
}
