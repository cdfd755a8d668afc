import { describe, expect, it } from '@jest/globals';
import { dialogue } from '../../src/dialogue/advance.js';
import {
  isGreeting,
  isNo,
  isSkip,
  isThanks,
  isYes,
  readChoice,
  readExactChoice,
} from '../../src/dialogue/answers.js';
import { clean, excerpt, shorten, tellsSomething } from '../../src/dialogue/clean.js';
import { readCommand } from '../../src/dialogue/commands.js';
import { Chat } from './chat.js';

const MENU = [
  { value: 'report', label: 'Lapor masalah' },
  { value: 'status', label: 'Cek laporan' },
  { value: 'officer', label: 'Bicara dengan petugas' },
];

describe('a choice', () => {
  it.each([
    ['1', 'report'],
    ['1.', 'report'],
    ['(2)', 'status'],
    ['3️⃣', 'officer'],
    ['satu', 'report'],
    ['nomor dua', 'status'],
    ['no 3', 'officer'],
    ['lapor', 'report'],
    ['Lapor Masalah!', 'report'],
    ['lapro', 'report'],
    ['mau lapor dong', 'report'],
    ['petgas', 'officer'],
  ])('is read in "%s"', (text, value) => {
    expect(readChoice(text, MENU)).toBe(value);
  });

  it.each(['', '0', '4', '11', 'jalan rusak', 'masalah jalan rusak', 'saya mau', '1 2', 'laut'])(
    'is not read in "%s"',
    (text) => {
      expect(readChoice(text, MENU)).toBeNull();
    },
  );

  it('is never guessed where a guess could cost a life', () => {
    expect(readExactChoice('lapro', MENU)).toBeNull();
    expect(readExactChoice('2', MENU)).toBe('status');
  });
});

describe('a global word', () => {
  it.each([
    ['batal', 'cancel'],
    ['BATAL!', 'cancel'],
    ['/cancel', 'cancel'],
    ['/batal@sahut_bot', 'cancel'],
    ['kembali', 'back'],
    ['back', 'back'],
    ['ulang', 'restart'],
    ['restart', 'restart'],
    ['bantuan', 'help'],
    ['help', 'help'],
    ['bahasa', 'language'],
    ['language', 'language'],
    ['petugas', 'officer'],
    ['officer', 'officer'],
    ['lapor', 'report'],
    ['report', 'report'],
    ['menu', 'menu'],
    ['/start', 'start'],
    ['/start web', 'start'],
    ['status', 'status'],
  ])('is "%s"', (text, name) => {
    expect(readCommand(text)).toMatchObject({ name });
  });

  it.each([
    'tolong petugas kebersihan tidak datang',
    'batal puasa karena air mati',
    'laporan status tanah di desa',
    '/unknown',
    'kembali lagi banjirnya',
    'jalan 003 desa',
    '',
  ])('is not in "%s"', (text) => {
    expect(readCommand(text)).toBeNull();
  });
});

describe('short answers', () => {
  it('mean yes, no, skip, hello and thanks', () => {
    for (const text of ['ya', 'iya pak', 'oke', 'sudah benar', 'Betul.'])
      expect(isYes(text)).toBe(true);
    for (const text of ['tidak ya', 'yang itu salah', '']) expect(isYes(text)).toBe(false);
    for (const text of ['tidak', 'gak ada', 'belum punya foto']) expect(isNo(text)).toBe(true);
    for (const text of ['lewati', '-', 'skip', 'tidak ada', 'nanti saja'])
      expect(isSkip(text)).toBe(true);
    for (const text of ['halo', 'Selamat pagi pak', 'assalamualaikum'])
      expect(isGreeting(text)).toBe(true);
    expect(isGreeting('pagi tadi jalan rusak')).toBe(false);
    for (const text of [
      'makasih',
      'terima kasih banyak ya',
      'terima kasih banyak atas bantuannya',
      'thanks',
    ])
      expect(isThanks(text)).toBe(true);
    expect(isThanks('terima kasih sampah sudah diangkut')).toBe(false);
    expect(isThanks('ya')).toBe(false);
  });
});

describe('text', () => {
  it('loses what cannot be shown, and nothing else', () => {
    expect(clean('a\u0000b\u202ec\r\nd\ud800')).toBe('a b c\nd');
    expect(clean('👨‍👩‍👧 é')).toBe('👨‍👩‍👧 é');
    expect(clean('\u0000\u200f \u202e')).toBe('');
  });

  it('is never cut within a character', () => {
    expect(shorten('ab🔥', 3)).toBe('ab');
    expect(excerpt('satu dua\ntiga', 9)).toBe('satu dua…');
  });

  it('tells something from two words on', () => {
    expect(tellsSomething('jalan')).toBe(false);
    expect(tellsSomething('jalan rusak')).toBe(true);
    expect(tellsSomething('🔥 12345678 1234')).toBe(false);
  });
});

describe('patience', () => {
  const state = new Chat().says('halo').state;
  const text = (said: string) => ({ kind: 'text' as const, text: said });

  it('is short for text and media, none for taps, pins, commands, choices and danger', () => {
    expect(dialogue.patienceMs(state, text('jalan rusak'), 'no')).toBe(2000);
    expect(dialogue.patienceMs(state, text('jalan rusak'), 'suspected')).toBe(0);
    expect(dialogue.patienceMs(state, text('1'), 'no')).toBe(0);
    expect(dialogue.patienceMs(state, text('batal'), 'no')).toBe(0);
    expect(dialogue.patienceMs(state, { kind: 'choice', value: 'x', label: 'x' }, 'no')).toBe(0);
    expect(dialogue.patienceMs(state, { kind: 'location', latitude: 1, longitude: 2 }, 'no')).toBe(
      0,
    );
  });
});
