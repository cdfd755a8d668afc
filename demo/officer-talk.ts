import type { Hands } from './hands.js';
import { isUrgent, type Story } from './stories.js';

type Reply = (hands: Hands) => Promise<void>;

/** What a person asks or promises, by its words, and how a citizen answers; the first that fits. */
const TALK: readonly { heard: RegExp; reply: Reply }[] = [
  // Whoever thanks or says goodbye needs no answer: two polite people would never end.
  {
    heard: /sama-sama|kembali kasih|you.?re welcome|kami tutup|sudah selesai ditangani/i,
    reply: silent,
  },
  {
    heard: /di ?mana|alamat|lokasi(nya)?\?|patokan|share ?loc|where|address|location/i,
    reply: async (hands) => {
      await hands.speak('place');
      if (hands.chance.happens(0.5)) await hands.pin();
    },
  },
  {
    heard: /berapa orang|ada (yang|korban)|korban|siapa yang|luka|how many|who is|injured/i,
    reply: (hands) => hands.words(hands.story.people ?? 'tidak ada korban'),
  },
  { heard: /foto|gambar|photo|picture/i, reply: (hands) => hands.photo() },
  {
    heard: /nomor (hp|telepon|wa|yang)|no\.? ?hp|bisa dihubungi|phone|reach you/i,
    reply: (hands) => hands.speak('phone'),
  },
  {
    heard: /nama (anda|bapak|ibu|lengkap)|atas nama|your name/i,
    reply: (hands) => hands.speak('name'),
  },
  {
    heard: /sejak kapan|sudah berapa lama|berapa hari|kapan|since when|how long|when/i,
    reply: (hands) => hands.words(hands.story.since ?? 'baru saja'),
  },
  {
    heard: /sudah (datang|tiba|sampai)|arrived/i,
    reply: (hands) => hands.speak('arrived'),
  },
  {
    heard:
      /menuju|meluncur|berangkat|segera (datang|ke)|dikirim|bertahan|tenang|on (the|their) way|coming/i,
    reply: promised,
  },
  { heard: /\?/, reply: (hands) => hands.speak('yes') },
  { heard: /terima kasih|thank/i, reply: (hands) => hands.speak('thanks') },
];

/** How this citizen answers what a person wrote. */
export function answerOfficer(text: string, story: Story): Reply {
  const found = TALK.find(({ heard }) => heard.test(text));
  if (found) return found.reply;
  return isUrgent(story) ? (hands) => hands.speak('hurry') : (hands) => hands.speak('noted');
}

async function silent(): Promise<void> {
  // Nothing to say.
}

/** Help is on its way: once it is there, the citizen says so. */
async function promised(hands: Hands): Promise<void> {
  if (!isUrgent(hands.story)) return hands.speak('noted');
  await hands.speak('hurry');
  await hands.pause(hands.chance.between(25, 45));
  await hands.speak('arrived');
}
