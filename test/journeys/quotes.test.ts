import { describe, expect, it } from '@jest/globals';
import type { MessageView } from '../../src/handoff/contract.js';
import { houseOf } from '../support/journey/setting.js';

/** Answers that quote what they answer, both ways, on the channels that can. */
describe('a quote', () => {
  const house = houseOf({ telegram: 'polling', whatsapp: 'paired' });
  const answer = { clientId: 'quote-1234', text: 'Ada apa?' };

  it('goes out and comes in on Telegram', async () => {
    const citizen = house().onTelegram();
    const { messageId } = citizen.user.say('petugas');
    await citizen.hears(/petugas kami akan membalas/);
    const operator = await house().operator();
    const id = house().idOf(citizen);
    await operator.claim(id);
    const [asked] = await operator.thread(id);
    const reply = await operator.ask<MessageView>('POST', `/api/conversations/${id}/reply`, {
      ...answer,
      replyTo: asked?.id,
    });
    expect(reply.replyTo).toEqual({ id: asked?.id, by: 'citizen', text: 'petugas' });
    await citizen.hears('Ada apa?');
    const sent = house().bots?.calls.findLast(({ method }) => method === 'sendMessage')?.payload;
    expect(sent).toMatchObject({ reply_parameters: { message_id: messageId } });
    const reply_to_message = citizen.user.chat.at(-1);
    citizen.user.send({ text: 'Lampu mati', reply_to_message });
    const last = await operator.until('the answer', async () => {
      const newest = (await operator.thread(id)).at(-1);
      return newest?.direction === 'in' && newest;
    });
    expect(last.replyTo).toEqual({ id: reply.id, by: 'operator', text: 'Ada apa?' });
  });

  it('goes out and comes in on WhatsApp', async () => {
    const citizen = house().onWhatsApp();
    const stanzaId = await citizen.customer.say('petugas');
    await citizen.hears(/petugas kami akan membalas/);
    const operator = await house().operator();
    const id = house().idOf(citizen);
    await operator.claim(id);
    const [asked] = await operator.thread(id);
    const body = { ...answer, replyTo: asked?.id };
    const reply = await operator.ask<MessageView>('POST', `/api/conversations/${id}/reply`, body);
    await citizen.hears('Ada apa?');
    const received = citizen.customer.received.at(-1);
    expect(received?.message.extendedTextMessage?.contextInfo?.stanzaId).toBe(stanzaId);
    const contextInfo = { stanzaId: received?.id ?? '' };
    await citizen.customer.send({ extendedTextMessage: { text: 'Lampu mati', contextInfo } });
    const last = await operator.until('the answer', async () => {
      const newest = (await operator.thread(id)).at(-1);
      return newest?.direction === 'in' && newest;
    });
    expect(last.replyTo).toEqual({ id: reply.id, by: 'operator', text: 'Ada apa?' });
  });

  it('is refused when what is quoted is of another conversation', async () => {
    const citizen = await house().onWebchat();
    await citizen.says('petugas');
    await citizen.hears(/petugas kami akan membalas/);
    const operator = await house().operator();
    const id = house().idOf(citizen);
    await operator.claim(id);
    const path = `/api/conversations/${id}/reply`;
    await expect(
      operator.ask('POST', path, { ...answer, replyTo: 'elsewhere' }),
    ).rejects.toMatchObject({ status: 400, code: 'request/invalid' });
  });
});
