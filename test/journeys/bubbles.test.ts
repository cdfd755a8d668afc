import { describe, expect } from '@jest/globals';
import { onEveryRoad } from '../support/journey/setting.js';

describe('bubbles', () => {
  onEveryRoad(
    {
      async 'written in a row are one turn, with one answer'({ citizen, operator, house }) {
        house.clock.hold();
        const bubbles = ['Jalan rusak parah', 'di Desa Sukajadi Talang Kelapa', 'dekat pasar lama'];
        for (const bubble of bubbles) await citizen.says(bubble);
        const id = house.idOf(citizen);
        await operator.until('three kept bubbles', async () => {
          const [row] = (await operator.list('all')).conversations.filter((one) => one.id === id);
          return row !== undefined && (await operator.thread(id)).length === 3;
        });
        expect(await citizen.unread()).toBe(0);
        house.clock.letGo();
        await citizen.hears(/^Halo, ini layanan pengaduan/, /Ada foto, video/);
        // A choice waits for nothing.
        await citizen.picks('Lewati');
        await citizen.hears(/atas nama siapa/);
        await citizen.picks('Anonim (tanpa nama)');
        await citizen.hears(/Jalan rusak parah/, /Sukajadi/, 'dekat pasar lama');
        const thread = await operator.thread(id);
        const authors = thread.slice(0, 4).map(({ author }) => author.kind);
        expect(authors).toEqual(['citizen', 'citizen', 'citizen', 'bot']);
      },
    },
    { patience: 1 },
  );
});
