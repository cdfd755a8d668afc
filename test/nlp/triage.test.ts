import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CATEGORIES } from '../../src/models/category.js';
import { loadTriage } from '../../src/nlp/load.js';

const triage = loadTriage();
const raises = (text: string): boolean => triage(text).alarm !== 'no';

describe('the sentences that other systems misread (peers-and-rules 4.6)', () => {
  it.each([
    'kebakaran',
    'kebakarn',
    'ibu saya serangan jantung',
    'gempa',
    '🔥🔥🔥',
    'tolooong',
    'terbakar rumah saya',
    'tolong kobongan nang pasar',
    'omahe tonggo mbledos',
  ])('raises an alarm for %s', (text) => {
    expect(raises(text)).toBe(true);
    expect(['emergency', 'high']).toContain(triage(text).urgency);
  });

  it('does not call burning rubbish a certain fire', () => {
    const found = triage('bukan kebakaran, hanya asap bakar sampah');
    expect(found.alarm).not.toBe('certain');
    expect(found.category).toBe('waste');
  });

  it.each(['asdf', 'qwrtzp lkjh', 'xx yy zz', 'жук', ''])(
    'abstains on %j and never says low',
    (text) => {
      const found = triage(text);
      expect(found.abstain).toBe(true);
      expect(found.urgency).not.toBe('low');
    },
  );
});

describe('words of danger without danger', () => {
  it.each([
    'pak bupati kebakaran jenggot baca berita',
    'simulasi kebakaran di sekolah hari senin',
    'berapa nomor Dinas Pemadam Kebakaran',
    'Satpol PP dan Pemadam Kebakaran sudah datang apel',
    'kebakaran kemarin sudah padam terima kasih',
    'mohon disediakan apar untuk mencegah kebakaran',
    'nonton film banjir bandang',
    'sering terjadi kecelakaan di tikungan ini mohon rambu',
    'toko kami banjir pesanan',
    'saya darah tinggi obatnya habis',
    'listrik mati lampu terus',
    'tidak ada kebakaran',
  ])('stays calm at: %s', (text) => {
    expect(triage(text).alarm).toBe('no');
    expect(triage(text).urgency).not.toBe('emergency');
  });

  it('wakes up when a new danger follows an old one', () => {
    expect(raises('kemarin sudah padam tapi sekarang ada kebakaran lagi tolong')).toBe(true);
    expect(raises('api belum padam, rumah masih terbakar')).toBe(true);
  });
});

describe('a figure of speech that is also an emergency', () => {
  it('is one when somebody is in it', () => {
    expect(triage('someone is drowning in the river at Upang Karya').alarm).toBe('certain');
    expect(triage('our street is drowning in garbage').alarm).toBe('no');
  });
});

describe('a bare cry for help', () => {
  it.each([
    'tolong!!',
    'toloooong',
    'TOLONG TOLONG',
    'help',
    'sos',
    'tulung tulung',
    'tolong pak cepat',
  ])('%s is an emergency', (text) => {
    expect(triage(text).urgency).toBe('emergency');
    expect(triage(text).abstain).toBe(true);
  });
  it('a polite request is not', () => {
    expect(raises('tolong jalan kami diperbaiki pak')).toBe(false);
  });
});

const EMERGENCIES = [
  'rumah tetangga kebakaran',
  'ada kecelakaan di jalan raya',
  'anak saya tenggelam di sungai',
  'bapak pingsan tidak sadar',
  'longsor menimpa rumah warga',
  'adik saya ditusuk orang',
];

describe('what must not change an emergency', () => {
  it.each(EMERGENCIES)('capitals, emoji, stretching, spaces: %s', (text) => {
    const last = text.split(' ').at(-1) ?? '';
    for (const variant of [
      text.toUpperCase(),
      `${text} 😭🙏`,
      `${text}!!!!`,
      text + last.slice(-1).repeat(5),
      text.replaceAll(' ', ''),
      text.replaceAll(' ', '   \n'),
    ]) {
      expect({ variant, alarm: raises(variant) }).toEqual({ variant, alarm: true });
    }
  });

  it('one slip anywhere in the word of danger', () => {
    for (const word of [
      'kebakaran',
      'kecelakaan',
      'tenggelam',
      'longsor',
      'perampokan',
      'keracunan',
    ]) {
      for (let at = 1; at < word.length - 1; at++) {
        const slips = [
          word.slice(0, at) + word.slice(at + 1),
          word.slice(0, at) + word.charAt(at) + word.slice(at),
          word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
        ];
        for (const slip of slips) {
          const text = `tolong ada ${slip} di desa kami`;
          expect({ text, raised: raises(text) }).toEqual({ text, raised: true });
        }
      }
    }
  });
});

describe('promises for every text', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(
        fc.constantFrom(
          'kebakaran',
          'tidak',
          'tolong',
          '🔥',
          'jalan',
          '!',
          '\n',
          'K3bakar4n',
          '\u0000',
          'مرحبا',
          'x',
        ),
      )
      .map((words) => words.join(' ')),
  );

  it('never throws, answers the same twice, and points at real words', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const found = triage(text);
        expect(triage(text)).toEqual(found);
        for (const reason of found.reasons) {
          expect(text.slice(reason.start, reason.end)).toBe(reason.words);
        }
        const ps = [
          ...found.categories.map((each) => each.p),
          ...Object.values(found.urgencies),
          found.confidence,
        ];
        expect(ps.every((p) => Number.isFinite(p) && p >= 0 && p <= 1 + 1e-9)).toBe(true);
        expect(found.categories.reduce((sum, each) => sum + each.p, 0)).toBeLessThanOrEqual(
          1 + 1e-9,
        );
        expect(new Set(found.categories.map((each) => each.category)).size).toBe(CATEGORIES.length);
        expect(found.alarm === 'certain').toBe(
          found.alarm === 'certain' && found.urgency === 'emergency',
        );
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['nothing', ''],
    ['null bytes', '\u0000'.repeat(10_000)],
    ['right to left', '\u202eتنبيه حريق '.repeat(800)],
    ['lone surrogates', '\ud83d'.repeat(5000)],
    ['one long word', 'kebakaran'.repeat(1200)],
    ['marks', '?!.,'.repeat(2500)],
    ['accents upon accents', `a${'\u0301'.repeat(10_000)}`],
    ['unknown words', 'xqz wvk '.repeat(1250)],
  ])('takes ten thousand characters of %s', (_name, text) => {
    const found = triage(text);
    expect(triage(text)).toEqual(found);
    expect(found.categories).toHaveLength(CATEGORIES.length);
  });

  it('reads the beginning and the end of a very long text', () => {
    const filler = 'kata biasa saja '.repeat(2000);
    expect(raises(`${filler} tolong rumah saya kebakaran sekarang`)).toBe(true);
    expect(raises('a'.repeat(100_000))).toBe(false);
  });

  it('names the rule and the words', () => {
    expect(triage('Tolong, RUMAH saya kebakarannn').reasons).toContainEqual({
      words: 'kebakarannn',
      rule: 'hazard: fire',
      start: 19,
      end: 30,
    });
  });
});

describe('intent and language', () => {
  it.each([
    ['mau ngomong sama petugas', 'human'],
    ['laporan saya kemarin bagaimana kelanjutannya', 'status'],
    ['apa syarat bikin ktp', 'information'],
    ['terima kasih pak', 'smalltalk'],
    ['slot gacor daftar sekarang bonus', 'spam'],
    ['usul taman kota ditambah bangku', 'suggestion'],
    ['jalan rusak di desa kami', 'report'],
  ])('%s → %s', (text, intent) => {
    expect(triage(text).intent).toBe(intent);
  });
  it.each([
    ['jalan di depan rumah kami rusak', 'id'],
    ['jalan kami ancur nian dak biso dilewati wong', 'plm'],
    ['dalane wis rusak kabeh ora iso liwat', 'jv'],
    ['jalanna butut pisan teu acan dilereskeun', 'su'],
    ['jalan di kampuang awak rusak bana indak bisa dilalui', 'min'],
    ['the road near my house is broken', 'en'],
  ])('%s is %s', (text, language) => {
    expect(triage(text).language).toBe(language);
  });
});

describe('short ordinary answers', () => {
  it.each([
    ...[
      'kirim',
      'anonim',
      'lewati',
      'lanjut',
      'tidak ada',
      'send',
      'skip',
      'the road',
      'two people',
    ],
    ...['pasar', 'rumah', 'rumah saya', 'sekolah', 'mobil', 'bapak', 'anak saya', 'dua orang'],
    ...[
      'desa Sungai Pinang',
      'Sungai Pinang',
      'Tanjung Lago',
      'di sungai',
      'di rumah',
      'RT 03 RW 04',
    ],
    'The street light on my road is broken',
    'nama saya Budi Santoso',
  ])('%s is no danger', (text) => {
    const found = triage(text);
    expect(found.alarm).toBe('no');
    expect(found.urgency).not.toBe('emergency');
  });

  it.each(['pasar', 'rumah', 'anak saya', 'Sungai Pinang', 'qwrtzp'])(
    '%s leaves the category to a question and is of normal urgency',
    (text) => {
      expect(triage(text)).toMatchObject({ abstain: true, urgency: 'normal' });
    },
  );

  it.each(['api', 'ular', 'kebakaran', 'banjir bandang'])('%s is danger all the same', (text) => {
    expect(raises(text)).toBe(true);
  });
});

describe('what the model hears where the grammar is silent', () => {
  it.each([
    'nenek tidak kuat lagi bernapas dan badannya dingin semua',
    'kakak saya memegangi dadanya terus jatuh tidak bisa bicara',
    'suami saya memukuli saya sekarang saya takut',
  ])('%s raises an alarm, and says by which words', (text) => {
    const found = triage(text);
    expect(found.alarm).not.toBe('no');
    expect(found.reasons.length).toBeGreaterThan(0);
  });

  it('thinks of a bribe when a school takes one', () => {
    const { categories } = triage('pungli di sekolah anak saya waktu daftar ulang');
    expect(categories.slice(0, 2).map(({ category }) => category)).toContain('corruption');
  });
});

describe('words that are also names in JavaScript', () => {
  it.each(['constructor', 'toString valueOf', '__proto__', 'desa constructor hasOwnProperty'])(
    '%s are words like any other',
    (text) => {
      expect(triage(text).alarm).toBe('no');
    },
  );
});

it('gives every alarm at least one reason with words', () => {
  const token = fc.constantFrom(
    ...['tolong', 'help', 'pak', 'cepat', 'anak', 'saya', 'rumah', 'api', 'jatuh', 'air', 'naik'],
    ...['sekarang', 'orang', 'di dalam', 'TOLONG!!', 'napas', 'darah', 'sungai', 'gawat', 'the'],
  );
  fc.assert(
    fc.property(fc.array(token, { minLength: 1, maxLength: 12 }), (tokens) => {
      const found = triage(tokens.join(' '));
      if (found.alarm === 'no') return;
      expect(found.reasons.filter((reason) => reason.words.length > 0)).not.toEqual([]);
    }),
    { numRuns: 500 },
  );
});
