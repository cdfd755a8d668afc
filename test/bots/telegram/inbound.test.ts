import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Rig } from './rig.js';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('what a citizen sends over Telegram', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await Rig.start();
    await rig.up();
  });
  afterEach(() => rig.end());

  it('is text', async () => {
    const { messageId } = rig.citizen().say('Jalan rusak 🚧 di depan pasar');
    const inbound = await rig.sink.next();
    expect(inbound).toMatchObject({
      chatId: '77',
      externalId: `77:${messageId}`,
      content: { kind: 'text', text: 'Jalan rusak 🚧 di depan pasar' },
      sender: { name: 'Siti Aminah' },
    });
    expect(Math.abs(Number(inbound.vendorAt) - Date.now())).toBeLessThan(60_000);
  });

  it('is a command, which stays text', async () => {
    rig.citizen().say('/status K7M-2Q4X');
    expect((await rig.sink.next()).content).toEqual({ kind: 'text', text: '/status K7M-2Q4X' });
  });

  it('is a pin, a place with a name, and a live position that moves, once a minute', async () => {
    const citizen = rig.citizen();
    citizen.location(-2.9, 104.7, { horizontal_accuracy: 20 });
    expect((await rig.sink.next()).content).toEqual({
      kind: 'location',
      latitude: -2.9,
      longitude: 104.7,
      accuracyMetres: 20,
    });
    citizen.venue('Pasar Pangkalan Balai', 'Jl. Merdeka 1', { latitude: -2.8, longitude: 104.4 });
    expect((await rig.sink.next()).content).toMatchObject({
      kind: 'location',
      latitude: -2.8,
      name: 'Pasar Pangkalan Balai',
      address: 'Jl. Merdeka 1',
    });
    const live = citizen.location(-2.5, 104.5, { live_period: 900 });
    citizen.moveTo(live, -2.51, 104.5);
    citizen.moveTo(live, -2.52, 104.5);
    citizen.say('saya di jalan');
    for (const latitude of [-2.5, -2.51]) {
      expect((await rig.sink.next()).content).toMatchObject({ kind: 'location', latitude });
    }
    expect((await rig.sink.next()).content).toMatchObject({ kind: 'text' });
    await rig.clock.advance(60_000);
    citizen.moveTo(live, -2.53, 104.5);
    const moved = await rig.sink.next();
    expect(moved.content).toMatchObject({ latitude: -2.53 });
    expect(new Set(rig.sink.arrivals.map((one) => one.externalId)).size).toBe(6);
  });

  it('is a photo, of which the largest size is fetched', async () => {
    const picture = bytes('a picture of a broken road');
    rig.citizen().photo(picture, 'lubang besar');
    const { content } = await rig.sink.next();
    expect(content).toMatchObject({
      kind: 'photo',
      caption: 'lubang besar',
      media: { mediaId: null, mimeType: 'image/jpeg', bytes: picture.length, width: 1280 },
    });
    if (!('media' in content)) throw new Error('no media');
    const fetched = await rig.bot.fetch(content.media);
    expect(Buffer.from(fetched.data).toString()).toBe('a picture of a broken road');
    expect(fetched.mimeType).toBe('image/jpeg');
  });

  it('is a voice recording, music, a video, a round video, a document or a sticker', async () => {
    const citizen = rig.citizen();
    const data = bytes('data');
    citizen.voice(data, 7);
    citizen.audio(data);
    citizen.video(data, 'banjir');
    citizen.videoNote(data);
    citizen.document(data, 'surat.pdf');
    citizen.sticker(data);
    const contents = [];
    for (let n = 0; n < 6; n += 1) contents.push((await rig.sink.next()).content);
    expect(contents).toMatchObject([
      { kind: 'audio', media: { mimeType: 'audio/ogg', durationSeconds: 7 } },
      { kind: 'audio', media: { mimeType: 'audio/mpeg' } },
      { kind: 'video', caption: 'banjir', media: { mimeType: 'video/mp4', width: 640 } },
      { kind: 'video', media: { width: 240, height: 240 } },
      { kind: 'document', media: { fileName: 'surat.pdf', mimeType: 'application/pdf' } },
      { kind: 'sticker', media: { mimeType: 'image/webp' } },
    ]);
  });

  it('is a contact; a telephone number counts as the sender’s only when it is', async () => {
    rig.citizen().contact('+6281234567890');
    expect(await rig.sink.next()).toMatchObject({
      content: { kind: 'contact', name: 'Siti', phone: '+6281234567890' },
      sender: { phone: '+6281234567890' },
    });
    rig.citizen().contact('+628999999999', { own: false });
    expect((await rig.sink.next()).sender.phone).toBeUndefined();
  });

  it('is an edit or a reaction, which name the message they are about', async () => {
    const citizen = rig.citizen();
    const said = citizen.say('jalan rusk');
    citizen.edit(said, 'jalan rusak');
    citizen.edit(said, 'jalan rusak parah');
    const target = `77:${said.messageId}`;
    const first = await rig.sink.next();
    const edits = [await rig.sink.next(), await rig.sink.next()];
    expect(first.externalId).toBe(target);
    expect(edits.map(({ content }) => content)).toEqual([
      { kind: 'edit', target, text: 'jalan rusak' },
      { kind: 'edit', target, text: 'jalan rusak parah' },
    ]);
    expect(edits[0]?.externalId).not.toBe(edits[1]?.externalId);
    const sent = await rig.bot.send({
      id: 'm',
      chatId: '77',
      content: { kind: 'text', text: 'Terima kasih' },
      again: false,
    });
    citizen.react(await citizen.next(), '👍');
    expect((await rig.sink.next()).content).toEqual({
      kind: 'reaction',
      target: sent.externalId,
      emoji: '👍',
    });
  });

  it('may be of a kind we cannot use, which is named, or say nothing at all', async () => {
    const citizen = rig.citizen();
    citizen.send({ pinned_message: { message_id: 1 } });
    citizen.send({ poll: { id: '1', question: '?' } });
    expect((await rig.sink.next()).content).toEqual({ kind: 'unsupported', what: 'poll' });
    expect(rig.sink.arrivals).toHaveLength(1);
  });

  it('does not come from groups: an invitation is declined politely, words there are not heard', async () => {
    const group = { id: -100, type: 'supergroup', title: 'Warga RT 5' };
    const left = rig.api.called('leaveChat');
    rig.citizen().update({
      my_chat_member: { chat: group, new_chat_member: { status: 'member' } },
    });
    rig.citizen().update({ message: { message_id: 9, chat: group, date: 1, text: 'halo' } });
    expect((await left).payload).toEqual({ chat_id: '-100' });
    expect(rig.api.calls.find(({ method }) => method === 'sendMessage')?.payload.text).toMatch(
      /Kabupaten Contoh hanya untuk percakapan pribadi.*private chats only/s,
    );
    rig.citizen().say('halo');
    await rig.sink.next();
    expect(rig.sink.arrivals).toHaveLength(1);
  });

  it('keeps the order of a chat that writes faster than we can keep', async () => {
    let open: () => void = () => {};
    rig.sink.gate = new Promise((resolve) => {
      open = resolve;
    });
    for (let n = 0; n < 20; n += 1) rig.citizen(77).say(`a${n}`);
    open();
    rig.sink.gate = null;
    const heard: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      const { content } = await rig.sink.next();
      if (content.kind === 'text') heard.push(content.text);
    }
    expect(heard).toEqual(Array.from({ length: 20 }, (_, n) => `a${n}`));
  });
});

describe('files on Telegram', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.start();
    await rig.up();
  });
  afterEach(() => rig.end());

  async function announced(data: Uint8Array) {
    rig.citizen().document(data, 'x.pdf');
    const { content } = await rig.sink.next();
    if (!('media' in content)) throw new Error('no media');
    return content.media;
  }

  it('are refused when they are too large, announced or not', async () => {
    const media = await announced(new Uint8Array(20_000_001));
    const problem = { kind: 'refused', message: expect.stringMatching(/^too-large/) };
    await expect(rig.bot.fetch(media)).rejects.toMatchObject(problem);
    expect(rig.api.calls.filter(({ method }) => method === 'getFile')).toHaveLength(0);
    await expect(rig.bot.fetch({ ...media, bytes: 0 })).rejects.toMatchObject(problem);
  });

  it('are named as expired when Telegram has forgotten them', async () => {
    const media = await announced(bytes('x'));
    rig.api.forgetFiles();
    await expect(rig.bot.fetch(media)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/^expired/),
    });
    await expect(rig.bot.fetch({ mediaId: null, mimeType: 'a/b', bytes: 1 })).rejects.toMatchObject(
      {
        kind: 'refused',
      },
    );
  });

  it('are fetched later when the line breaks, and the token does not show', async () => {
    const media = await announced(bytes('x'));
    rig.api.fail('file', { cut: true });
    const problem = await rig.bot.fetch(media).catch((error: unknown) => error);
    expect(problem).toMatchObject({ kind: 'later' });
    expect(String(problem)).not.toMatch(/Ab_-9/);
    expect(Buffer.from((await rig.bot.fetch(media)).data).toString()).toBe('x');
  });
});
