import { clean, wordsOf } from './clean.js';
import { findReference, parseReference } from './reference.js';

export type CommandName =
  | 'cancel'
  | 'back'
  | 'restart'
  | 'help'
  | 'language'
  | 'officer'
  | 'status'
  | 'report'
  | 'menu'
  | 'start';

export interface Command {
  name: CommandName;
  /** Only of `status`: the complaint asked for. */
  reference: string | null;
}

/** Words that work in every step, each as the whole message or behind a slash. */
const WORDS: Readonly<Record<CommandName, readonly string[]>> = {
  cancel: ['batal', 'batalkan', 'cancel', 'stop', 'batal laporan', 'batalkan laporan'],
  back: ['kembali', 'back', 'mundur'],
  restart: ['ulang', 'ulangi', 'restart', 'mulai ulang', 'ulang dari awal', 'start over'],
  help: ['bantuan', 'help', 'cara pakai'],
  language: [
    'bahasa',
    'language',
    'ganti bahasa',
    'bahasa inggris',
    'english',
    'bahasa indonesia',
    'change language',
  ],
  officer: [
    'petugas',
    'officer',
    'operator',
    'admin',
    'human',
    'bicara dengan petugas',
    'hubungi petugas',
    'mau bicara petugas',
    'talk to an officer',
    'talk to officer',
  ],
  status: ['status', 'status laporan', 'cek status', 'cek laporan', 'check status', 'my reports'],
  report: ['lapor', 'report', 'buat laporan', 'mau lapor', 'saya mau lapor', 'new report'],
  menu: ['menu', 'menu utama', 'main menu'],
  start: ['start', 'mulai'],
};

const BY_WORDS = new Map<string, CommandName>(
  Object.entries(WORDS).flatMap(([name, words]) =>
    words.map((word): [string, CommandName] => [word, name as CommandName]),
  ),
);

const STATUS_WORD = /\b(status|cek|check|lacak|track|laporan|nomor|report)\b/i;
const LONGEST_STATUS_QUESTION_WORDS = 7;

/**
 * Reads a global word: the whole message ("batal"), a slash command, a bare reference, or a short
 * question about one. A sentence that merely contains such a word is no command.
 */
export function readCommand(text: string): Command | null {
  const words = wordsOf(text);
  const slash = /^\/([a-z]+)(?:@\w+)?(?:\s+(.*))?$/is.exec(text);
  if (slash) return readSlash(slash[1] ?? '', slash[2] ?? '');
  if (text.includes('\n')) return null;
  const name = BY_WORDS.get(words.join(' '));
  if (name) return { name, reference: null };
  const reference = words.length <= LONGEST_STATUS_QUESTION_WORDS ? askedReference(text) : null;
  return reference ? { name: 'status', reference } : null;
}

function readSlash(word: string, rest: string): Command | null {
  const name = BY_WORDS.get(word.toLowerCase());
  if (!name) return null;
  return { name, reference: name === 'status' ? parseReference(clean(rest)) : null };
}

function askedReference(text: string): string | null {
  const afterStatus = /^\W*status\s+(.+)$/i.exec(text);
  const named = afterStatus && parseReference(afterStatus[1] ?? '');
  if (named && /\d/.test(named)) return named;
  if (STATUS_WORD.test(text)) return findReference(text);
  return /^\W*[0-9a-z]{3}[-–— ]?[0-9a-z]{4}\W*$/i.test(text) ? findReference(text) : null;
}
