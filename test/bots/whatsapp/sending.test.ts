import { afterEach, describe, expect, it } from '@jest/globals';
import { outbound, PatientClock, resume, type Stage, setStage } from './stage.js';

describe('sending over WhatsApp when things go wrong', () => {
  let stage: Stage;
  afterEach(() => stage.end());

  it('does not call an empty message a success when devices are not told (hazard 1)', async () => {
    stage = await setStage({ queryTimeoutMs: 300 });
    await resume(stage);
    stage.server.faults.silentUsync = true;
    const send = stage.channel.send(outbound('m1', stage.ani.lidJid, 'halo'));
    await expect(send).rejects.toMatchObject({ kind: 'later' });
    expect(stage.server.stanzas.filter(({ tag }) => tag === 'message')).toEqual([]);
    stage.server.faults.silentUsync = false;
    const { externalId } = await stage.channel.send(outbound('m1', stage.ani.lidJid, 'halo'));
    expect((await stage.ani.next()).id).toBe(externalId);
  });

  it('says that a stranger without WhatsApp cannot be reached', async () => {
    stage = await setStage();
    await resume(stage);
    const send = stage.channel.send(outbound('m1', '12345@lid', 'halo'));
    await expect(send).rejects.toMatchObject({ name: 'ChannelError', kind: 'unreachable' });
  });

  it('does not show as sent what the server refused (463), nor tries that chat again', async () => {
    const clock = new PatientClock();
    stage = await setStage({ clock });
    await resume(stage);
    const { ani, channel, listener, server } = stage;
    server.faults.nackNext = 463;
    server.faults.lockedUntil = new Date(Date.now() + 7_200_000);
    const refused = { kind: 'refused', message: /463/ };
    await expect(channel.send(outbound('m1', ani.lidJid, 'halo'))).rejects.toMatchObject(refused);
    expect((await listener.state('limited')).detail).toMatch(/463/);
    await listener.until('the end of the lock', () => /until \d{4}/.test(channel.health().detail));
    const messages = () => server.stanzas.filter(({ tag }) => tag === 'message').length;
    const before = messages();
    await expect(channel.send(outbound('m2', ani.lidJid, 'halo?'))).rejects.toMatchObject(refused);
    expect(messages()).toBe(before);
    expect(listener.reports).toEqual([]);
    // The citizen writes: the chat is open again; the warning stays until the lock ends.
    await ani.say('halo');
    await listener.nth(1);
    await channel.send(outbound('m3', ani.lidJid, 'halo juga'));
    expect((await ani.next()).text).toBe('halo juga');
    expect(channel.health().state).toBe('limited');
    server.faults.lockedUntil = undefined;
    clock.expire((ms) => ms > 3_600_000 && ms < 8_000_000);
    await listener.state('up');
  });

  it('asks to try later when the server has trouble, and refuses what it refuses', async () => {
    stage = await setStage();
    await resume(stage);
    const { ani, channel, server } = stage;
    for (const [code, kind] of [
      [500, 'later'],
      [479, 'later'],
      [400, 'refused'],
    ] as const) {
      server.faults.nackNext = code;
      const send = channel.send(outbound(`m${code}`, ani.lidJid, 'halo'));
      await expect(send).rejects.toMatchObject({ kind });
    }
  });

  it('does not hang when the line breaks in the middle (hazards 2 and 3)', async () => {
    stage = await setStage({ queryTimeoutMs: 20_000 });
    await resume(stage);
    const { ani, account, channel, server } = stage;
    server.faults.silentMessages = true;
    const send = channel.send(outbound('m1', ani.lidJid, 'halo'));
    const went = new Promise((resolve) =>
      server.on('stanza', ({ tag }) => tag === 'message' && resolve(true)),
    );
    await went;
    server.drop(account);
    await expect(send).rejects.toMatchObject({ name: 'ChannelError', kind: 'later' });
    server.faults.silentMessages = false;
    await stage.listener.state('up');
    const again = { ...outbound('m1', ani.lidJid, 'halo'), again: true };
    expect((await ani.nextAfter(channel.send(again))).text).toBe('halo');
  });

  it('keeps the order within a chat', async () => {
    stage = await setStage();
    await resume(stage);
    const words = Array.from({ length: 12 }, (_, index) => `pesan ${index}`);
    await Promise.all(
      words.map((text, index) => stage.channel.send(outbound(`m${index}`, stage.ani.lidJid, text))),
    );
    expect(stage.ani.received.map(({ text }) => text)).toEqual(words);
  });

  it('refuses a file that is not there, and everything before it is started', async () => {
    stage = await setStage();
    const media = { mediaId: 'x', mimeType: 'image/jpeg', bytes: 3 };
    const photo = outbound('m1', '1@lid', { kind: 'photo', media });
    await expect(stage.channel.send(photo)).rejects.toMatchObject({ kind: 'down' });
    await resume(stage);
    await expect(stage.channel.send(photo)).rejects.toMatchObject({ kind: 'refused' });
    await stage.channel.typing('nonsense');
  });
});
