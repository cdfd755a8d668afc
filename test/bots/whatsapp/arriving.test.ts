import { afterEach, describe, expect, it } from '@jest/globals';
import { createCipher } from '../../../src/bots/whatsapp/cipher.js';
import { outbound, PatientClock, pair, resume, type Stage, setStage } from './stage.js';

describe('messages that arrive over WhatsApp', () => {
  let stage: Stage;
  afterEach(() => stage.end());

  it('wait, in order, while the store is down, and the health says so (hazard 4)', async () => {
    const clock = new PatientClock();
    stage = await setStage({ clock, random: () => 1 });
    await resume(stage);
    const { ani, listener } = stage;
    listener.failures = 2;
    const ids = [await ani.say('satu'), await ani.say('dua')];
    expect((await listener.state('limited')).detail).toMatch(/stored/);
    for (const ms of [1_000, 2_000]) {
      await listener.until(`a wait of ${ms}`, () => clock.waits().includes(ms));
      expect(listener.inbound).toEqual([]);
      clock.expire((each) => each === ms);
    }
    await listener.nth(2);
    expect(listener.inbound.map(({ externalId }) => externalId)).toEqual(ids);
    await listener.state('up');
  });

  it('are not lost when the program dies after the receipt and before the store (hazard 4)', async () => {
    stage = await setStage({ clock: new PatientClock(), cipher: createCipher(new Uint8Array(32)) });
    await pair(stage);
    stage.listener.failures = 99;
    const id = await stage.ani.say('tolong, rumah saya kebakaran');
    await stage.listener.state('limited');
    await stage.server.quiet();
    // WhatsApp has its receipt, so it will not deliver again.
    expect(stage.account.devices.get(1)?.queue).toEqual([]);
    await stage.channel.stop();
    const { channel, listener } = stage.again();
    await channel.start(listener);
    const arrived = await listener.nth(1);
    expect(arrived).toMatchObject({
      externalId: id,
      chatId: stage.ani.lidJid,
      content: { kind: 'text', text: 'tolong, rumah saya kebakaran' },
      sender: { name: 'Ani', phone: '+628120000001' },
    });
    await listener.state('up');
    await stage.server.quiet();
    expect(listener.inbound).toHaveLength(1);
  });

  it('survive an unpairing while they wait for the store', async () => {
    const clock = new PatientClock();
    stage = await setStage({ clock });
    await resume(stage);
    stage.listener.failures = 99;
    const id = await stage.ani.say('penting');
    await stage.listener.state('limited');
    stage.server.unlink(stage.account);
    await stage.listener.state('waiting');
    await stage.channel.stop();
    const { channel, listener } = stage.again();
    await channel.start(listener);
    expect((await listener.nth(1)).externalId).toBe(id);
  });

  it('are asked for again when they cannot be decrypted, then taken under their own id', async () => {
    const clock = new PatientClock();
    stage = await setStage({ clock });
    await resume(stage);
    const id = await stage.ani.garbled('lampu mati', true);
    const arrived = await stage.listener.nth(1);
    expect(arrived).toMatchObject({
      externalId: id,
      content: { kind: 'text', text: 'lampu mati' },
    });
    expect(clock.waits()).not.toContain(25_000);
  });

  it('end as "unsupported" when nobody repeats them, without taking the id', async () => {
    const clock = new PatientClock();
    stage = await setStage({ clock });
    await resume(stage);
    const id = await stage.ani.garbled('hilang', false);
    await stage.listener.until('the wait', () => clock.waits().includes(25_000));
    expect(stage.listener.inbound).toEqual([]);
    clock.expire((ms) => ms === 25_000);
    expect(await stage.listener.nth(1)).toMatchObject({
      externalId: `${id}/unreadable`,
      chatId: stage.ani.lidJid,
      content: { kind: 'unsupported' },
    });
  });

  it('stay in one conversation when the LID becomes known later, and after pairing again', async () => {
    stage = await setStage();
    await resume(stage);
    const { ani, channel, listener, server, account } = stage;
    ani.addressing = 'pn';
    ani.lidKnown = false;
    await ani.say('halo dari nomor');
    const { chatId } = await listener.nth(1);
    expect(chatId).toBe(ani.jid);
    await channel.send(outbound('m1', chatId, 'halo'));
    expect((await ani.next()).text).toBe('halo');
    ani.lidKnown = true;
    ani.addressing = 'lid';
    await ani.say('halo dari LID');
    expect(await listener.nth(2)).toMatchObject({ chatId, sender: { phone: '+628120000001' } });
    await channel.send(outbound('m2', chatId, 'tetap sama'));
    expect((await ani.next()).text).toBe('tetap sama');
    // The answer went to the address the citizen wrote from last.
    expect(server.stanzas.filter(({ tag }) => tag === 'message').at(-1)?.attrs.to).toBe(ani.lidJid);
    await channel.pairAgain();
    const { qr } = await listener.state('waiting');
    server.scan(qr ?? '', account);
    await listener.state('up');
    await ani.say('setelah dipasang ulang');
    expect((await listener.nth(3)).chatId).toBe(chatId);
  });

  it('go under the LID when a number writes whose LID WhatsApp knows', async () => {
    stage = await setStage();
    await resume(stage);
    stage.ani.addressing = 'pn';
    await stage.ani.say('halo', { bare: true });
    expect(await stage.listener.nth(1)).toMatchObject({
      chatId: stage.ani.lidJid,
      sender: { phone: '+628120000001' },
    });
  });

  it('are ignored from statuses, newsletters and groups (hazard 10)', async () => {
    stage = await setStage();
    await resume(stage);
    const { account, ani, listener, server } = stage;
    for (const from of ['status@broadcast', '1203@newsletter', '1203@g.us']) {
      const attrs = { id: `X${from}`, from, participant: ani.lidJid, type: 'text', t: '1' };
      server.deliver(account, 1, { tag: 'message', attrs });
    }
    const id = await ani.say('halo');
    await listener.nth(1);
    await server.quiet();
    expect(listener.inbound.map(({ externalId }) => externalId)).toEqual([id]);
  });

  it('and everything else kept is sealed at rest', async () => {
    stage = await setStage({ cipher: createCipher(new Uint8Array(32).fill(7)) });
    await pair(stage);
    await stage.ani.say('rahasia');
    await stage.listener.nth(1);
    const session = [...stage.vault.records].filter(([key]) => key.startsWith('whatsapp:main '));
    expect(session.length).toBeGreaterThan(3);
    for (const [, value] of session) expect(value).toMatch(/^v1\./);
  });
});
