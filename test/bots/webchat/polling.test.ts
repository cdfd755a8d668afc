import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { settled, TestClock } from '../../support/clock.js';
import { CitizenPage, polling } from './page-of.js';
import { openStage, SITI, type Stage } from './stage.js';

const texts = ({ messages }: { messages: { content: object }[] }) =>
  messages.map(({ content }) => ('text' in content ? content.text : content));

describe('reading the web chat', () => {
  let clock: TestClock;
  let stage: Stage;
  let page: CitizenPage;

  beforeEach(async () => {
    clock = new TestClock();
    stage = await openStage({ clock });
    page = await CitizenPage.open(stage);
  });
  afterEach(() => stage.close());

  it('answers a waiting poll when something is sent, and not before', async () => {
    const answer = page.poll(0, 25);
    await polling(stage, 1);
    const id = await stage.say(page.chatId, 'halo', { isSent: false });
    await settled();
    expect(stage.webchat.waiting()).toBe(1);
    await stage.finish(id);
    expect(texts(await answer)).toEqual(['halo']);
    expect(stage.webchat.waiting()).toBe(0);
  });

  it('does not end a wait for what the citizen wrote, and tells it along with the answer', async () => {
    const answer = page.poll(0, 25);
    await polling(stage, 1);
    await page.write('tolong');
    await stage.say(page.chatId, 'baik', { author: SITI });
    expect((await answer).messages).toMatchObject([
      { from: 'citizen', clientId: 'client-1', content: { text: 'tolong' } },
      { from: 'operator', name: 'Siti Aminah', content: { text: 'baik' } },
    ]);
  });

  it('answers empty when the time is over', async () => {
    const answer = page.poll(0, 25);
    await polling(stage, 1);
    await clock.advance(24_999);
    expect(stage.webchat.waiting()).toBe(1);
    await clock.advance(1);
    expect(await answer).toEqual({ messages: [], cursor: 0 });
  });

  it('wakes every page of a conversation, whichever was there first', async () => {
    // A poll that ends must not take the next one's place in the list with it.
    for (let round = 1; round <= 20; round += 1) {
      const { cursor } = await page.poll(0);
      const both = [page.poll(cursor, 25), page.poll(cursor, 25)];
      await polling(stage, 2);
      await stage.say(page.chatId, `putaran ${round}`);
      for (const answer of await Promise.all(both)) {
        expect(texts(answer)).toEqual([`putaran ${round}`]);
      }
    }
  });

  it('does not miss what is sent while a poll is being registered', async () => {
    let cursor = 0;
    for (let round = 1; round <= 30; round += 1) {
      const [answer] = await Promise.all([
        page.poll(cursor, 25),
        stage.say(page.chatId, `pesan ${round}`),
      ]);
      expect(texts(answer)).toEqual([`pesan ${round}`]);
      cursor = answer.cursor;
    }
  });

  it('never passes a text that is still on its way', async () => {
    const first = await stage.say(page.chatId, 'satu', { isSent: false });
    await stage.say(page.chatId, 'dua');
    const before = await page.poll(0);
    expect(before).toEqual({ messages: [], cursor: 0 });
    await stage.finish(first);
    expect(texts(await page.poll(before.cursor))).toEqual(['satu', 'dua']);
  });

  it('comes past fifty messages of the citizen to the answer', async () => {
    await stage.say(page.chatId, 'mulai');
    let { cursor } = await page.poll(0);
    for (let n = 0; n < 59; n += 1) await stage.keep(page.chatId, `pesan ${n}`);
    await stage.say(page.chatId, 'jawaban');
    const seen: unknown[] = [];
    for (let n = 0; n < 3; n += 1) {
      const answer = await page.poll(cursor);
      seen.push(...texts(answer));
      cursor = answer.cursor;
    }
    expect(seen).toHaveLength(60);
    expect(seen.at(-1)).toBe('jawaban');
  });

  it('reports as delivered what the page comes back with, once', async () => {
    const id = await stage.say(page.chatId, 'halo');
    const { cursor } = await page.poll(0);
    expect(stage.reports).toEqual([]);
    await page.poll(cursor);
    await page.poll(cursor);
    expect(stage.reports).toEqual([`${id} delivered`]);
  });

  it('tells that the other side types, once', async () => {
    const answer = page.poll(0, 25);
    await polling(stage, 1);
    await stage.webchat.typing(page.chatId);
    expect(await answer).toEqual({ messages: [], cursor: 0, typing: true });
    const next = page.poll(0, 25);
    await polling(stage, 1);
    await clock.advance(25_000);
    expect(await next).toEqual({ messages: [], cursor: 0 });
  });

  it('forgets a page that hangs up', async () => {
    const hangUp = new AbortController();
    const answer = page.poll(0, 25, hangUp.signal);
    await polling(stage, 1);
    hangUp.abort();
    await expect(answer).rejects.toThrow();
    await polling(stage, 0);
  });

  it('keeps six polls of one conversation and ends the oldest for a seventh', async () => {
    const oldest = page.poll(0, 25);
    await polling(stage, 1);
    const others: Promise<unknown>[] = [];
    for (let n = 2; n <= 6; n += 1) {
      others.push(page.poll(0, 25));
      await polling(stage, n);
    }
    others.push(page.poll(0, 25));
    expect(await oldest).toEqual({ messages: [], cursor: 0 });
    await polling(stage, 6);
    await stage.say(page.chatId, 'halo');
    expect(await Promise.all(others)).toHaveLength(6);
  });

  it('ends every poll when it stops, and lets none wait until it starts again', async () => {
    const answers = [page.poll(0, 25), (await CitizenPage.open(stage)).poll(0, 25)];
    await polling(stage, 2);
    await stage.webchat.stop();
    expect(await Promise.all(answers)).toEqual([
      { messages: [], cursor: 0 },
      { messages: [], cursor: 0 },
    ]);
    await expect(page.poll(0, 25)).rejects.toThrow('503 channel/stopped');
    expect(await page.write('halo')).toMatchObject({ status: 503 });
    expect(stage.webchat.health()).toMatchObject({ state: 'off' });
    await stage.start();
    expect(await page.write('halo')).toMatchObject({ status: 200, body: { kept: true } });
  });
});
