import type { Api } from './api.js';

/** The commands of the menu; the dialogue knows each as a word, in both languages. */
const COMMANDS = {
  id: [
    { command: 'lapor', description: 'Buat laporan' },
    { command: 'status', description: 'Cek laporan' },
    { command: 'petugas', description: 'Bicara dengan petugas' },
    { command: 'kembali', description: 'Kembali satu langkah' },
    { command: 'batal', description: 'Batalkan laporan ini' },
    { command: 'bahasa', description: 'Ganti bahasa · Change language' },
    { command: 'bantuan', description: 'Bantuan' },
  ],
  en: [
    { command: 'report', description: 'File a report' },
    { command: 'status', description: 'Check a report' },
    { command: 'officer', description: 'Talk to an officer' },
    { command: 'back', description: 'One step back' },
    { command: 'cancel', description: 'Cancel this report' },
    { command: 'language', description: 'Change language · Ganti bahasa' },
    { command: 'help', description: 'Help' },
  ],
} as const;

function descriptions(organisation: string): Record<'id' | 'en', string> {
  return {
    id: `Layanan pengaduan ${organisation}. Tekan Mulai, lalu ceritakan masalahnya. Keadaan darurat: telepon 112, gratis.`,
    en: `Complaints to ${organisation}. Press Start and tell us what is wrong. In an emergency call 112, free of charge.`,
  };
}

/**
 * Puts the commands into the menu and the description into the empty chat, in Indonesian for
 * everybody and in English for those whose app is English. Cosmetic: what fails is left out.
 */
export async function introduce(api: Api, organisation: string): Promise<void> {
  const texts = descriptions(organisation);
  const calls: [string, Record<string, unknown>][] = [
    ['setMyCommands', { commands: COMMANDS.id }],
    ['setMyCommands', { commands: COMMANDS.en, language_code: 'en' }],
    ['setMyDescription', { description: texts.id }],
    ['setMyDescription', { description: texts.en, language_code: 'en' }],
  ];
  for (const [method, payload] of calls) await api.call(method, payload).catch(() => {});
}
