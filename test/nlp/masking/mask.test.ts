import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mask } from '../../../src/nlp/masking/mask.js';

describe('masking', () => {
  it.each([
    ['nama saya Siti Aminah, jalan rusak', 'nama saya [nama], jalan rusak'],
    [
      'nama saya budi dari desa Sukajadi mau lapor',
      'nama saya [nama] dari desa Sukajadi mau lapor',
    ],
    ['Nama: AGUS SETIAWAN. Air mati', 'Nama: [nama] Air mati'],
    ['atas nama Bpk Herman', 'atas nama Bpk [nama]'],
    ['saya lihat pak Joko jatuh dari motor', 'saya lihat pak [nama] jatuh dari motor'],
    ['bu wati pingsan di pasar', 'bu [nama] pingsan di pasar'],
    ['pak tolong jalan rusak', 'pak tolong jalan rusak'],
    ['Pak Lurah minta uang', 'Pak Lurah minta uang'],
    ['nama saya dicoret dari daftar bansos', 'nama saya dicoret dari daftar bansos'],
    ['my name is John Smith and I live here', 'my name is [nama] and I live here'],
    ['hub 0812-3456-7890 ya', 'hub [nomor] ya'],
    ['wa +62 812 3456 7890', 'wa [nomor]'],
    ['NIK 1607 0112 3456 0001 belum aktif', 'NIK [nomor] belum aktif'],
    ['no kk 1607011234560001', 'no kk [nomor]'],
    ['nol delapan satu dua tiga empat lima', '[nomor]'],
    ['mobil BG 1234 XY menabrak', 'mobil [plat] menabrak'],
    ['motor b1234xyz kabur', 'motor [plat] kabur'],
    ['email budi.s@contoh.go.id', 'email [surel]'],
    ['rumah no 17 RT 03 RW 05', '[alamat] [alamat]'],
    ['rt03/rw05 banjir', '[alamat] banjir'],
    ['blok C7 no. 12a', '[alamat] [alamat]'],
    ['ig @budi_s', 'ig [akun]'],
    ['lihat wa.me/6281234567890', 'lihat [tautan]'],
  ])('of "%s" leaves "%s"', (text, left) => {
    expect(mask(text).replace(/\s+/g, ' ')).toBe(left);
  });

  it('leaves what a fire officer needs', () => {
    const text = 'kebakaran di pasar, 2 anak terjebak di lantai 3, sudah 15 menit, telepon 112';
    expect(mask(text)).toBe(text);
  });

  it('masks the names that the house knows, and no title of theirs', () => {
    expect(mask('SITI di sini, tolong bapak siti', ['Siti', 'Bapak Aminah'])).toBe(
      '[nama] di sini, tolong bapak [nama]',
    );
  });
});

const around = fc.string({ unit: 'binary', maxLength: 30 });
const digits = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: least, maxLength: most });
const signs = fc.constantFrom(
  '',
  ' ',
  '-',
  '.',
  ' - ',
  '\u200b',
  '/',
  '  ',
  '\u00a0',
  '\uFE0F\u20E3',
);

/** Digits as they come, whatever stands between them. */
function longestRun(text: string): number {
  const runs = text.normalize('NFKC').match(/\p{Nd}(?:[\s.\-/\p{Cf}\p{Mn}\p{Me}]*\p{Nd})*/gu) ?? [];
  return Math.max(0, ...runs.map((run) => run.replace(/\P{Nd}/gu, '').length));
}

describe('whatever is written', () => {
  it('no telephone or identity number survives', () => {
    const number = fc.oneof(
      fc
        .tuple(fc.constantFrom('08', '+628', '628', '0711'), digits(7, 10))
        .map((parts) => parts.join('')),
      digits(16, 16),
    );
    fc.assert(
      fc.property(
        around,
        number,
        around,
        fc.array(signs, { minLength: 20, maxLength: 20 }),
        (before, given, after, gaps) => {
          const written = [...given].map((digit, at) => digit + (gaps[at] ?? '')).join('');
          expect(longestRun(mask(`${before} ${written} ${after}`))).toBeLessThanOrEqual(6);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('no known name survives, in any letters', () => {
    const name = fc.constantFrom('Aminah', 'Wulandari', 'Tjokro', 'Nababan');
    const letters = fc.constantFrom('toLowerCase', 'toUpperCase', 'trim');
    fc.assert(
      fc.property(around, name, letters, around, (before, given, way, after) => {
        const masked = mask(`${before} ${given[way]()} ${after}`, [`Bu ${given}`]);
        const words = masked.toLowerCase().split(/[^\p{L}\p{N}]+/u);
        expect(words).not.toContain(given.toLowerCase());
      }),
    );
  });

  it('masking twice masks no more digits, and nothing throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(longestRun(mask(mask(text)))).toBeLessThanOrEqual(6);
      }),
    );
  });
});
