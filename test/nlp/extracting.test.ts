import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localTime } from '../../src/clocks/local-time.js';
import type { Facts, Told } from '../../src/models/facts.js';
import { isEmpty } from '../../src/models/facts.js';
import { createFactReader } from '../../src/nlp/extracting/facts.js';
import { loadAreas } from '../../src/nlp/load.js';
import { createPlaces } from '../../src/nlp/place/read.js';

const places = createPlaces(loadAreas('16.07'));
const readFacts = createFactReader({
  localTime: (at) => localTime(at, 'Asia/Jakarta'),
  placesIn: places.find,
});
/** A Wednesday, half past four in the afternoon in Jakarta. */
const NOW = new Date('2026-03-18T09:30:00Z');
const read = (text: string, at = NOW): Facts => readFacts(text, () => at);
const local = (date: Date): string =>
  new Date(date.getTime() + 7 * 3_600_000).toISOString().slice(0, 16);
const certain = ({ certainty }: Told): string => (certainty === 'said' ? '' : '~');

describe('people', () => {
  const people = (text: string) =>
    read(text).people.map(
      (fact) => `${certain(fact)}${fact.harm} ${fact.least}-${fact.most ?? ''}`,
    );
  it.each([
    ['2 orang terjebak di dalam rumah', ['trapped 2-2']],
    ['dua orang luka berat', ['hurt 2-2']],
    ['3 orang meninggal, 2 luka berat', ['dead 3-3', 'hurt 2-2']],
    ['korban luka 3 orang', ['hurt 3-3']],
    ['ada 3 korban', ['unsaid 3-3']],
    ['korbannya dua', ['unsaid 2-2']],
    ['korban: 5 org', ['unsaid 5-5']],
    ['2 (dua) orang tewas', ['dead 2-2']],
    ['lima belas warga keracunan', ['hurt 15-15']],
    ['dua puluh lima orang terjebak', ['trapped 25-25']],
    ['2-3 orang tenggelam', ['missing 2-3']],
    ['2orang kejepit', ['trapped 2-2']],
    ['kami berempat terjebak', ['trapped 4-4']],
    ['seorang anak hanyut', ['missing 1-1']],
    ['dua wong kejebak nang njero omah', ['trapped 2-2']],
    ['wonten tiyang kalih kejepit', ['trapped 2-2']],
    ['urang tilu katimbun taneuh', ['trapped 3-3']],
    ['tigo urang hanyuik', ['missing 3-3']],
    ['budak tigo ikok anyut', ['missing 3-3']],
    ['two people trapped, one died', ['trapped 2-2', 'dead 1-1']],
    ['three children drowned', ['missing 3-3']],
  ])('says %s → %j', (text, expected) => {
    expect(people(text)).toEqual(expected);
  });
  it.each([
    ['ibu dan anaknya hanyut', ['~missing 2-']],
    ['ibu dan 2 anaknya hanyut', ['~missing 3-']],
    ['sekeluarga terjebak banjir', ['~trapped 2-']],
    ['anak saya meningal kesetrum', ['~dead 1-']],
    ['simbah semaput', ['~hurt 1-']],
    ['lebih dari 5 orang tewas', ['~dead 5-']],
    ['sekitar 10 orang luka', ['~hurt 10-']],
    ['tolong, saya terjebak di lift', ['~trapped 1-']],
    ['puluhan warga keracunan', ['~hurt 20-']],
  ])('guesses %s → %j', (text, expected) => {
    expect(people(text)).toEqual(expected);
  });
  it.each([
    ['tidak ada korban jiwa', ['unsaid 0-0']],
    ['belum ada yang meninggal', ['dead 0-0']],
    ['dak ado yang luko', ['hurt 0-0']],
    ['no victims', ['unsaid 0-0']],
  ])('hears that there is nobody: %s → %j', (text, expected) => {
    expect(people(text)).toEqual(expected);
  });
  it.each([
    'lampu jalan mati 3 hari',
    'motor saya hilang di pasar',
    '3 rumah terbakar',
    'umur saya 3 tahun',
    'ada 20 siswa belajar di tenda',
    '2 KK belum dapat bantuan',
    'hampir 2 orang tertabrak',
    'korban 3 rumah',
  ])('finds nobody harmed in %s', (text) => {
    expect(people(text)).toEqual([]);
  });
});

describe('times', () => {
  const times = (text: string, at = NOW) =>
    read(text, at).times.map(
      (fact) =>
        `${certain(fact)}${local(fact.from)} ${local(fact.to)}${fact.lasting ? ' lasting' : ''}`,
    );
  it.each([
    ['12 Maret 2026 pukul 14.30 WIB', '2026-03-12T14:30 2026-03-12T14:31'],
    ['tgl 3/2/2026', '2026-02-03T00:00 2026-02-04T00:00'],
    ['2026-03-01', '2026-03-01T00:00 2026-03-02T00:00'],
  ])('%s is said', (text, expected) => {
    expect(times(text)).toEqual([expected]);
  });
  it.each([
    ['tadi malam', '~2026-03-17T18:00 2026-03-18T05:00'],
    ['semalam', '~2026-03-17T18:00 2026-03-18T05:00'],
    ['mau bengi', '~2026-03-17T18:00 2026-03-18T05:00'],
    ['tadi peuting', '~2026-03-17T18:00 2026-03-18T05:00'],
    ['samalam', '~2026-03-17T18:00 2026-03-18T05:00'],
    ['last night', '~2026-03-17T18:00 2026-03-18T05:00'],
    ['tadi pagi', '~2026-03-18T05:00 2026-03-18T11:00'],
    ['cako pagi', '~2026-03-18T05:00 2026-03-18T11:00'],
    ['jam 2 siang', '~2026-03-18T13:30 2026-03-18T14:30'],
    ['jam setengah tiga sore', '~2026-03-18T14:00 2026-03-18T15:00'],
    ['at 2 pm', '~2026-03-18T13:30 2026-03-18T14:30'],
    ['kemarin sekitar jam 10 malam', '~2026-03-17T21:30 2026-03-17T22:30'],
    ['tadi malam jam 2', '~2026-03-18T01:30 2026-03-18T02:30'],
    ['kemarin', '~2026-03-17T00:00 2026-03-18T00:00'],
    ['wingi sore', '~2026-03-17T14:30 2026-03-17T18:30'],
    ['3 hari lalu', '~2026-03-15T00:00 2026-03-16T00:00'],
    ['telung dina kepungkur', '~2026-03-15T00:00 2026-03-16T00:00'],
    ['tilu poe katukang', '~2026-03-15T00:00 2026-03-16T00:00'],
    ['2 jam yang lalu', '~2026-03-18T14:00 2026-03-18T15:00'],
    ['barusan', '~2026-03-18T15:30 2026-03-18T16:30'],
    ['senin kemarin', '~2026-03-16T00:00 2026-03-17T00:00'],
    ['malam minggu', '~2026-03-14T18:00 2026-03-15T05:00'],
    ['minggu lalu', '~2026-03-09T00:00 2026-03-16T00:00'],
    ['sejak 3 hari lalu', '~2026-03-15T00:00 2026-03-16T00:00 lasting'],
    ['sudah 2 hari', '~2026-03-16T00:00 2026-03-17T00:00 lasting'],
    ['la duo ari', '~2026-03-16T00:00 2026-03-17T00:00 lasting'],
    ['since yesterday', '~2026-03-17T00:00 2026-03-18T00:00 lasting'],
    ['sejak jam 2 siang', '~2026-03-18T13:30 2026-03-18T14:30 lasting'],
  ])('%s is a guess: %s', (text, expected) => {
    expect(times(text)).toEqual([expected]);
  });
  it('leaves both halves of the day open when nobody says which', () => {
    expect(times('jam 2')).toEqual(['~2026-03-18T01:30 2026-03-18T14:30']);
  });
  it('never reaches beyond the moment of telling, and takes the day before for what has not come', () => {
    expect(times('jam 11 malam')).toEqual(['~2026-03-17T22:30 2026-03-17T23:30']);
    expect(times('tadi sore')).toEqual(['~2026-03-18T14:30 2026-03-18T16:30']);
  });
  it.each([
    'besok jam 2',
    'setiap malam',
    'buka jam 8',
    'malam',
    '24 jam',
    '3 hari lagi',
    '3 hari kerja',
  ])('finds no event in %s', (text) => {
    expect(times(text)).toEqual([]);
  });
  it('resolves each stretch against the moment at which it was said', () => {
    const text = 'tadi pagi\ntadi pagi';
    const days = readFacts(text, (start) => (start < 10 ? new Date('2026-03-10T05:00:00Z') : NOW));
    expect(days.times.map(({ from }) => local(from))).toEqual([
      '2026-03-10T05:00',
      '2026-03-18T05:00',
    ]);
  });
});

describe('numbers to call', () => {
  const phones = (text: string) =>
    read(text).phones.map(
      (fact) => `${certain(fact)}${fact.number}${fact.callback ? '' : ' service'}`,
    );
  it.each([
    ['hp 0812-3456-7890', '+6281234567890'],
    ['+62 812 3456 7890', '+6281234567890'],
    ['wa 081234567890 ya', '+6281234567890'],
    ['62812.3456.7890', '+6281234567890'],
    ['telp (0711) 891234', '+62711891234'],
    ['hp ０８１２３４５６７８９０', '+6281234567890'],
    ['hp o812 3456 7890', '~+6281234567890'],
    ['sudah telpon 112', '112 service'],
    ['ke 119 tidak diangkat', '119 service'],
    ['psc 119', '119 service'],
    ['lapor 110', '110 service'],
    ['PLN 123', '123 service'],
  ])('%s → %s', (text, expected) => {
    expect(phones(text)).toEqual([expected]);
  });
  it.each([
    'nik 1607101234560001',
    'no rek 081234567890',
    'id pelanggan 081234567890',
    'jl merdeka no 112',
    'km 110',
    '112 orang',
    'RT 110',
    'harga 0812',
    '08',
  ])('finds none in %s', (text) => {
    expect(phones(text)).toEqual([]);
  });
});

describe('plates', () => {
  const plates = (text: string) => read(text).plates.map((fact) => `${certain(fact)}${fact.plate}`);
  it.each([
    ['truk BG 1234 AB kabur', 'BG 1234 AB'],
    ['nopol BG1234AB', 'BG 1234 AB'],
    ['plat b 12 c', 'B 12 C'],
    ['motor bg 5678 xy', '~BG 5678 XY'],
    ['B-1234-XYZ', 'B 1234 XYZ'],
  ])('%s → %s', (text, expected) => {
    expect(plates(text)).toEqual([expected]);
  });
  it.each(['k 500 rb', 'RT 05 RW 02', 'KM 12 A', 'b 2 an', 'd 100 m', 'XX 1234 AB'])(
    'none in %s',
    (text) => {
      expect(plates(text)).toEqual([]);
    },
  );
});

describe('agencies', () => {
  const agencies = (text: string) =>
    read(text).agencies.map((fact) => `${certain(fact)}${fact.agency}`);
  it.each([
    ['PLN dan PDAM', ['pln', 'pdam']],
    ['mobil pemadam belum datang', ['damkar']],
    ['lapor ke polisi', ['~polres']],
    ['dishub & satpol pp', ['dishub', 'satpol-pp']],
    ['orang puskesmas', ['puskesmas']],
    ['bhabinkamtibmas', ['bhabinkamtibmas']],
    ['PLN lagi, pln terus', ['pln']],
  ])('%s → %j', (text, expected) => {
    expect(agencies(text)).toEqual(expected);
  });
});

describe('places', () => {
  const parts = (text: string) =>
    read(text).places.map(
      (fact) =>
        `${certain(fact)}${fact.kind} ${fact.relation ? `${fact.relation} ` : ''}${fact.value}`,
    );
  it('finds every part of an address', () => {
    expect(
      parts(
        'di dsn III ds. kenten laut kec tlg kelapa RT 3/RW.04 jl merdeka no 12a dkt masjid Agung, km 14',
      ),
    ).toEqual([
      'hamlet Dusun III',
      'area Kenten Laut, Talang Kelapa',
      'area Talang Kelapa',
      'rt-rw RT 03/RW 04',
      'street Jalan Merdeka No. 12A',
      'landmark near masjid Agung',
      'km km 14',
    ]);
  });
  it.each([
    ['deket pasar baru', 'landmark near pasar baru'],
    ['sblh sdn 3', 'landmark beside sdn 3'],
    ['mburine pasar wage', 'landmark behind pasar wage'],
    ['hareupeun masigit', 'landmark in-front masigit'],
    ['seberang SPBU', 'landmark opposite SPBU'],
    ['simpang tiga rambutan', 'landmark at simpang tiga rambutan'],
    ['jembatan Musi', 'landmark jembatan Musi'],
    ['near the market', 'landmark near market'],
    ['Merdeka Street', 'street Merdeka Street'],
    ['kp Suka Damai Lama', 'hamlet Kampung Suka Damai Lama'],
    ['desa Entah Berantah', 'area Desa Entah Berantah'],
  ])('%s → %s', (text, expected) => {
    expect(parts(text)).toContain(expected);
  });
  it.each([
    ['RT 05, 2 orang terjebak', 'RT 05'],
    ['rt 5 2 rumah', 'RT 05'],
    ['rt 5/2', 'RT 05/RW 02'],
    ['RT.005 - RW.001', 'RT 05/RW 01'],
    ['rt 3, rw 4', 'RT 03/RW 04'],
  ])('reads no number of people as an RW: %s → %s', (text, value) => {
    expect(parts(text)).toContain(`rt-rw ${value}`);
  });
  it('never takes a lamp for a street', () => {
    expect(parts('Street light is broken')).toEqual([]);
    expect(parts('jalan rusak parah')).toEqual([]);
    expect(parts('minggu depan pasar buka')).not.toContain('landmark in-front pasar buka');
  });
  it('offers candidates instead of settling what is not settled', () => {
    const [village, district] = read('Desa Sukajadi Betung').places;
    expect(village).toMatchObject({ certainty: 'guessed', candidates: [{ name: 'Sukajadi' }] });
    expect(district).toMatchObject({ certainty: 'guessed', candidates: [{ name: 'Betung' }] });
    expect(village?.area).toBeUndefined();
    const [namesakes] = read('desa sumber mulya').places;
    expect(namesakes?.candidates?.map(({ districtName }) => districtName)).toEqual(
      expect.arrayContaining(['Pulau Rimau', 'Muara Telang']),
    );
    expect(read('di tanjung api api').places[0]).toMatchObject({ certainty: 'guessed' });
  });
  it('settles a misspelt name as a guess', () => {
    expect(read('kecamatan talang kelpa').places[0]).toMatchObject({
      certainty: 'guessed',
      area: { code: '16.07.10' },
    });
  });
});

describe('any text', () => {
  const words = fc.constantFrom(
    ...'dua 3 orang korban luka meninggal tadi malam jam 2 . , / - : rt 05 rw desa betung jl merdeka no hp 0812 34567890 +62 bg 1234 ab dan ibu anaknya sejak hari lalu dekat pasar 🔥 \u0000 constructor ０８１２ pln senin maret 2026 ( ) tidak ada'.split(
      ' ',
    ),
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 60 }).map((each) => each.join(' ')),
    fc.array(words, { maxLength: 60 }).map((each) => each.join('')),
  );
  it('never throws, quotes what it says, and answers the same again', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const facts = read(text);
        for (const fact of Object.values(facts).flat() as Told[]) {
          expect(fact.start).toBeGreaterThanOrEqual(0);
          expect(fact.end).toBeLessThanOrEqual(text.length);
          expect(fact.end).toBeGreaterThan(fact.start);
          expect(text.slice(fact.start, fact.end)).toBe(fact.words);
        }
        for (const { from, to } of facts.times) {
          expect(from.getTime()).toBeLessThanOrEqual(to.getTime());
          expect(to.getTime()).toBeLessThanOrEqual(NOW.getTime());
        }
        for (const { least, most } of facts.people) {
          expect(most === null || most >= least).toBe(true);
        }
        expect(read(text)).toEqual(facts);
      }),
      { numRuns: 400 },
    );
  });
  it('tells nothing of a text without facts', () => {
    expect(isEmpty(read('terima kasih banyak ya min'))).toBe(true);
    expect(isEmpty(read(''))).toBe(true);
  });
  it.each([
    ['letters', 'x'.repeat(10_000)],
    ['blanks', ' '.repeat(10_000)],
    ['digits', '0812 '.repeat(2_000)],
    ['markers', 'jl no 12 rt 05 '.repeat(700)],
    ['people', 'dua orang luka dan '.repeat(530)],
    ['unknown words', 'qwrtpsd zxcvbnmm '.repeat(600)],
  ])('is done with 10,000 characters of %s within milliseconds', (_, noise) => {
    const spans = Array.from({ length: 9 }, () => {
      const from = performance.now();
      read(noise);
      return performance.now() - from;
    });
    // The fastest: what other work the machine has is no matter of the reader.
    expect(Math.min(...spans)).toBeLessThan(25);
  });
});
