import { describe, expect } from '@jest/globals';
import { onEveryRoad } from '../support/journey/setting.js';

const STORY = 'Sampah menumpuk tidak diangkut di Desa Sukajadi Talang Kelapa';

describe('help', () => {
  onEveryRoad({
    async 'comes from a person when the bot has not understood twice'(setting) {
      const { citizen, operator, house } = setting;
      await citizen.says('halo');
      await citizen.hears('Kabupaten Banyuasin');
      await citizen.says('blablabla');
      expect((await citizen.hears(/belum paham/)).choices).not.toContain('Bantuan petugas');
      await citizen.says('xyz xyz');
      await citizen.hears(/Mau dibantu petugas/);
      await citizen.picks('Bantuan petugas');
      await citizen.hears(/petugas kami akan membalas di sini/);
      const row = await operator.row(house.idOf(citizen), undefined, 'waiting');
      expect(row.owner).toMatchObject({ kind: 'waiting', reason: 'not-understood' });
    },

    async 'is asked for in the middle of a report, and called off'({ citizen, operator, house }) {
      await citizen.says('Jalan berlubang besar');
      await citizen.hears(/Di mana kejadiannya/);
      await citizen.says('petugas');
      await citizen.hears(/petugas kami akan membalas/);
      const id = house.idOf(citizen);
      await operator.row(id, ({ owner }) => owner.kind === 'waiting', 'waiting');
      await citizen.picks('Kembali ke bot');
      await citizen.hears(/tidak jadi menunggu/, /Di mana kejadiannya/);
      await operator.row(id, ({ owner }) => owner.kind === 'bot');
    },

    async 'is in English for whoever writes English'({ citizen, operator, house }) {
      await citizen.says('Street light is broken');
      await citizen.hears(/Hello/, /Call 112, free of charge/, /Where is it|In which village/);
      await citizen.says('Sukajadi, Talang Kelapa');
      await citizen.hears(/landmark/);
      await citizen.says('next to the mosque');
      await citizen.hears(/Do you have a photo/);
      await citizen.picks('Skip');
      await citizen.hears(/In whose name/);
      await citizen.picks('Anonymous (no name)');
      await citizen.hears(/Please check your report/);
      await citizen.picks('Send');
      await citizen.hears(/Reference: \w{3}-\w{4}/, /Next step by \w+, \d+ \w+ 20\d\d/);
      const { language, complaints } = await operator.detail(house.idOf(citizen));
      expect({ language, place: complaints[0]?.place.area?.name }).toEqual({
        language: 'en',
        place: 'Sukajadi',
      });
      await citizen.says('bahasa indonesia');
      await citizen.hears(/^Baik, sekarang kita memakai Bahasa Indonesia/);
    },

    async 'has a status for everybody with the reference, and personal data for nobody'(setting) {
      const { citizen, operator, house, another } = setting;
      await citizen.says(`Nama saya Siti Aminah. ${STORY}`);
      await citizen.hears(/patokan/);
      await citizen.says('belakang rumah saya nomor 7');
      await citizen.hears(/^Ada foto/);
      await citizen.picks('Lewati');
      await citizen.hears('Siti Aminah', 'Sudah benar?');
      await citizen.picks('Kirim');
      const { text } = await citizen.hears(/Nomor: /);
      const reference = /Nomor: (\S+)/.exec(text)?.[1] ?? '';
      const [complaint] = (await operator.detail(house.idOf(citizen))).complaints;
      if (!complaint) throw new Error('no complaint');
      await operator.change(complaint, { status: 'verified', publicNote: 'Truk datang Jumat.' });
      await citizen.hears(reference, 'Truk datang Jumat.');
      await citizen.says('status');
      await citizen.hears(reference, 'sudah diperiksa', 'Truk datang Jumat.', /paling lambat/);
      const stranger = await another();
      await stranger.says(`status ${reference.toLowerCase()}`);
      const told = await stranger.hears(reference, 'sudah diperiksa', 'Truk datang Jumat.');
      expect(told.text).not.toMatch(/Siti|Aminah|nomor 7|menumpuk|Sukajadi/);
      await stranger.says('status AAA-AAA1');
      await stranger.hears(/tidak ditemukan/);
    },

    async 'is given once when a message is delivered twice'({ citizen, operator, house }) {
      await citizen.saysTwice(STORY);
      await citizen.hears(/^Halo, ini layanan pengaduan/, /patokan/);
      await citizen.saysTwice('depan masjid');
      await citizen.hears(/^Ada foto/);
      await citizen.picks('Lewati');
      await citizen.hears(/atas nama siapa/);
      await citizen.picks('Anonim (tanpa nama)');
      await citizen.hears(/Sudah benar/);
      await citizen.picksTwice('Kirim');
      await citizen.hears(/Nomor: /);
      await citizen.says('terima kasih');
      await citizen.hears(/^Sama-sama/);
      const id = house.idOf(citizen);
      expect((await operator.detail(id)).complaints).toHaveLength(1);
      const inbound = (await operator.thread(id)).filter(({ direction }) => direction === 'in');
      expect(inbound).toHaveLength(6);
    },
  });
});
