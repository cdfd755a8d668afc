import { describe, expect, it } from '@jest/globals';
import { loadAreas, loadTriage } from '../../src/nlp/load.js';
import { createPlaces } from '../../src/nlp/place/read.js';
import { Chat, fakeWorld } from './chat.js';

const BANYUASIN = '16.07';
const triage = loadTriage();
const readPlace = createPlaces(loadAreas(BANYUASIN)).read;
const realChat = () => new Chat(fakeWorld({ triage, readPlace }));

describe('with the real triage and the real villages', () => {
  it('an ordinary complaint is filed', () => {
    const chat = realChat().says('jalan di depan sekolah berlubang besar, motor sering jatuh');
    expect(chat.text).toMatch(/^Halo, ini layanan pengaduan/);
    chat.says('desa Sukajadi kecamatan Talang Kelapa');
    chat.says('lewati').says('anonim').says('kirim');
    expect(chat.filed).toMatchObject([{ category: 'road', place: { area: { name: 'Sukajadi' } } }]);
  });

  it.each(['tolong kobongan nang pasar', 'rumah saya kebakaran ada anak di dalam'])(
    'danger opens the lane: %s',
    (text) => {
      const chat = realChat().says('halo').says('lapor').says(text);
      expect(chat.did('handoff')).toEqual([{ type: 'handoff', reason: 'emergency' }]);
    },
  );

  it('a greeting, a question and a request for a person are understood', () => {
    expect(realChat().says('selamat pagi').state.step).toBe('menu');
    expect(realChat().says('apa syarat membuat KTP baru?').did('handoff')).toHaveLength(1);
  });
});
