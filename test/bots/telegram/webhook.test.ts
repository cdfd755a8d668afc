import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Rig, TOKEN } from './rig.js';

const SECRET = 'a-secret-of-the-house';

describe('the webhook', () => {
  let rig: Rig;
  let door: Server;
  let url: string;

  beforeEach(async () => {
    door = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += String(chunk);
      });
      request.on('end', () => {
        const secret = request.headers['x-telegram-bot-api-secret-token'];
        void rig.bot
          .receive(JSON.parse(body), typeof secret === 'string' ? secret : undefined)
          .then(({ status }) => response.writeHead(status).end());
      });
    }).listen(0, '127.0.0.1');
    await once(door, 'listening');
    url = `http://127.0.0.1:${(door.address() as AddressInfo).port}/telegram`;
    rig = await Rig.start({ webhook: { url, secret: SECRET } });
  });

  afterEach(async () => {
    await rig.end();
    door.closeAllConnections();
    door.close();
    await once(door, 'close');
  });

  const update = {
    update_id: 5,
    message: { message_id: 1, chat: { id: 7, type: 'private' }, text: 'x' },
  };

  it('is set with its secret, and what comes through it is kept', async () => {
    await rig.up();
    expect(rig.api.calls.find(({ method }) => method === 'setWebhook')?.payload).toMatchObject({
      url,
      secret_token: SECRET,
      allowed_updates: expect.arrayContaining(['message_reaction']),
    });
    rig.citizen().say('halo');
    expect((await rig.sink.next()).content).toEqual({ kind: 'text', text: 'halo' });
    expect(rig.api.polls).toHaveLength(0);
  });

  it('turns strangers away, whatever they bring', async () => {
    await rig.up();
    for (const secret of [undefined, '', 'a-secret-of-the-hous', `${SECRET}x`, 'ü']) {
      expect(await rig.bot.receive(update, secret)).toEqual({ status: 401 });
    }
    expect(rig.sink.arrivals).toHaveLength(0);
    expect(await rig.bot.receive(update, SECRET)).toEqual({ status: 200 });
    expect(rig.sink.arrivals).toHaveLength(1);
  });

  it('answers 500 when a message cannot be kept, and Telegram brings it again, in order', async () => {
    await rig.up();
    rig.sink.broken = /^77:/;
    rig.citizen().say('satu');
    rig.citizen().say('dua');
    await rig.logs(/could not be kept/, 1);
    rig.sink.broken = null;
    await rig.api.bot(TOKEN).deliver();
    await rig.api.bot(TOKEN).deliver();
    expect((await rig.sink.next()).content).toMatchObject({ text: 'satu' });
    expect((await rig.sink.next()).content).toMatchObject({ text: 'dua' });
    expect(rig.api.bot(TOKEN).webhookStatuses[0]).toBe(500);
  });

  it('does not answer before the message is kept', async () => {
    await rig.up();
    let open: () => void = () => {};
    rig.sink.gate = new Promise((resolve) => {
      open = resolve;
    });
    let answered = false;
    const answer = rig.bot.receive(update, SECRET).then((result) => {
      answered = true;
      return result;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(false);
    open();
    expect(await answer).toEqual({ status: 200 });
  });

  it('takes what is no update without a word, so that it is not sent again for ever', async () => {
    await rig.up();
    for (const rubbish of [null, 7, 'x', [], {}, { update_id: 'x' }]) {
      expect(await rig.bot.receive(rubbish, SECRET)).toEqual({ status: 200 });
    }
    expect(rig.sink.arrivals).toHaveLength(0);
  });

  it('is closed before the start and in polling mode', async () => {
    expect(await rig.bot.receive(update, SECRET)).toEqual({ status: 503 });
    const polling = rig.another({ webhook: undefined as never });
    expect(await polling.receive(update, SECRET)).toEqual({ status: 401 });
  });

  it('is set again when somebody removed it, and says when Telegram does not reach it', async () => {
    await rig.up();
    rig.api.bot(TOKEN).webhook = null;
    const set = rig.api.called('setWebhook');
    await rig.clock.advance(300_000);
    await set;
    rig.citizen().say('masih ada');
    await rig.sink.next();
    await rig.bot.stop();
    expect(rig.api.bot(TOKEN).webhook).not.toBeNull();
  });
});
