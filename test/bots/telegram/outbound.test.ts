import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Outbound } from '../../../src/bots/channel.js';
import type { OutboundContent } from '../../../src/models/message.js';
import { settled } from '../../support/clock.js';
import { Rig, TOKEN } from './rig.js';

let serial = 0;

function outbound(content: OutboundContent, more: Partial<Outbound> = {}): Outbound {
  serial += 1;
  return { id: `m${serial}`, chatId: '77', content, again: false, ...more };
}

const MENU = outbound({
  kind: 'text',
  text: 'Apa yang bisa kami bantu?',
  choices: [
    { value: 'menu.report', label: 'Buat laporan' },
    { value: 'menu.status', label: 'Cek laporan' },
    { value: 'menu.officer', label: 'Bicara dengan petugas' },
  ],
});

describe('what the house says over Telegram', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await Rig.start();
    await rig.up();
  });
  afterEach(() => rig.end());

  it('arrives word for word, without markup, and is known by its chat and number', async () => {
    const citizen = rig.citizen();
    const text = '<b>tidak tebal</b> *sama* _sekali_ [x](http://x)';
    const { externalId } = await rig.bot.send(outbound({ kind: 'text', text }));
    const message = await citizen.next();
    expect(message.text).toBe(text);
    expect(externalId).toBe(`77:${message.message_id}`);
    expect(rig.api.calls.at(-1)?.payload).not.toHaveProperty('parse_mode');
  });

  it('offers choices as buttons; a press is answered at once and marked where it was made', async () => {
    const citizen = rig.citizen();
    await rig.bot.send(MENU);
    const message = await citizen.next();
    expect(
      message.reply_markup?.inline_keyboard?.map((row) => row.map(({ text }) => text)),
    ).toEqual([['Buat laporan', 'Cek laporan'], ['Bicara dengan petugas']]);
    const answered = rig.api.called('answerCallbackQuery');
    const edited = citizen.nextEdit();
    citizen.press('Cek laporan');
    await answered;
    const inbound = await rig.sink.next();
    expect(inbound.content).toEqual({ kind: 'choice', value: 'menu.status', label: 'Cek laporan' });
    expect(inbound.externalId).toMatch(/^cb:/);
    expect((await edited).text).toBe('Apa yang bisa kami bantu?\n\n✓ Cek laporan');
    expect(citizen.buttons()).toEqual([]);
  });

  it('leaves the buttons until the press is kept', async () => {
    const citizen = rig.citizen();
    await rig.bot.send(MENU);
    await citizen.next();
    rig.sink.broken = /^cb:/;
    const limited = rig.sink.becomes('limited');
    citizen.press('Cek laporan');
    await limited;
    expect(citizen.buttons()).toHaveLength(3);
    rig.sink.broken = null;
    const edited = citizen.nextEdit();
    await rig.clock.advance(1000);
    await edited;
  });

  it('takes the buttons off an older menu when a new one goes out', async () => {
    const citizen = rig.citizen();
    await rig.bot.send(MENU);
    const edited = citizen.nextEdit();
    await rig.bot.send({ ...MENU, id: 'second' });
    expect((await edited).message_id).toBe(citizen.chat[0]?.message_id);
    expect(citizen.buttons()).toHaveLength(3);
    expect(citizen.chat[0]?.text).toBe('Apa yang bisa kami bantu?');
  });

  it('carries values that are too long for a button by their label', async () => {
    const citizen = rig.citizen();
    const long = 'x'.repeat(65);
    const choices = [
      { value: long, label: 'Yang panjang' },
      { value: '~tilde', label: 'Yang lain' },
    ];
    await rig.bot.send(outbound({ kind: 'text', text: '?', choices }));
    citizen.press('Yang panjang');
    expect((await rig.sink.next()).content).toEqual({ kind: 'text', text: 'Yang panjang' });
  });

  it('asks for a pin with a button of its own, and takes that away afterwards', async () => {
    const citizen = rig.citizen();
    await rig.bot.send(outbound({ kind: 'text', text: 'Di mana?', ask: 'location' }));
    expect(citizen.keyboard()).toEqual([
      { text: expect.stringContaining('Kirim lokasi'), request_location: true },
    ]);
    await rig.bot.send(outbound({ kind: 'text', text: 'Terima kasih.' }));
    expect(citizen.keyboard()).toEqual([]);
  });

  it('asks for a pin beside choices in a second line', async () => {
    const citizen = rig.citizen();
    const choices = [{ value: 'skip', label: 'Lewati' }];
    const { externalId } = await rig.bot.send(
      outbound({ kind: 'text', text: 'Di mana?', choices, ask: 'location' }),
    );
    expect(citizen.chat.map(({ text }) => text)).toEqual([
      'Di mana?',
      expect.stringContaining('Tekan tombol'),
    ]);
    expect(externalId).toBe(`77:${citizen.chat[0]?.message_id}`);
    expect(citizen.buttons()).toEqual(['Lewati']);
    expect(citizen.keyboard()).toHaveLength(1);
  });

  it('cuts long texts, with the buttons under the last piece, and never sends a piece twice', async () => {
    const citizen = rig.citizen();
    const text = Array.from({ length: 300 }, (_, n) => `Baris ${n} dengan emoji 🙏🏽.`).join('\n');
    const long = outbound({ kind: 'text', text, choices: [{ value: 'a', label: 'A' }] });
    // The first piece goes through, the second meets a flood.
    const first = rig.api.called('sendMessage').then(() => {
      rig.api.fail('sendMessage', { code: 429, retryAfter: 3 });
    });
    await expect(rig.bot.send(long)).rejects.toMatchObject({ kind: 'later', afterMs: 3000 });
    await first;
    await rig.clock.advance(3000);
    const { externalId } = await rig.bot.send({ ...long, again: true });
    expect(citizen.chat.map((message) => message.text).join('\n')).toBe(text);
    expect(citizen.chat.length).toBeGreaterThan(1);
    expect(externalId).toBe(`77:${citizen.chat.at(-1)?.message_id}`);
    expect(citizen.buttons()).toEqual(['A']);
  });

  it('sends files as what Telegram can show, and a caption that is too long below', async () => {
    const data = new Uint8Array([1, 2, 3]);
    const media = { mediaId: 'x', mimeType: 'image/jpeg', bytes: 3, fileName: 'jalan.jpg' };
    const citizen = rig.citizen();
    await rig.bot.send(outbound({ kind: 'photo', media, caption: 'Sudah diperbaiki' }, { data }));
    await rig.bot.send(
      outbound({ kind: 'photo', media: { ...media, mimeType: 'image/tiff' } }, { data }),
    );
    await rig.bot.send(
      outbound({ kind: 'audio', media: { ...media, mimeType: 'audio/ogg' } }, { data }),
    );
    await rig.bot.send(outbound({ kind: 'location', latitude: -2.9, longitude: 104.7 }));
    await rig.bot.send(
      outbound({ kind: 'document', media, caption: 'k'.repeat(1500) }, { data, chatId: '78' }),
    );
    expect(citizen.chat).toMatchObject([
      { photo: [{ file_name: 'jalan.jpg', file_size: 3 }], caption: 'Sudah diperbaiki' },
      { document: { file_name: 'jalan.jpg' } },
      { audio: {} },
      { location: { latitude: -2.9 } },
    ]);
    const methods = rig.api.calls.slice(-2).map(({ method }) => method);
    expect(methods).toEqual(['sendDocument', 'sendMessage']);
  });

  it('refuses what can never go: no file, no words', async () => {
    const media = { mediaId: null, mimeType: 'image/jpeg', bytes: 3 };
    await expect(rig.bot.send(outbound({ kind: 'photo', media }))).rejects.toMatchObject({
      name: 'ChannelError',
      kind: 'refused',
    });
    await expect(rig.bot.send(outbound({ kind: 'text', text: ' ' }))).rejects.toMatchObject({
      kind: 'refused',
    });
  });

  it('knows who cannot be reached', async () => {
    const citizen = rig.citizen();
    rig.api.fail('sendMessage', { code: 403, description: 'Forbidden: user is deactivated' });
    await expect(rig.bot.send(MENU)).rejects.toMatchObject({ kind: 'unreachable' });
    rig.api.fail('sendMessage', { code: 400, description: 'Bad Request: chat not found' });
    await expect(rig.bot.send(MENU)).rejects.toMatchObject({ kind: 'unreachable' });
    citizen.block();
    citizen.say('(after the block)');
    await rig.sink.next();
    const calls = rig.api.calls.length;
    await expect(rig.bot.send(MENU)).rejects.toMatchObject({ kind: 'unreachable' });
    expect(rig.api.calls).toHaveLength(calls);
    citizen.block(false);
    citizen.say('(after the return)');
    await rig.sink.next();
    await rig.bot.send(MENU);
  });

  it('waits as long as Telegram asks, without calling again before', async () => {
    rig.api.fail('sendMessage', { code: 429, retryAfter: 17 });
    await expect(rig.bot.send(MENU)).rejects.toMatchObject({ kind: 'later', afterMs: 17_000 });
    await rig.clock.advance(7000);
    const calls = rig.api.calls.length;
    await expect(rig.bot.send(MENU)).rejects.toMatchObject({ kind: 'later', afterMs: 10_000 });
    expect(rig.api.calls).toHaveLength(calls);
    await rig.clock.advance(10_000);
    await rig.bot.send(MENU);
  });

  it('comes later when Telegram has trouble, answers rubbish, cuts the line or falls silent', async () => {
    for (const fault of [
      { code: 502 },
      { code: 400, html: '<html>gateway</html>' },
      { cut: true } as const,
    ]) {
      rig.api.fail('sendMessage', fault);
      const problem = await rig.bot.send(MENU).catch((error: unknown) => error);
      expect(problem).toMatchObject({ name: 'ChannelError', kind: 'later' });
      expect(JSON.stringify(problem) + String(problem)).not.toContain(TOKEN.slice(10));
    }
    rig.api.fail('sendMessage', { hang: true });
    const called = rig.api.called('sendMessage');
    const silent = rig.bot.send(MENU).catch((error: unknown) => error);
    await called;
    await rig.clock.advance(30_000);
    expect(await silent).toMatchObject({ kind: 'later' });
  });

  it('shows that it is typing, and does not mind when that fails', async () => {
    await rig.bot.typing('77');
    expect(rig.api.calls.at(-1)).toMatchObject({ method: 'sendChatAction' });
    rig.api.fail('sendChatAction', { code: 500 });
    await rig.bot.typing('77');
  });

  it('introduces itself in two languages', async () => {
    await settled();
    while (rig.api.calls.filter(({ method }) => method === 'setMyDescription').length < 2) {
      await rig.api.called('setMyDescription');
    }
    const commands = rig.api.calls.filter(({ method }) => method === 'setMyCommands');
    expect(commands.map(({ payload }) => payload.language_code)).toEqual([undefined, 'en']);
    expect(JSON.stringify(commands[0]?.payload)).toContain('lapor');
    expect(JSON.stringify(commands[1]?.payload)).toContain('report');
    const about = rig.api.calls.find(({ method }) => method === 'setMyDescription');
    expect(about?.payload.description).toMatch(/Kabupaten Contoh.*112/);
  });
});
