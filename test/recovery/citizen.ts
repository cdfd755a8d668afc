import type { Content, OutboundContent } from '../../src/models/message.js';

const STORIES = [
  'jalan di depan sekolah rusak parah, lubangnya besar dan dalam',
  'lampu jalan di gang kami mati sudah dua minggu, gelap sekali kalau malam',
  'sampah menumpuk di pinggir pasar dan tidak pernah diangkut, baunya menyengat',
  'air PDAM tidak mengalir sejak tiga hari yang lalu, warga harus beli air galon',
] as const;

/** So many kinds of citizens; the others say the same as one of these. */
export const KINDS = STORIES.length * 2;

const REFERENCE = /\b[0-9A-Z]{3}-[0-9A-Z]{4}\b/;
const TAPPED = ['menu.report', 'media.skip', 'who.anonymous', 'read.send', 'category.', 'area.'];

/** The reference in a receipt; null while the conversation goes on. */
export function referenceIn(answer: OutboundContent): string | null {
  return ('text' in answer && REFERENCE.exec(answer.text)?.[0]) || null;
}

/**
 * What a citizen of this kind says to the bot's last words, by the buttons and questions in them.
 * Throws when the bot asks what it would not ask in an undisturbed conversation.
 */
export function reply(kind: number, answer: OutboundContent | null): Content {
  if (!answer) return { kind: 'text', text: 'halo' };
  if (answer.kind !== 'text') throw new Error(`a bot that sends a ${answer.kind}`);
  const { choices = [], ask, text } = answer;
  if (choices.some(({ value }) => value === 'landmark.skip')) {
    return { kind: 'text', text: 'dekat masjid Al Ikhlas' };
  }
  const tapped = choices.find(({ value }) => TAPPED.some((known) => value.startsWith(known)));
  if (tapped) return { kind: 'choice', ...tapped };
  if (ask === 'location') return place(kind);
  if (choices.length === 0) return { kind: 'text', text: STORIES[kind % STORIES.length] ?? '' };
  throw new Error(`a question that nobody expects: ${text}`);
}

function place(kind: number): Content {
  return kind < STORIES.length
    ? { kind: 'location', latitude: -2.88, longitude: 104.38 }
    : { kind: 'text', text: 'Desa Lubuk Saung, Banyuasin III' };
}
