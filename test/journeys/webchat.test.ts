import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { houseOf, picture } from '../support/journey/setting.js';

describe('the web chat', () => {
  const house = houseOf({});

  it('takes a photo that only this page and the operators can open', async () => {
    const citizen = await house().onWebchat();
    const stranger = await house().onWebchat();
    const operator = await house().operator();
    const photo = picture(40_000);
    await citizen.says('Jembatan kayu patah di Desa Sukajadi Talang Kelapa');
    await citizen.hears(/patokan/);
    await citizen.picks('Lewati');
    await citizen.hears(/^Ada foto/);
    const clientId = randomUUID();
    const first = await citizen.upload(photo, { clientId });
    const again = await citizen.upload(photo, { clientId });
    expect([first.status, again.status]).toEqual([200, 200]);
    const { mediaId } = (await first.json()) as { mediaId: string };
    expect(await again.json()).toMatchObject({ mediaId });
    await citizen.hears(/atas nama siapa/);
    const thread = await operator.thread(house().idOf(citizen));
    const photos = thread.filter(({ content }) => content.kind === 'photo');
    expect(photos).toHaveLength(1);
    const path = `/media/${mediaId}?message=${photos[0]?.order}`;
    const own = await citizen.ask(path);
    expect(Buffer.from(await own.arrayBuffer()).equals(photo)).toBe(true);
    expect((await stranger.ask(path)).status).toBe(404);
    expect((await operator.media(mediaId)).data.equals(photo)).toBe(true);
  });

  it('shows the thread again after a reload', async () => {
    const citizen = await house().onWebchat();
    await citizen.says('halo');
    await citizen.hears('Kabupaten Banyuasin');
    const reload = await citizen.ask('/messages?after=0');
    const { messages } = (await reload.json()) as { messages: { from: string }[] };
    expect(messages.map(({ from }) => from)).toEqual(['citizen', 'bot']);
  });

  it.each([
    ['no JSON', '{"kind":"text"'],
    ['a list', '[]'],
    ['no kind', '{"clientId":"12345678"}'],
    ['a kind nobody knows', '{"kind":"hologram","clientId":"12345678"}'],
    ['a wrong type', '{"kind":"text","clientId":"12345678","text":{"$gt":""}}'],
    ['a field too many', '{"kind":"text","clientId":"12345678","text":"a","from":"operator"}'],
    [
      'a place off the earth',
      '{"kind":"location","clientId":"12345678","latitude":91,"longitude":0}',
    ],
    ['a text of blanks', '{"kind":"text","clientId":"12345678","text":" \\n\\t "}'],
  ])('refuses a message that is %s, with a remedy', async (_what, body) => {
    const citizen = await house().onWebchat();
    const headers = { 'content-type': 'application/json' };
    const response = await citizen.ask('/messages', { method: 'POST', headers, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: expect.stringMatching(/^request\//),
      remedy: expect.any(String),
    });
  });

  it.each([
    ['a program', new TextEncoder().encode('MZ this is a program'), 415],
    ['a page', new TextEncoder().encode('<html><script>alert(1)</script></html>'), 415],
    ['nothing', new Uint8Array(), 415],
    ['more than fits', picture(17 * 1024 * 1024), 413],
  ])('refuses to keep %s', async (_what, data, status) => {
    const citizen = await house().onWebchat();
    const response = await citizen.upload(data);
    expect({ status: response.status, body: await response.json() }).toMatchObject({
      status,
      body: { remedy: expect.any(String) },
    });
  });

  it('knows nobody without the page’s secret', async () => {
    const answer = await fetch(`${house().url}/chat/api/messages`, {
      headers: { authorization: `Bearer ${'x'.repeat(43)}x` },
    });
    expect(answer.status).toBe(401);
  });

  it('answers as ever after all that, and logs no error', async () => {
    const citizen = await house().onWebchat();
    await citizen.says('halo');
    await citizen.hears('Kabupaten Banyuasin');
    expect(house().errors()).toEqual([]);
  });
});
