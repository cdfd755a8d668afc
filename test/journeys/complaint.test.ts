import { describe, expect } from '@jest/globals';
import { onEveryRoad, picture } from '../support/journey/setting.js';

const PLACE = 'Desa Sukajadi, Kecamatan Talang Kelapa';

describe('a complaint', () => {
  onEveryRoad({
    async 'goes from the greeting to the receipt, one question at a time'(setting) {
      const { citizen, operator, house } = setting;
      await citizen.says('halo');
      const { choices } = await citizen.hears('Kabupaten Banyuasin', /112.*gratis/s, 'UU PDP');
      expect(choices).toEqual([
        'Lapor masalah',
        'Cek laporan',
        'Tanya informasi',
        'Bicara dengan petugas',
      ]);
      await citizen.picks('Lapor masalah');
      await citizen.hears(/^Apa yang terjadi/);
      await citizen.says('Jalan berlubang besar, motor sering jatuh');
      expect(await citizen.hears(/^Di mana kejadiannya/)).toMatchObject({ asksForPlace: true });
      await citizen.says(PLACE);
      await citizen.hears(/^Apa patokan terdekat/);
      await citizen.says('depan masjid');
      await citizen.hears(/^Ada foto/);
      await citizen.picks('Lewati');
      await citizen.hears(/atas nama siapa/);
      await citizen.picks('Pakai nama');
      await citizen.hears(/^Siapa nama Anda/);
      await citizen.says('Siti Aminah');
      await citizen.hears(
        'motor sering jatuh',
        'Jalan dan jembatan',
        /Sukajadi.*depan masjid/s,
        'Siti Aminah',
        'Pekerjaan Umum',
        'Sudah benar?',
      );
      await citizen.picks('Kirim');
      const { text } = await citizen.hears(
        /Nomor: \w{3}-\w{4}/,
        /paling lambat \w+, \d+ \w+ 20\d\d/,
      );
      const reference = /Nomor: (\S+)/.exec(text)?.[1];
      const { complaints, citizenName } = await operator.detail(house.idOf(citizen));
      expect(citizenName).toBe(citizen.name);
      expect(complaints).toMatchObject([
        {
          reference,
          description: 'Jalan berlubang besar, motor sering jatuh',
          category: 'road',
          categoryBy: 'triage',
          status: 'filed',
          place: { area: { name: 'Sukajadi' }, landmark: 'depan masjid' },
          reporter: { kind: 'named', name: 'Siti Aminah' },
        },
      ]);
    },

    async 'asks nothing that the first message told'({ citizen, operator, house }) {
      const photo = picture();
      await citizen.shows(
        photo,
        'Nama saya Siti. Jalan rusak parah di Desa Sukajadi Talang Kelapa dekat pasar lama',
      );
      await citizen.hears(
        /^Halo, ini layanan pengaduan/,
        'Telepon 112',
        'Sudah benar?',
        '1 berkas',
      );
      await citizen.picks('Kirim');
      await citizen.hears(/Nomor: /);
      const { complaints } = await operator.detail(house.idOf(citizen));
      expect(complaints).toMatchObject([
        {
          category: 'road',
          place: { area: { name: 'Sukajadi' }, landmark: 'dekat pasar lama' },
          reporter: { kind: 'named', name: 'Siti' },
        },
      ]);
      expect(complaints[0]?.mediaIds).toHaveLength(1);
    },

    async 'can be corrected at the read-back: place, kind, story, reporter'(setting) {
      const { citizen, operator, house } = setting;
      await citizen.says(`Lampu jalan mati di ${PLACE}`);
      await citizen.hears(/patokan/);
      await citizen.says('depan masjid');
      await citizen.hears(/^Ada foto/);
      await citizen.picks('Lewati');
      await citizen.hears(/atas nama siapa/);
      await citizen.picks('Anonim (tanpa nama)');
      await citizen.hears('Listrik, lampu jalan', 'Sudah benar?');
      await citizen.picks('Ubah tempat');
      await citizen.hears(/^Di mana tempat yang benar/);
      await citizen.says('Kelurahan Pangkalan Balai');
      await citizen.hears(/patokan/);
      await citizen.says('samping SD 2');
      await citizen.hears(/Pangkalan Balai/, 'samping SD 2', 'Sudah benar?');
      await citizen.picks('Ubah jenis');
      await citizen.hears(/tentang apa/);
      await citizen.picks('Jalan dan jembatan');
      await citizen.hears('Jalan dan jembatan', 'Pekerjaan Umum');
      await citizen.picks('Ubah cerita');
      await citizen.hears(/^Tulis cerita yang benar/);
      await citizen.says('Aspal terkelupas sepanjang sepuluh meter');
      await citizen.hears('Aspal terkelupas');
      await citizen.picks('Ubah pelapor');
      await citizen.hears(/atas nama siapa/);
      await citizen.picks('Rahasia');
      await citizen.hears('Pelapor: Rahasia');
      await citizen.picks('Kirim');
      await citizen.hears(/Nomor: /);
      const { complaints } = await operator.detail(house.idOf(citizen));
      expect(complaints).toMatchObject([
        {
          description: 'Aspal terkelupas sepanjang sepuluh meter',
          category: 'road',
          categoryBy: 'citizen',
          place: { area: { name: 'Pangkalan Balai' }, landmark: 'samping SD 2' },
          reporter: { kind: 'secret' },
        },
      ]);
    },

    async 'keeps the reporter unnamed who wants to be anonymous'({ citizen, operator, house }) {
      await citizen.says(`Sampah menumpuk tidak diangkut di ${PLACE}`);
      await citizen.hears(/patokan/);
      await citizen.picks('Lewati');
      await citizen.hears(/^Ada foto/);
      await citizen.says('lewati');
      await citizen.hears(/atas nama siapa/);
      await citizen.says('anonim');
      await citizen.hears('Pelapor: Anonim');
      await citizen.says('kirim');
      await citizen.hears(/Nomor: /);
      const { complaints } = await operator.detail(house.idOf(citizen));
      expect(complaints.map(({ reporter }) => reporter)).toEqual([{ kind: 'anonymous' }]);
    },

    async 'offers secrecy first to whoever reports a bribe'({ citizen, operator, house }) {
      await citizen.says('Ada pungli di kantor desa Sukajadi Talang Kelapa');
      await citizen.hears(/patokan/);
      await citizen.picks('Lewati');
      await citizen.hears(/foto dari rumah Anda bisa menunjukkan siapa Anda/);
      await citizen.picks('Lewati');
      const { choices } = await citizen.hears(/Identitas Anda dilindungi/);
      expect(choices[0]).toBe('Rahasia');
      await citizen.picks('Rahasia');
      await citizen.hears('Pelapor: Rahasia', 'Inspektorat');
      await citizen.picks('Kirim');
      await citizen.hears(/Nomor: /);
      const { complaints } = await operator.detail(house.idOf(citizen));
      expect(complaints).toMatchObject([{ category: 'corruption', reporter: { kind: 'secret' } }]);
    },

    async 'takes a pin and a photo, and shows both to the operator'(setting) {
      const { citizen, operator, house, atomic } = setting;
      const photo = picture(60_000);
      await citizen.says('Jembatan kayu patah, tidak bisa dilewati');
      await citizen.hears(/Di mana kejadiannya/);
      await citizen.pins(-2.8812, 104.6533);
      await citizen.hears(/patokan/);
      await citizen.says('dekat dermaga');
      await citizen.hears(/^Ada foto/);
      await citizen.shows(photo);
      await citizen.hears(/atas nama siapa/);
      await citizen.picks('Anonim (tanpa nama)');
      await citizen.hears('pin peta', 'dekat dermaga', '1 berkas');
      await citizen.picks('Kirim');
      await citizen.hears(/Nomor: /);
      const id = house.idOf(citizen);
      const { complaints } = await operator.detail(id);
      const point = { latitude: -2.8812, longitude: 104.6533 };
      expect(complaints).toMatchObject([{ place: { point, landmark: 'dekat dermaga' } }]);
      // There, "fetched" and "read" may overwrite each other; the minutely look would fetch again.
      if (!atomic) return;
      const mediaId = complaints[0]?.mediaIds[0] ?? '';
      await operator.until('the photo in the thread', async () =>
        (await operator.thread(id)).find(
          ({ content }) => 'media' in content && content.media.mediaId === mediaId,
        ),
      );
      const { type, data } = await operator.media(mediaId);
      expect(type).toBe('image/jpeg');
      expect(data.equals(photo)).toBe(true);
    },
  });
});
