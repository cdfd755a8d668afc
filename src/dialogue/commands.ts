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
  | 'question'
  | 'report'
  | 'menu'
  | 'start';

export interface Command {
  name: CommandName;
  /** Only of `status`: the complaint asked for. */
  reference: string | null;
}

type Words = Readonly<Record<CommandName, readonly string[]>>;

/**
 * Words that work in every step, each as the whole message or behind a slash; the menu's own labels
 * among them. Words of both languages stand here.
 */
const WORDS: Words = {
  cancel: ['batal', 'batalkan', 'stop', 'batal laporan', 'batalkan laporan'],
  back: ['kembali', 'mundur'],
  restart: ['ulang', 'ulangi', 'restart', 'mulai ulang', 'ulang dari awal'],
  help: ['bantuan', 'cara pakai'],
  language: [
    'bahasa',
    'ganti bahasa',
    'bahasa inggris',
    'english',
    'bahasa indonesia',
    'language',
    'change language',
  ],
  officer: [
    'petugas',
    'operator',
    'admin',
    'bicara dengan petugas',
    'hubungi petugas',
    'mau bicara petugas',
  ],
  status: ['status', 'status laporan', 'cek status', 'cek laporan'],
  question: ['tanya', 'tanya informasi', 'bertanya', 'mau tanya'],
  report: ['lapor', 'lapor masalah', 'buat laporan', 'mau lapor', 'saya mau lapor'],
  menu: ['menu', 'menu utama'],
  start: ['start', 'mulai'],
};

/** Said first, these also say in which language to answer. */
const ENGLISH_WORDS: Words = {
  cancel: ['cancel'],
  back: ['back'],
  restart: ['start over'],
  help: ['help'],
  language: [],
  officer: ['officer', 'human', 'talk to an officer', 'talk to officer'],
  status: ['check status', 'check a report', 'my reports'],
  question: ['ask', 'ask a question', 'question'],
  report: ['report', 'report a problem', 'new report'],
  menu: ['main menu'],
  start: [],
};

const COMMAND_OF = new Map([...entriesOf(WORDS), ...entriesOf(ENGLISH_WORDS)]);
const ENGLISH = new Map(entriesOf(ENGLISH_WORDS));

function entriesOf(table: Words): [string, CommandName][] {
  return Object.entries(table).flatMap(([name, words]) =>
    words.map((word): [string, CommandName] => [word, name as CommandName]),
  );
}

/** True for a global word that only an English speaker uses. */
export function isEnglishCommand(text: string): boolean {
  return ENGLISH.has(wordsOf(text).join(' '));
}

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
  const name = COMMAND_OF.get(words.join(' '));
  if (name) return { name, reference: null };
  const reference = words.length <= LONGEST_STATUS_QUESTION_WORDS ? askedReference(text) : null;
  return reference ? { name: 'status', reference } : null;
}

function readSlash(word: string, rest: string): Command | null {
  const name = COMMAND_OF.get(word.toLowerCase());
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
