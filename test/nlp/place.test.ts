import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadAreas } from '../../src/nlp/load.js';
import { createPlaces } from '../../src/nlp/place/read.js';

const areas = loadAreas('16.07');
const read = createPlaces(areas).read;

describe('loading areas', () => {
  it('keeps one regency only', () => {
    expect(areas.filter((area) => area.kind === 'district')).toHaveLength(21);
    expect(areas.every((area) => area.code.startsWith('16.07.'))).toBe(true);
    expect(areas.find((area) => area.code === '16.07.10.2021')).toEqual({
      kind: 'village',
      code: '16.07.10.2021',
      name: 'Kenten Laut',
      districtName: 'Talang Kelapa',
    });
  });
  it('is empty for an unknown regency', () => {
    expect(loadAreas('99.99')).toEqual([]);
  });
});

describe('an area beyond doubt', () => {
  it.each([
    ['jalan rusak di kenten laut RT 05', '16.07.10.2021'],
    ['desa sumber mulya kec muara telang', '16.07.08.2008'],
    ['ds purwosari kec. sembawa', '16.07.17.2008'],
    ['kecamatan banyuasin 3', '16.07.03'],
    ['sungsang iv', '16.07.02.2004'],
    ['sei rengit', '16.07.10.2001'],
    ['desa talang kramat', '16.07.10.1023'],
    ['talangkelapa', '16.07.10'],
    ['di Tanjung Lago', '16.07.12'],
    ['betung', '16.07.05'],
    ['desa taja mulya betung', '16.07.05.2014'],
    ['desa purwosari, sembawa', '16.07.17.2008'],
    ['desa Sukajadi, rumpun bambu betung roboh', '16.07.10.1004'],
  ])('%s → %s', (text, code) => {
    expect(read(text).area?.code).toBe(code);
  });
});

describe('never a guess presented as fact', () => {
  it.each([
    'sumber mulya',
    'rumah saya sedang banjir',
    'jalan palembang betung km 20 ada tabrakan',
    'muara telang',
    'desa purwosari kec betung',
    'sungsang',
    'dari kenten ke sukajadi',
    'tolong jalan rusak',
    'ada bukit longsor',
    'Desa Sukajadi Betung',
    'desa sukajadi, rambutan',
  ])('%s names no area', (text) => {
    expect(read(text).area).toBeUndefined();
  });
  it('offers both when a village and the district named behind it do not fit', () => {
    const names = read('Desa Sukajadi Betung').candidates.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Sukajadi', 'Betung']));
  });
  it('offers namesakes to choose from', () => {
    const names = read('desa sumber mulya').candidates.map((area) => area.districtName);
    expect(names).toEqual(expect.arrayContaining(['Pulau Rimau', 'Muara Telang']));
  });
});

describe('other marks of a place', () => {
  it('reads street, number, RT/RW, kilometre and landmark', () => {
    expect(read('jl merdeka no 12 dekat masjid agung, rt 3/rw 4')).toMatchObject({
      street: 'jl merdeka no 12',
      landmark: 'dekat masjid agung',
      rtRw: 'RT 03/RW 04',
      describesPlace: true,
    });
    expect(read('jalan lintas timur km 42').street).toContain('km 42');
    expect(read('jalan rusak').street).toBeUndefined();
    for (const text of ['Street light is broken', 'street lamps in Sukajadi', 'street vendors']) {
      expect([text, read(text).street]).toEqual([text, undefined]);
    }
    expect(read('Street Merdeka no 3').street).toBe('Street Merdeka no 3');
    expect(read('halo').describesPlace).toBe(false);
  });
});

it('never throws and never offers more than five', () => {
  const words = fc.constantFrom(
    'desa',
    'kec',
    'sukajadi',
    'betung',
    'jl',
    'rt',
    '3',
    'dekat',
    '\u0000',
    '🔥',
    'constructor',
    'toString',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words).map((each) => each.join(' ')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      expect(read(text).candidates.length).toBeLessThanOrEqual(5);
      expect(read(text)).toEqual(read(text));
    }),
  );
});
