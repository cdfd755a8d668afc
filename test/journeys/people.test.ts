import { describe, expect } from '@jest/globals';
import { Refused } from '../support/journey/operator.js';
import { onEveryRoad } from '../support/journey/setting.js';

describe('people', () => {
  onEveryRoad({
    async 'come first in an emergency, whatever the step'({ citizen, operator, house, another }) {
      const patient = await another();
      await patient.says('petugas');
      await patient.hears(/petugas kami akan membalas/);
      await citizen.says('Sampah menumpuk tidak diangkut');
      await citizen.hears(/Di mana kejadiannya/);
      await citizen.says('tolong kebakaran di rumah tetangga');
      await citizen.hears(/DARURAT.*112/s);
      expect(await citizen.hears(/^Di mana tepatnya/, '112')).toMatchObject({ asksForPlace: true });
      const id = house.idOf(citizen);
      const row = await operator.row(id, ({ danger }) => danger === 2, 'waiting');
      expect(row.owner).toMatchObject({ kind: 'waiting', reason: 'emergency' });
      const { conversations, counts } = await operator.list('waiting');
      const order = conversations.map((one) => one.id);
      expect(order.indexOf(id)).toBeLessThan(order.indexOf(house.idOf(patient)));
      expect(conversations.slice(0, counts.emergencies).every((one) => one.danger > 0)).toBe(true);
      expect(conversations.slice(counts.emergencies).some((one) => one.danger > 0)).toBe(false);
      await citizen.pins(-2.8812, 104.6533);
      await citizen.hears(/Keluar dari bangunan/, /Siapa yang dalam bahaya/);
      await citizen.says('ada 2 anak terjebak di dalam');
      const { text } = await citizen.hears(/Nomor kejadian: \w{3}-\w{4}/, '112');
      const { emergency, complaints } = await operator.detail(id);
      expect(emergency).toMatchObject({
        words: 'tolong kebakaran di rumah tetangga',
        place: { point: { latitude: -2.8812, longitude: 104.6533 } },
        people: 'ada 2 anak terjebak di dalam',
        triage: { alarm: 'certain', category: 'fire' },
      });
      expect(complaints).toMatchObject([{ urgency: 'emergency', category: 'fire' }]);
      expect(text).toContain(complaints[0]?.reference);
      // It comes alive on every open page, too.
      await operator.until('the emergency, live', async () =>
        operator.events.find(
          (event) => event.type === 'conversation' && event.row.id === id && event.row.danger === 2,
        ),
      );
      // The alarm is called off only by a clear answer, and the draft is not lost.
      await citizen.says('batal');
      await citizen.hears(/masih terbuka/);
      await citizen.picks('Bukan darurat');
      await citizen.hears(/tanda darurat dicabut/, /Sampah menumpuk tidak diangkut/);
      await operator.row(id, ({ danger, owner }) => danger === 0 && owner.kind === 'bot');
    },

    async 'take over, the bot is silent, and it knows what was promised'(setting) {
      const { citizen, operator, house, atomic } = setting;
      await citizen.says('Jalan berlubang besar');
      await citizen.hears(/Di mana kejadiannya/);
      await citizen.says('petugas');
      await citizen.hears(/petugas kami akan membalas/);
      const id = house.idOf(citizen);
      await operator.row(id, ({ owner }) => owner.kind === 'waiting', 'waiting');
      const colleague = await operator.invites('operator');
      const first = operator.claim(id);
      if (!atomic) await first;
      const claims = await Promise.allSettled([first, colleague.claim(id)]);
      const lost = claims.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      expect(lost).toEqual([expect.any(Refused)]);
      expect(lost[0]).toMatchObject({ status: 409, code: 'conversation/taken' });
      const owner = claims[0]?.status === 'fulfilled' ? operator : colleague;
      await owner.reply(id, 'Selamat siang, di jalan mana itu?');
      await citizen.hears(/^Selamat siang, di jalan mana itu\?$/);
      // Words that the bot would jump at, were it awake.
      for (const text of ['lapor', 'menu', 'Jalan Merdeka, dekat pasar']) await citizen.says(text);
      await operator.until('what the citizen wrote', async () => {
        const thread = await operator.thread(id);
        return thread.at(-1)?.direction === 'in' && /Merdeka/.test(JSON.stringify(thread.at(-1)));
      });
      await owner.note(id, 'Catatan di antara kita');
      await owner.reply(id, 'Baik, kami catat.');
      await citizen.hears(/^Baik, kami catat\.$/);
      await owner.release(id, 'Petugas datang besok pagi');
      await citizen.hears(
        /^Bot kembali membantu Anda/,
        'Petugas mencatat: Petugas datang besok pagi',
      );
      const thread = await operator.thread(id);
      const authors = thread.map(({ author, direction }) => `${direction} ${author.kind}`);
      expect(authors.slice(4, 11)).toEqual([
        'out operator',
        'in citizen',
        'in citizen',
        'in citizen',
        'note operator',
        'out operator',
        'out bot',
      ]);
      await citizen.says('Desa Sukajadi Talang Kelapa');
      await citizen.hears(/patokan/);
    },

    async 'close a conversation, and the citizen is welcome again'({ citizen, operator, house }) {
      await citizen.says('apa syarat membuat KTP?');
      await citizen.hears(/Pertanyaan Anda sudah saya teruskan/);
      const id = house.idOf(citizen);
      await operator.row(id, ({ owner }) => owner.kind === 'waiting', 'waiting');
      await operator.claim(id);
      await operator.reply(id, 'Bawa kartu keluarga.');
      await citizen.hears('Bawa kartu keluarga.');
      await operator.close(id, 'information-given');
      await citizen.says('Lampu jalan mati di Desa Sukajadi Talang Kelapa');
      await citizen.hears(/patokan/);
      await operator.row(id, ({ owner }) => owner.kind === 'bot');
    },
  });
});
