import { keep, kept } from './kept.js';

const id = {
  title: 'Layanan pengaduan',
  emergency: 'Bahaya? Telepon\u00a0112',
  language: 'Show this page in English',
  otherLanguage: 'EN',
  greeting: 'Halo! Tulis masalah Anda di bawah, atau pilih salah satu.',
  write: 'Tulis masalah Anda …',
  message: 'Pesan',
  send: 'Kirim',
  more: 'Foto, suara, lokasi, dan lainnya',
  thread: 'Percakapan',
  choices: 'Pilihan jawaban',
  /** What a chip says, and the word it sends when the bot knows a shorter one. */
  chips: 'Lapor masalah|Cek laporan|Tanya informasi|Bicara dengan petugas',
  noSignal: 'Tidak ada sinyal — pesan akan dikirim otomatis',
  busy: 'Server sedang sibuk — pesan akan dikirim otomatis',
  sending: 'mengirim …',
  kept: '✓ diterima',
  waiting: 'menunggu sinyal',
  failed: 'Gagal. Ketuk untuk kirim ulang',
  refused: 'Berkas ini tidak diterima. Kirim foto, video, suara, atau PDF.',
  tooLarge: 'Berkas terlalu besar (paling besar 16 MB).',
  you: 'Anda',
  officer: 'Petugas',
  typing: 'sedang menulis …',
  newest: 'Pesan baru',
  attach: 'Foto, video, atau berkas',
  record: 'Rekam suara',
  stop: 'Selesai',
  cancel: 'Batal',
  recording: 'Merekam',
  share: 'Kirim lokasi saya',
  forget: 'Hapus percakapan dari perangkat ini',
  forgetSure: 'Hapus percakapan dari perangkat ini? Laporan Anda tetap tersimpan di kantor.',
  locating: 'Mencari lokasi …',
  locationDenied: 'Izin lokasi ditolak. Aktifkan di pengaturan, atau tulis nama tempatnya.',
  locationFailed: 'Lokasi tidak ditemukan. Tulis nama tempatnya: desa, jalan, patokan.',
  locationInsecure: 'Lokasi hanya bisa dikirim lewat alamat https. Tulis nama tempatnya.',
  microphone: 'Mikrofon tidak bisa dipakai. Tulis pesan Anda, atau lampirkan rekaman.',
  pin: 'Lokasi',
  openMap: 'Buka peta',
  photo: 'Foto',
  video: 'Video',
  audio: 'Suara',
  document: 'Dokumen',
  sticker: 'Stiker',
  load: 'Tampilkan',
  download: 'Unduh',
  gone: 'Berkas tidak bisa dimuat. Ketuk untuk mencoba lagi.',
  missing: 'Berkas tidak tersedia.',
  unknown: 'Pesan ini tidak bisa ditampilkan di sini.',
  remove: 'Buang lampiran',
  today: 'Hari ini',
};
export type TextKey = keyof typeof id;

const en: Record<TextKey, string> = {
  title: 'Complaint service',
  emergency: 'Danger? Call\u00a0112',
  language: 'Tampilkan dalam bahasa Indonesia',
  otherLanguage: 'ID',
  greeting: 'Hello! Write your problem below, or choose one.',
  write: 'Write your problem …',
  message: 'Message',
  send: 'Send',
  more: 'Photo, voice, location and more',
  thread: 'Conversation',
  choices: 'Answers to choose from',
  chips: 'Report a problem|Check a report|Ask a question|Talk to an officer',
  noSignal: 'No signal — messages will be sent by themselves',
  busy: 'The server is busy — messages will be sent by themselves',
  sending: 'sending …',
  kept: '✓ received',
  waiting: 'waiting for signal',
  failed: 'Failed. Tap to send again',
  refused: 'This file is not taken. Send a photo, a video, a recording or a PDF.',
  tooLarge: 'The file is too large (at most 16 MB).',
  you: 'You',
  officer: 'Officer',
  typing: 'is writing …',
  newest: 'New messages',
  attach: 'Photo, video or file',
  record: 'Record voice',
  stop: 'Done',
  cancel: 'Cancel',
  recording: 'Recording',
  share: 'Send my location',
  forget: 'Remove the conversation from this device',
  forgetSure: 'Remove the conversation from this device? Your reports stay at the office.',
  locating: 'Looking for your location …',
  locationDenied: 'Location was not allowed. Allow it in the settings, or write the place.',
  locationFailed: 'No location found. Write the place: village, street, landmark.',
  locationInsecure: 'A location can only be sent over https. Write the place.',
  microphone: 'The microphone cannot be used. Write, or attach a recording.',
  pin: 'Location',
  openMap: 'Open map',
  photo: 'Photo',
  video: 'Video',
  audio: 'Voice',
  document: 'Document',
  sticker: 'Sticker',
  load: 'Show',
  download: 'Download',
  gone: 'The file could not be loaded. Tap to try again.',
  missing: 'The file is not available.',
  unknown: 'This message cannot be shown here.',
  remove: 'Remove attachment',
  today: 'Today',
};

export type Language = 'id' | 'en';

let language: Language = first();

function first(): Language {
  const chosen = kept('language');
  if (chosen === 'id' || chosen === 'en') return chosen;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'id';
}

/** The language now shown. */
export const spoken = (): Language => language;

/** The person's own choice, remembered on this device. */
export function speakOther(): void {
  language = language === 'id' ? 'en' : 'id';
  keep('language', language);
}

/** A sentence in the language now shown. */
export function t(key: TextKey): string {
  return (language === 'id' ? id : en)[key];
}

/** Hours and minutes, e.g. 14.05. */
export function clockTime(at: string): string {
  return format(at, { hour: '2-digit', minute: '2-digit' });
}

/** The day in words; "today" for today. */
export function day(at: string): string {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return isToday ? t('today') : format(at, { day: 'numeric', month: 'long' });
}

function format(at: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', options).format(
    new Date(at),
  );
}

/** A size in words, e.g. 120 KB. */
export function size(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
