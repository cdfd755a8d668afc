import { afterEach, describe, expect, it } from '@jest/globals';
import { outbound, PatientClock, pair, resume, type Stage, setStage } from './stage.js';

describe('the WhatsApp connection', () => {
  let stage: Stage;
  afterEach(() => stage.end());

  it('waits with a QR code, prints it, and comes up when it is scanned (515 at once)', async () => {
    const printed: string[] = [];
    stage = await setStage({ printQr: (qr) => printed.push(qr) });
    expect(stage.channel.health().state).toBe('off');
    await pair(stage);
    expect(printed[0]).toBe(stage.listener.healths.find(({ qr }) => qr)?.qr);
    expect(stage.channel.health().qr).toBeUndefined();
    expect(stage.server.logins).toBe(1);
  });

  it('survives a restart without pairing, and reads what came meanwhile (hazards 5, auth)', async () => {
    stage = await setStage();
    await pair(stage);
    await stage.ani.say('satu');
    await stage.listener.nth(1);
    await stage.channel.stop();
    expect(stage.channel.health().state).toBe('off');
    const ids = [await stage.ani.say('dua'), await stage.ani.say('tiga')];
    const { channel, listener } = stage.again();
    await channel.start(listener);
    await listener.nth(2);
    expect(listener.inbound.map(({ externalId }) => externalId)).toEqual(ids);
    await listener.state('up');
    expect(stage.server.registrations).toBe(1);
    const sent = await channel.send(outbound('m1', stage.ani.lidJid, 'sudah dibaca'));
    expect((await stage.ani.next()).id).toBe(sent.externalId);
  });

  it('comes back by itself after the line was cut (428)', async () => {
    const clock = new PatientClock();
    stage = await setStage({ clock });
    await resume(stage);
    stage.server.drop(stage.account);
    await stage.listener.state('down');
    await expect(stage.channel.send(outbound('m1', stage.ani.lidJid, 'x'))).rejects.toMatchObject({
      kind: 'down',
    });
    const id = await stage.ani.say('masih di sana?');
    // One second, of which chance takes a quarter: the system clock's wait.
    await stage.listener.state('up');
    expect((await stage.listener.nth(1)).externalId).toBe(id);
    expect(stage.server.logins).toBe(2);
  });

  it('waits longer every time while the server cannot be reached', async () => {
    const clock = new PatientClock();
    stage = await setStage({ clock });
    await resume(stage);
    stage.server.faults.refuseLogin = 503;
    stage.server.drop(stage.account);
    for (const expected of [1_500, 3_000, 6_000]) {
      await stage.listener.until(`a wait of ${expected}`, () => clock.waits().includes(expected));
      clock.expire((ms) => ms === expected);
    }
    stage.server.faults.refuseLogin = undefined;
    await stage.listener.state('up');
  });

  it('stops and says why when another program took the session (440)', async () => {
    stage = await setStage();
    await resume(stage);
    stage.server.kick(stage.account, 440, 'conflict');
    expect((await stage.listener.state('down')).detail).toMatch(/Another program/);
    await stage.server.quiet(150);
    expect(stage.server.logins).toBe(1);
  });

  it('stops when the number is blocked (403)', async () => {
    stage = await setStage();
    await pair(stage);
    stage.server.kick(stage.account, 403);
    expect((await stage.listener.state('down')).detail).toMatch(/blocked/);
    await stage.server.quiet(150);
    expect(stage.server.logins).toBe(1);
    expect(stage.server.registrations).toBe(1);
  });

  it('forgets the keys and shows a QR code when the phone unlinked it (401)', async () => {
    stage = await setStage();
    await resume(stage);
    const creds = stage.vault.records.get('whatsapp:main creds creds');
    stage.server.unlink(stage.account);
    const { qr } = await stage.listener.state('waiting');
    expect(stage.vault.records.get('whatsapp:main creds creds')).not.toBe(creds);
    stage.server.scan(qr ?? '', stage.account);
    await stage.listener.state('up');
    await stage.ani.say('halo lagi');
    expect((await stage.listener.nth(1)).chatId).toBe(stage.ani.lidJid);
  });

  it('says that the version is refused, and tries again in an hour (405)', async () => {
    const clock = new PatientClock();
    stage = await setStage({ clock });
    stage.server.faults.refuseLogin = 405;
    await stage.channel.start(stage.listener);
    expect((await stage.listener.state('down')).detail).toMatch(/version/);
    expect(clock.waits()).toContain(3_600_000);
    stage.server.faults.refuseLogin = undefined;
    clock.expire((ms) => ms === 3_600_000);
    await stage.listener.state('waiting');
  });

  it('unpairs on request and pairs again', async () => {
    stage = await setStage();
    await resume(stage);
    await stage.channel.logout();
    expect(stage.channel.health().state).toBe('off');
    await stage.server.quiet();
    expect([...stage.account.devices.keys()]).toEqual([0]);
    expect(stage.vault.count('creds')).toBe(0);
    await stage.channel.pairAgain();
    const { qr } = await stage.listener.state('waiting');
    stage.server.scan(qr ?? '', stage.account);
    await stage.listener.state('up');
  });

  it('reports a vault that cannot be read instead of pairing anew over it', async () => {
    stage = await setStage();
    await pair(stage);
    await stage.channel.stop();
    const sealed = {
      seal: (text: string) => text,
      open: () => {
        throw new Error('wrong key');
      },
    };
    const { channel, listener } = stage.again({ cipher: sealed, clock: new PatientClock() });
    await channel.start(listener);
    expect((await listener.state('down')).detail).toMatch(/wrong key/);
    expect(stage.server.registrations).toBe(1);
  });
});
