import { Buffer } from 'node:buffer';
import type { AnyMessageContent } from '@whiskeysockets/baileys';
import type { OutboundContent } from '../../models/message.js';
import { ChannelError, type Outbound } from '../channel.js';

/** How to share a place, because WhatsApp has no button for it. */
const HOW_TO_SHARE = {
  id: '📍 Cara kirim lokasi: ketuk ikon 📎 (atau +), pilih *Lokasi*, lalu *Kirim lokasi saat ini*.',
  en: '📍 To share your location: tap 📎 (or +), choose *Location*, then *Send your current location*.',
};

type TextContent = Extract<OutboundContent, { kind: 'text' }>;
type FileContent = Extract<OutboundContent, { media: unknown }>;

/**
 * Our words as Baileys sends them. Choices become a numbered menu: buttons and lists of unofficial
 * clients arrive on some phones and on others not at all. The dialogue reads the answers.
 */
export function render({ content, data }: Pick<Outbound, 'content' | 'data'>): AnyMessageContent {
  if (content.kind === 'text') return { text: menuText(content), linkPreview: null };
  if (content.kind === 'location') {
    const { latitude, longitude, name } = content;
    const pin = { degreesLatitude: latitude, degreesLongitude: longitude };
    return { location: { ...pin, ...(name ? { name } : {}) } };
  }
  return file(content, data);
}

/** A text with its choices numbered beneath, and a word on sharing a place when one is asked for. */
export function menuText({ text, choices = [], ask }: TextContent): string {
  const menu = choices.map((choice, index) => `${index + 1}. ${choice.label}`).join('\n');
  const hint = ask === 'location' ? HOW_TO_SHARE[languageOf(text)] : '';
  return [text, menu, hint].filter(Boolean).join('\n\n');
}

/** A send does not say its language; our own sentences are told apart by their commonest words. */
function languageOf(text: string): 'id' | 'en' {
  const english = /\b(the|you|your|where|please|is|of|and|or)\b/i.test(text);
  const indonesian = /\b(anda|di|yang|lokasi|kirim|silakan|mana|atau|dan)\b/i.test(text);
  return english && !indonesian ? 'en' : 'id';
}

function file(content: FileContent, data: Uint8Array | undefined): AnyMessageContent {
  if (!data || data.length === 0) {
    throw new ChannelError('refused', 'The file of this message is not there; attach it again.');
  }
  const { media, caption } = content;
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const words = caption ? { caption } : {};
  const mimetype = media.mimeType;
  switch (content.kind) {
    // Given thumbnails keep Baileys from writing the picture to a temporary file to make one.
    case 'photo':
      return { image: bytes, mimetype, jpegThumbnail: '', ...words };
    case 'video':
      return { video: bytes, mimetype, jpegThumbnail: '', ...words };
    case 'audio': {
      const ptt = /ogg|opus/.test(mimetype);
      const spoken = ptt ? 'audio/ogg; codecs=opus' : mimetype;
      const audio = { audio: bytes, mimetype: spoken, seconds: media.durationSeconds ?? 0 };
      return { ...audio, ptt, ...(ptt ? { waveform: new Uint8Array(64) } : {}) };
    }
    case 'sticker':
      return { sticker: bytes, mimetype };
    case 'document':
      return { document: bytes, mimetype, fileName: media.fileName ?? 'file', ...words };
  }
}
