import { describe, expect, it } from '@jest/globals';
import type { Citizen } from '../support/journey/citizen.js';
import { ENGINES } from '../support/journey/engines.js';
import { houseOf } from '../support/journey/setting.js';

const MINUTE_MS = 60_000;

describe.each(ENGINES)('a conversation that is interrupted, on $name', (engine) => {
  const house = houseOf({ engine, telegram: 'polling', whatsapp: 'paired' });

  it('goes on after a restart where it was, and nothing written meanwhile is lost', async () => {
    const [telegram, whatsapp, webchat] = [
      house().onTelegram(),
      house().onWhatsApp(),
      await house().onWebchat(),
    ];
    const citizens: Citizen[] = [telegram, whatsapp, webchat];
    for (const citizen of citizens) {
      await citizen.says('Jalan berlubang besar, motor sering jatuh');
      await citizen.hears(/Di mana kejadiannya/);
    }
    await house().stop();
    // The vendors hold what is written while the house is closed.
    await telegram.says('Desa Sukajadi Talang Kelapa');
    await whatsapp.says('Desa Sukajadi Talang Kelapa');
    await house().start();
    await house().health('telegram', 'up');
    await house().health('whatsapp', 'up');
    await webchat.says('Desa Sukajadi Talang Kelapa');
    for (const citizen of citizens) {
      await citizen.hears(/^Apa patokan terdekat/);
      await citizen.says('depan masjid');
      await citizen.hears(/^Ada foto/);
    }
    await house().restart();
    await house().health('whatsapp', 'up');
    for (const citizen of citizens) {
      await citizen.picks('Lewati');
      await citizen.hears(/atas nama siapa/);
      await citizen.picks('Anonim (tanpa nama)');
      await citizen.hears('Jalan berlubang besar', /Sukajadi.*depan masjid/);
      await citizen.picks('Kirim');
      await citizen.hears(/Nomor: /);
    }
    expect(await house().unheard()).toEqual([]);
  });

  it.each(['telegram', 'whatsapp', 'webchat'] as const)(
    'by %s is remembered once, then put aside with a word, then resumed',
    async (channel) => {
      const citizen = await house().citizen(channel);
      await citizen.says('Lampu jalan mati');
      await citizen.hears(/Di mana kejadiannya/);
      await house().waits(30 * MINUTE_MS);
      await citizen.hears(/Laporan Anda belum selesai/);
      await house().waits(24 * 60 * MINUTE_MS);
      await citizen.hears(/laporan ini saya tutup dulu/);
      await house().waits(48 * 60 * MINUTE_MS);
      await house().restart();
      await house().health(channel, 'up');
      await citizen.says('Desa Sukajadi Talang Kelapa');
      await citizen.hears(/Anda punya laporan yang belum selesai: Lampu jalan mati/);
      await citizen.picks('Lanjutkan');
      await citizen.hears(/patokan/);
      // Nothing to be reminded of any more when the next one's time flies.
      await citizen.says('batal');
      await citizen.hears(/Laporan dibatalkan/);
      expect(await house().unheard()).toEqual([]);
    },
  );
});
