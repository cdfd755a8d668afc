import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { houseOf, type Journeys, onEveryRoad, picture } from '../support/journey/setting.js';

/** Texts that break programs. */
const HOSTILE: Record<string, string> = {
  '10,000 characters': 'sampah menumpuk '.repeat(625),
  '10,000 characters without a blank': 'w'.repeat(10_000),
  'a storm of emoji': '😡🎉👨‍👩‍👧‍👦🏴‍☠️'.repeat(300),
  'right-to-left text': 'القمامة متراكمة في الشارع \u202e\u2066 הזבל ברחוב',
  'null bytes and other controls': 'jalan\u0000 rusak \u0007\u001b[31m\u0008 parah',
  'a thousand accents on one letter': `a${'\u0301'.repeat(1000)}`,
  'lone surrogates': 'jalan \ud83d rusak \ude00',
  'orders to a database': '{"$gt":""}; DROP TABLE conversations; -- #{7*7} {{constructor}}',
  markup: '<script>alert(1)</script> *_`[x](tg://user?id=1)`_*',
  'prototype names': '__proto__ constructor toString',
};

const TEXTS: Journeys = Object.fromEntries(
  Object.entries(HOSTILE).map(([what, text]) => [
    `answers ${what}, and goes on`,
    async ({ citizen, operator, house }) => {
      await citizen.says(text);
      await citizen.hears('Kabupaten Banyuasin');
      // In the midst of a report as well as at its beginning.
      await citizen.says(text);
      await citizen.hears(/./);
      await citizen.says('bantuan');
      await citizen.hears(/Kata yang selalu bisa dipakai/);
      const inbound = (await operator.thread(house.idOf(citizen))).filter(
        ({ direction }) => direction === 'in',
      );
      expect(inbound).toHaveLength(3);
    },
  ]),
);

describe('hostile texts', () => {
  onEveryRoad(TEXTS);
});

describe('kinds that the bot cannot use', () => {
  const house = houseOf({ telegram: 'polling', whatsapp: 'paired' });

  it('on Telegram are answered, or passed over where nothing is to be said', async () => {
    const citizen = house().onTelegram();
    const { user } = citizen;
    await citizen.says('halo');
    await citizen.hears('Kabupaten Banyuasin');
    user.sticker(picture(100));
    await citizen.hears(/Terima kasih stikernya/);
    user.send({ poll: { id: '1', question: 'Kapan?', options: [] } });
    await citizen.hears(/jenis pesan itu tidak bisa saya baca/);
    user.contact('+628111222333', { own: false });
    await citizen.hears(/kontak/);
    // Nothing to say to these.
    user.send({ pinned_message: { message_id: 1 } });
    user.update({ message: null });
    user.update({ edited_channel_post: { text: 'x' } });
    user.update({ callback_query: { id: 'x', from: null, data: 'read.send' } });
    const [first] = user.chat;
    if (first) user.react(first, '👍');
    await citizen.says('bantuan');
    await citizen.hears(/Kata yang selalu bisa dipakai/);
    const { messageId } = user.say('Sampah menumpuk tidak diangkut');
    await citizen.hears(/Di mana kejadiannya/);
    user.edit({ messageId, updateId: 0 }, 'Sampah menumpuk dua minggu');
    await citizen.hears(/sudah saya catat/, /Di mana kejadiannya/);
  });

  it('on WhatsApp are answered, or passed over where nothing is to be said', async () => {
    const citizen = house().onWhatsApp();
    const { customer } = citizen;
    await citizen.says('halo');
    await citizen.hears('Kabupaten Banyuasin');
    await customer.send({ pollCreationMessage: { name: 'Kapan?', options: [] } });
    await citizen.hears(/jenis pesan itu tidak bisa saya baca/);
    await customer.send({
      contactMessage: {
        displayName: 'Pak RT',
        vcard: 'BEGIN:VCARD\nTEL;waid=628111:+62 811-1\nEND:VCARD',
      },
    });
    await citizen.hears(/kontak|tidak bisa saya baca/);
    await customer.send({ protocolMessage: {} });
    await customer.send({});
    await customer.garbled('tidak terbaca', true);
    await citizen.hears(/./);
    const newest = customer.received.at(-1);
    await customer.react(newest?.id ?? '', '👍');
    await citizen.says('bantuan');
    await citizen.hears(/Kata yang selalu bisa dipakai/);
    const id = await customer.say('Sampah menumpuk tidak diangkut');
    await citizen.hears(/Di mana kejadiannya/);
    await customer.edit(id, 'Sampah menumpuk dua minggu');
    await citizen.hears(/sudah saya catat/, /Di mana kejadiannya/);
  });

  it('and files that are too large get a clear answer', async () => {
    const citizen = house().onTelegram();
    const { user } = citizen;
    await citizen.says('Jalan berlubang besar di Desa Sukajadi Talang Kelapa');
    await citizen.hears(/patokan/);
    await citizen.picks('Lewati');
    await citizen.hears(/^Ada foto/);
    const video = { file_id: randomUUID(), file_unique_id: 'u', file_size: 60_000_000 };
    user.send({ video: { ...video, duration: 90, width: 640, height: 480 } });
    await citizen.hears(/terlalu besar dan tidak tersimpan/);
  });

  it('leave the house as it was, without an error in the log', async () => {
    expect(await house().unheard()).toEqual([]);
    expect(house().errors()).toEqual([]);
  });
});
