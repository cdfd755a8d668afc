import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { WEBHOOK_SECRET } from '../support/house.js';
import { houseOf } from '../support/journey/setting.js';
import { TOKEN } from '../support/journey/telegram.js';

describe('Telegram, by long polling', () => {
  const house = houseOf({ telegram: 'polling' });

  it('puts the commands into the menu', async () => {
    const { bots } = house();
    const given = () => bots?.calls.filter(({ method }) => method === 'setMyCommands') ?? [];
    if (given().length === 0) await bots?.called('setMyCommands');
    const commands = JSON.stringify(given().map(({ payload }) => payload.commands));
    for (const word of ['lapor', 'status', 'petugas', 'batal', 'bahasa', 'bantuan']) {
      expect(commands).toContain(word);
    }
  });

  it('marks a pressed choice in the menu itself, and answers the press', async () => {
    const citizen = house().onTelegram();
    await citizen.says('/start');
    await citizen.hears('Kabupaten Banyuasin');
    const edited = citizen.user.nextEdit();
    const answered = house().bots?.called('answerCallbackQuery');
    await citizen.picks('Lapor masalah');
    await answered;
    expect((await edited).text).toMatch(/✓ Lapor masalah$/);
    await citizen.hears(/^Apa yang terjadi/);
    // Pressing is over for that menu.
    expect(citizen.user.buttons()).toEqual([]);
  });

  it('offers a button for the location, and takes it away again', async () => {
    const citizen = house().onTelegram();
    await citizen.says('Jalan berlubang besar');
    await citizen.hears(/Di mana kejadiannya/);
    expect(citizen.user.keyboard()).toMatchObject([{ request_location: true }]);
    await citizen.pins(-2.8812, 104.6533);
    await citizen.hears(/patokan/);
    await citizen.picks('Lewati');
    await citizen.hears(/^Ada foto/);
  });

  it('survives a pause that Telegram orders', async () => {
    const citizen = house().onTelegram();
    house().bots?.fail('sendMessage', { code: 429, retryAfter: 1 });
    await citizen.says('halo');
    await citizen.hears('Kabupaten Banyuasin');
    expect(house().bots?.faultsLeft).toBe(0);
  });
});

describe('Telegram, by webhook', () => {
  const house = houseOf({ telegram: 'webhook' });
  const post = (body: string, secret?: string) =>
    fetch(`${house().url}/telegram`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(secret ? { 'x-telegram-bot-api-secret-token': secret } : {}),
      },
      body,
    });
  const update = (text: string) => {
    const chat = { id: 6_000_001, type: 'private' };
    const from = { id: 6_000_001, is_bot: false, first_name: 'Orang' };
    const message = { message_id: 77, date: 1_790_000_000, chat, from, text };
    return JSON.stringify({ update_id: 9_000_001, message });
  };

  it('holds a conversation', async () => {
    const citizen = house().onTelegram();
    await citizen.says('halo');
    await citizen.hears('Kabupaten Banyuasin');
    await citizen.picks('Lapor masalah');
    await citizen.hears(/^Apa yang terjadi/);
    expect(house().bots?.polls).toEqual([]);
    // The answer may be heard before the call that brought the question has ended.
    expect(new Set(house().bots?.bot(TOKEN).webhookStatuses)).toEqual(new Set([200]));
  });

  it.each([
    ['no secret', undefined],
    ['another secret', 'a_secret-of_somebody-else_99'],
  ])('turns away whoever knows %s', async (_what, secret) => {
    const before = await (await house().operator()).list('all');
    expect((await post(update('kebakaran'), secret)).status).toBe(401);
    expect((await (await house().operator()).list('all')).counts).toEqual(before.counts);
  });

  it('takes an update once, however often it is called', async () => {
    const body = update(`halo ${randomUUID()}`);
    const answers = await Promise.all([1, 2, 3].map(() => post(body, WEBHOOK_SECRET)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const operator = await house().operator();
    const row = await operator.until('the conversation', async () =>
      (await operator.list('all')).conversations.find((one) => one.citizenName === 'Orang'),
    );
    const inbound = (await operator.thread(row.id)).filter(({ direction }) => direction === 'in');
    expect(inbound).toHaveLength(1);
  });

  it.each([
    ['no JSON', '{"update_id": 1, "message"'],
    ['an empty body', ''],
    ['a list', '[1, 2, 3]'],
    ['a number', '42'],
    ['no number', '{"message":{"text":"halo"}}'],
    ['wrong types', '{"update_id":5,"message":{"chat":7,"from":[],"text":{"a":1}}}'],
    [
      'a date that no calendar knows',
      '{"update_id":6,"message":{"message_id":1,"date":1e300,"chat":{"id":6000002,"type":"private"},"text":"halo"}}',
    ],
    ['a prototype', '{"__proto__":{"x":1},"update_id":7,"constructor":{"prototype":{}}}'],
  ])('outlives an update that is %s', async (_what, body) => {
    const { status } = await post(body, WEBHOOK_SECRET);
    expect([200, 400]).toContain(status);
    expect((await fetch(`${house().url}/readyz`)).status).toBe(200);
  });

  it('refuses a body without end', async () => {
    const { status } = await post(
      JSON.stringify({ update_id: 8, x: 'x'.repeat(2_000_000) }),
      WEBHOOK_SECRET,
    );
    expect(status).toBe(413);
  });

  it('answers as ever after all that, and logs no error', async () => {
    const citizen = house().onTelegram();
    await citizen.says('halo');
    await citizen.hears('Kabupaten Banyuasin');
    expect(house().errors()).toEqual([]);
  });
});
