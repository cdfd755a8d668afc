import { describe, expect, it } from '@jest/globals';
import { houseOf } from '../support/journey/setting.js';

describe('WhatsApp', () => {
  const house = houseOf({ whatsapp: 'waiting' });

  it('is paired by the QR code that the inbox shows to those who may pair it', async () => {
    await house().health('whatsapp', 'waiting');
    const admin = await house().operator();
    const channel = async () => {
      const { channels } = await admin.channels();
      return channels.find(({ name }) => name === 'whatsapp');
    };
    const waiting = await channel();
    expect(waiting?.qrSvg).toMatch(/^<svg/);
    expect(waiting?.health).not.toHaveProperty('qr');
    const clerk = await admin.invites('operator');
    const seen = await clerk.channels().catch(() => ({ channels: [] }));
    expect(JSON.stringify(seen)).not.toContain('<svg');
    await house().pair();
    await admin.until('no code any more', async () => {
      const now = await channel();
      return now?.health.state === 'up' && now.qrSvg === undefined;
    });
  });

  it.each(['1', '1.', 'satu', 'nomor 1', 'lapor', 'lapor masalah', 'Lapro masalah'])(
    'reads "%s" as the first choice of the numbered menu',
    async (answer) => {
      const citizen = house().onWhatsApp();
      await citizen.says('halo');
      await citizen.hears('Kabupaten Banyuasin');
      expect(citizen.screen).toMatch(/\n\n1\. Lapor masalah\n2\. Cek laporan\n3\. .*\n4\. [^\n]*$/);
      await citizen.says(answer);
      await citizen.hears(/^Apa yang terjadi/);
    },
  );

  it('says how to share a place, having no button for it', async () => {
    const citizen = house().onWhatsApp();
    await citizen.says('Jalan berlubang besar');
    await citizen.hears(/Di mana kejadiannya/);
    expect(citizen.screen).toMatch(/📎.*Lokasi/);
  });

  it('leaves a conversation to whoever answers it on the phone itself', async () => {
    const { server, account } = house().whatsapp ?? {};
    const citizen = house().onWhatsApp();
    const operator = await house().operator();
    await citizen.says('halo');
    await citizen.hears('Kabupaten Banyuasin');
    if (!server || !account) throw new Error('no WhatsApp');
    await server.answerFromPhone(account, citizen.customer, 'Selamat pagi, dari kantor.');
    await operator.row(house().idOf(citizen), ({ owner }) => owner.kind === 'operator');
    await citizen.says('lapor');
    await operator.until('the word', async () =>
      (await operator.thread(house().idOf(citizen))).find(({ content }) =>
        JSON.stringify(content).includes('lapor'),
      ),
    );
    expect(await house().unheard()).toEqual([]);
  });

  it('shows the operator that a message was deleted, and what it had said', async () => {
    const citizen = house().onWhatsApp();
    const operator = await house().operator();
    const id = await citizen.customer.say('Sampah menumpuk tidak diangkut');
    await citizen.hears(/Di mana kejadiannya/);
    await citizen.customer.revoke(id);
    await citizen.hears(/Di mana kejadiannya/);
    const deleted = await operator.until('the deletion', async () =>
      (await operator.thread(house().idOf(citizen))).find(({ deletedAt }) => deletedAt),
    );
    expect(deleted.content).toEqual({ kind: 'text', text: 'Sampah menumpuk tidak diangkut' });
    await operator.row(house().idOf(citizen), ({ lastText }) => lastText === '[deleted]');
    expect(await house().unheard()).toEqual([]);
  });

  it('goes on by itself when the line is cut', async () => {
    const { server, account } = house().whatsapp ?? {};
    const citizen = house().onWhatsApp();
    await citizen.says('halo');
    await citizen.hears('Kabupaten Banyuasin');
    if (!server || !account) throw new Error('no WhatsApp');
    server.drop(account);
    await citizen.says('1');
    await citizen.hears(/^Apa yang terjadi/);
    expect(house().errors()).toEqual([]);
    expect(server.errors).toEqual([]);
  });
});
