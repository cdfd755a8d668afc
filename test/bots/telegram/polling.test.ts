import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Recorder, Rig, TOKEN } from './rig.js';

describe('long polling', () => {
  let rig: Rig;

  beforeEach(async () => {
    rig = await Rig.start();
  });
  afterEach(() => rig.end());

  it('asks for every kind of update that we read, and first leaves a webhook without dropping anything', async () => {
    rig.api.bot(TOKEN).webhook = { url: 'http://127.0.0.1:9/gone', secret: undefined };
    await rig.up();
    rig.citizen().say('halo');
    await rig.sink.next();
    expect(rig.api.calls.find(({ method }) => method === 'deleteWebhook')?.payload).toEqual({
      drop_pending_updates: false,
    });
    expect(rig.api.polls[0]?.payload.allowed_updates).toContain('message_reaction');
  });

  it('lets Telegram forget a message only after it was kept: a kill in between loses nothing', async () => {
    await rig.up();
    // This process will never finish keeping: it is as good as killed.
    rig.sink.gate = new Promise(() => {});
    const polled = rig.api.called('getUpdates');
    rig.citizen().say('tolong');
    rig.citizen().say('cepat');
    await polled;
    expect(rig.api.bot(TOKEN).pending).toHaveLength(2);

    const next = new Recorder();
    const second = rig.another();
    await second.start(next);
    const heard = [await next.next(), await next.next()];
    expect(heard.map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'tolong' },
      { kind: 'text', text: 'cepat' },
    ]);
    await second.stop();
    expect(rig.api.bot(TOKEN).pending).toHaveLength(0);
    rig.sink.gate = null;
    rig.abandon();
  });

  it('tries again what could not be kept, in order, while other chats go on', async () => {
    await rig.up();
    const first = rig.citizen(77).say('satu');
    await rig.sink.next();
    rig.sink.broken = new RegExp(`^77:${first.messageId + 1}$`);
    const limited = rig.sink.becomes('limited');
    rig.citizen(77).say('dua');
    rig.citizen(77).say('tiga');
    rig.citizen(78).say('lain');
    expect((await rig.sink.next()).content).toMatchObject({ text: 'lain' });
    expect((await limited).detail).toMatch(/storage/);
    expect(rig.api.bot(TOKEN).pending.length).toBeGreaterThan(0);
    const up = rig.sink.becomes('up');
    rig.sink.broken = null;
    await rig.clock.advance(1000);
    expect((await rig.sink.next()).content).toMatchObject({ text: 'dua' });
    expect((await rig.sink.next()).content).toMatchObject({ text: 'tiga' });
    await up;
    expect(rig.sink.arrivals.map(({ content }) => 'text' in content && content.text)).toEqual([
      'satu',
      'lain',
      'dua',
      'tiga',
    ]);
  });

  it('says that another program receives for the same bot, and recovers when that ends', async () => {
    await rig.up();
    const down = rig.sink.becomes('down');
    rig.api.fail('getUpdates', { code: 409, description: 'Conflict: terminated by other' });
    rig.citizen().say('memicu');
    expect((await down).detail).toMatch(/Another program receives/);
    const up = rig.sink.becomes('up');
    await rig.clock.advance(1000);
    await up;
    rig.citizen().say('masih ada');
    expect((await rig.sink.next()).content).toMatchObject({ text: 'memicu' });
    expect((await rig.sink.next()).content).toMatchObject({ text: 'masih ada' });
  });

  it('says that the token is refused, and what to do', async () => {
    rig.api.fail('getMe', { code: 401, description: 'Unauthorized' });
    const down = rig.sink.becomes('down');
    await rig.bot.start(rig.sink);
    expect((await down).detail).toMatch(/TELEGRAM_BOT_TOKEN/);
    const up = rig.sink.becomes('up');
    await rig.clock.advance(1000);
    await up;
  });

  it('waits as long as Telegram asks before it polls again', async () => {
    await rig.up();
    rig.api.fail('getUpdates', { code: 429, retryAfter: 30 });
    const limited = rig.sink.becomes('limited');
    rig.citizen().say('memicu');
    await limited;
    const polls = rig.api.polls.length;
    await rig.clock.advance(29_000);
    expect(rig.api.polls).toHaveLength(polls);
    const polled = rig.api.called('getUpdates');
    await rig.clock.advance(1000);
    await polled;
  });

  it('survives an outage: limited, then down, then up, with nothing lost', async () => {
    await rig.up();
    const limited = rig.sink.becomes('limited');
    const down = rig.sink.becomes('down');
    await rig.api.down();
    await limited;
    rig.citizen().say('saat putus');
    await rig.failed(1);
    await rig.clock.advance(1000);
    await rig.failed(2);
    await rig.clock.advance(2000);
    await down;
    const up = rig.sink.becomes('up');
    await rig.api.up();
    await rig.clock.advance(4000);
    await up;
    expect((await rig.sink.next()).content).toMatchObject({ text: 'saat putus' });
  });

  it('gives up on a poll that Telegram leaves hanging', async () => {
    rig.api.fail('getUpdates', { hang: true });
    const polled = rig.api.called('getUpdates');
    await rig.up();
    await polled;
    const limited = rig.sink.becomes('limited');
    await rig.clock.advance(65_000);
    await limited;
    rig.citizen().say('halo');
    await rig.clock.advance(1000);
    await rig.sink.next();
  });

  it('gives up a single message that can never be kept, rather than silencing everybody', async () => {
    await rig.up();
    const { messageId } = rig.citizen(66).say('racun');
    rig.sink.broken = new RegExp(`^66:${messageId}$`);
    await rig.failed(1);
    for (let round = 2; !rig.logged.some((line) => /given up/.test(line)); round += 1) {
      rig.citizen(78).say(`lain ${round}`);
      await rig.clock.advance(60_000);
      await rig.sink.next();
      await rig.logs(/Trying again|given up/, round);
    }
    rig.citizen(66).say('sehat');
    expect((await rig.sink.next()).content).toMatchObject({ text: 'sehat' });
    expect(rig.logged.filter((line) => /could not be kept/.test(line))).toHaveLength(10);
  });

  it('logs neither the token nor what citizens say', async () => {
    await rig.up();
    rig.api.fail('getUpdates', { code: 500, html: 'x' });
    rig.api.fail('answerCallbackQuery', { cut: true });
    rig.sink.broken = /^77:/;
    const limited = rig.sink.becomes('limited');
    rig.citizen().say('rahasia: saya Siti 081234567890');
    await limited;
    rig.sink.broken = null;
    await rig.clock.advance(60_000);
    await rig.sink.next();
    const log = rig.logged.join('\n');
    expect(log).toContain('Channel health changed');
    expect(log).not.toMatch(/Ab_-9|rahasia|Siti|081234567890/);
  });
});
