import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MediaRef } from '../../../src/models/message.js';
import { outbound, pair, type Stage, setStage } from './stage.js';

describe('WhatsApp, through a real socket', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
    await pair(stage);
  });
  afterAll(() => stage.end());
  /** The message that arrives next. */
  const following = () => stage.listener.nth(stage.listener.inbound.length + 1);

  it('carries texts both ways, under the LID', async () => {
    const { ani, channel } = stage;
    const coming = following();
    const id = await ani.say('Halo, lampu jalan mati');
    const arrived = await coming;
    expect(arrived).toMatchObject({
      chatId: ani.lidJid,
      externalId: id,
      content: { kind: 'text', text: 'Halo, lampu jalan mati' },
      sender: { name: 'Ani', phone: '+628120000001' },
    });
    expect(arrived.vendorAt).toBeInstanceOf(Date);
    const { externalId } = await channel.send(outbound('m1', arrived.chatId, 'Terima kasih'));
    const got = await ani.next();
    expect(got).toMatchObject({ id: externalId, text: 'Terima kasih' });
    expect(ani.presence).toContain('composing');
  });

  it('numbers a menu and says how to share a place', async () => {
    const { ani, channel } = stage;
    const choices = [
      { value: 'report', label: 'Lapor' },
      { value: 'check', label: 'Cek laporan' },
    ];
    await channel.send(
      outbound('m2', ani.lidJid, { kind: 'text', text: 'Apa yang bisa dibantu?', choices }),
    );
    expect((await ani.next()).text).toBe('Apa yang bisa dibantu?\n\n1. Lapor\n2. Cek laporan');
    const ask = { kind: 'text', text: 'Di mana lokasinya?', ask: 'location' } as const;
    await channel.send(outbound('m3', ani.lidJid, ask));
    expect((await ani.next()).text).toMatch(/📎.*Lokasi/s);
  });

  it('takes a pin', async () => {
    const coming = following();
    await stage.ani.location(-2.88, 104.6, 'Pasar');
    const pin = { kind: 'location', latitude: -2.88, longitude: 104.6, name: 'Pasar' };
    expect((await coming).content).toEqual(pin);
  });

  it('takes a photo and fetches its bytes', async () => {
    const { ani, channel } = stage;
    const picture = randomBytes(50_000);
    const coming = following();
    await ani.photo(picture, 'Ini fotonya');
    const { content } = await coming;
    expect(content).toMatchObject({ kind: 'photo', caption: 'Ini fotonya' });
    const fetched = await channel.fetch(mediaOf(content));
    expect(fetched.mimeType).toBe('image/jpeg');
    expect(Buffer.from(fetched.data).equals(picture)).toBe(true);
  });

  it('takes a voice recording with its length', async () => {
    const { ani, channel } = stage;
    const recording = randomBytes(3_000);
    const coming = following();
    await ani.voice(recording, 7);
    const { content } = await coming;
    expect(content).toMatchObject({ kind: 'audio', media: { durationSeconds: 7 } });
    const { data, mimeType } = await channel.fetch(mediaOf(content));
    expect(mimeType).toBe('audio/ogg');
    expect(Buffer.from(data).equals(recording)).toBe(true);
  });

  it('asks the phone again for a file that WhatsApp has deleted (hazard 8)', async () => {
    const { ani, channel, server } = stage;
    const picture = randomBytes(2_000);
    const coming = following();
    const id = await ani.photo(picture);
    const media = mediaOf((await coming).content);
    const path = [...server.media.files.keys()].at(-1) ?? '';
    server.loseFile(id, path, true);
    const { data } = await channel.fetch(media);
    expect(Buffer.from(data).equals(picture)).toBe(true);
    expect(server.media.asked.slice(-2)).toEqual([path, `${path}-again`]);
  });

  it('says so when a file is gone for good, is damaged, or is too large', async () => {
    const { ani, channel, server } = stage;
    const coming = following();
    const id = await ani.photo(randomBytes(2_000));
    const media = mediaOf((await coming).content);
    const path = [...server.media.files.keys()].at(-1) ?? '';
    server.media.files.get(path)?.fill(0, 100, 120);
    await expect(channel.fetch(media)).rejects.toMatchObject({
      kind: 'refused',
      message: /damaged/,
    });
    const large = { ...media, bytes: channel.limits.downloadBytes + 1 };
    await expect(channel.fetch(large)).rejects.toMatchObject({ kind: 'refused' });
    server.loseFile(id, path, false);
    await expect(channel.fetch(media)).rejects.toMatchObject({
      kind: 'refused',
      message: /expired/,
    });
  });

  it('sends a photo that the citizen can open', async () => {
    const { ani, channel } = stage;
    const data = randomBytes(20_000);
    const media = { mediaId: 'x', mimeType: 'image/jpeg', bytes: data.length };
    const photo = { kind: 'photo', media, caption: 'Sudah diperbaiki' } as const;
    await channel.send({ ...outbound('m4', ani.lidJid, photo), data });
    const got = await ani.next();
    expect(got.text).toBe('Sudah diperbaiki');
    expect((await ani.open(got)).equals(data)).toBe(true);
  });

  it('passes on edits, deletions, reactions and typing', async () => {
    const { ani, listener } = stage;
    const first = following();
    const id = await ani.say('lampu mati di Jl Merdeka');
    await first;
    const edited = following();
    await ani.edit(id, 'lampu mati di Jl Sudirman');
    const edit = { kind: 'edit', target: id, text: 'lampu mati di Jl Sudirman' };
    expect((await edited).content).toEqual(edit);
    const reacted = following();
    await ani.react('3EB0ABC', '👍');
    expect((await reacted).content).toEqual({ kind: 'reaction', target: '3EB0ABC', emoji: '👍' });
    const deleted = following();
    await ani.revoke(id);
    expect((await deleted).content).toEqual({ kind: 'edit', target: id, text: '' });
    ani.typing();
    await listener.until('typing', () => listener.typings.some((each) => each.typing));
    expect(listener.typings.at(-1)).toEqual({ chatId: ani.lidJid, typing: true });
  });

  it('gives a message delivered twice the same id (hazard 6)', async () => {
    const { ani, listener } = stage;
    const before = listener.inbound.length;
    const id = await ani.say('sekali saja', { id: '3EB0TWICE' });
    await ani.say('sekali saja', { id });
    const [first, second] = [await listener.nth(before + 1), await listener.nth(before + 2)];
    expect(second.externalId).toBe(first.externalId);
    expect(second.chatId).toBe(first.chatId);
  });

  it('reports sent, delivered and read, and never before the send is over (hazard 7)', async () => {
    const { ani, channel, listener } = stage;
    const { externalId } = await channel.send(outbound('m5', ani.lidJid, 'Sudah?'));
    expect(listener.reports.filter((report) => report.externalId === externalId)).toEqual([]);
    await listener.report(externalId, 'delivered');
    await ani.next();
    ani.read(externalId);
    await listener.report(externalId, 'read');
  });

  it('sends the same message again under the same id, and the phone shows it once', async () => {
    const { ani, channel } = stage;
    const first = await channel.send(outbound('m6', ani.lidJid, 'Satu kali'));
    await ani.next();
    const again = { ...outbound('m6', ani.lidJid, 'Satu kali'), again: true };
    const second = await channel.send(again);
    expect(second).toEqual(first);
    await stage.server.quiet();
    expect(ani.duplicates).toContain(first.externalId);
    expect(ani.received.filter(({ text }) => text === 'Satu kali')).toHaveLength(1);
  });

  it('marks what somebody answered on the phone itself (hazard 5)', async () => {
    const { account, ani, server } = stage;
    const coming = following();
    const id = await server.answerFromPhone(account, ani, 'Kami segera datang');
    expect(await coming).toMatchObject({
      chatId: ani.lidJid,
      externalId: id,
      fromPhone: true,
      content: { kind: 'text', text: 'Kami segera datang' },
    });
  });

  it('leaves nothing in the journal of messages that were kept', async () => {
    const { listener, vault } = stage;
    await listener.until('an empty journal', () => true);
    await stage.server.quiet();
    const entries = [...vault.records.keys()].filter((key) => /sahut-inbound \d+$/.test(key));
    expect(entries).toEqual([]);
    expect(stage.server.errors).toEqual([]);
  });
});

function mediaOf(content: object): MediaRef {
  if (!('media' in content)) throw new Error('no media');
  return content.media as MediaRef;
}
