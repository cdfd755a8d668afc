import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { MessageView } from '../../src/handoff/contract.js';
import type { Operator } from '../support/journey/operator.js';
import { houseOf } from '../support/journey/setting.js';

const HOLD_MS = 5_000;

describe('an answer that can be taken back', () => {
  const house = houseOf({});

  async function answered() {
    const citizen = await house().onWebchat();
    await citizen.says('petugas');
    await citizen.hears(/petugas kami akan membalas/);
    const operator = await house().operator();
    const id = house().idOf(citizen);
    await operator.claim(id);
    return { citizen, operator, id };
  }
  const hold = (operator: Operator, id: string, text: string, clientId: string = randomUUID()) =>
    operator.ask<MessageView>('POST', `/api/conversations/${id}/reply`, {
      clientId,
      text,
      hold: true,
    });

  it('leaves once, after five seconds, though it was posted twice and nobody is there', async () => {
    const { citizen, operator, id } = await answered();
    const clientId = randomUUID();
    const first = await hold(operator, id, 'Siang, di mana itu?', clientId);
    const again = await hold(operator, id, 'Siang, di mana itu?', clientId);
    expect(again.id).toBe(first.id);
    const heldMs = Date.parse(first.heldUntil ?? '') - Date.parse(first.at);
    expect(Math.round(heldMs / 100)).toBe(HOLD_MS / 100);
    await operator.leaves();
    expect(await citizen.unread()).toBe(0);
    await house().waits(HOLD_MS + 10);
    await citizen.hears('Siang, di mana itu?');
    await house().waits(HOLD_MS + 10);
    expect(await citizen.unread()).toBe(0);
  });

  it('leaves once, though the house went down meanwhile', async () => {
    const { citizen, operator, id } = await answered();
    await hold(operator, id, 'Kami cek dulu.');
    await house().restart();
    await house().waits(HOLD_MS + 10);
    await citizen.hears('Kami cek dulu.');
    await house().waits(HOLD_MS + 10);
    expect(await citizen.unread()).toBe(0);
  });

  it('never leaves once taken back; the citizen waits again, as long as before', async () => {
    const { citizen, operator, id } = await answered();
    const before = await operator.detail(id);
    const { id: messageId } = await hold(operator, id, 'Salah kirim');
    expect((await operator.detail(id)).waitingSince).toBeNull();
    for (let times = 0; times < 2; times += 1) {
      const taken = await operator.ask<MessageView>('DELETE', `/api/messages/${messageId}`);
      expect(taken).toMatchObject({ delivery: { state: 'withheld' } });
      expect(taken.takenBackAt).toBeDefined();
    }
    const { waitingSince, lastText, lastAt } = before;
    expect(waitingSince).not.toBeNull();
    expect(await operator.detail(id)).toMatchObject({ waitingSince, lastText, lastAt });
    await house().waits(HOLD_MS + 10);
    expect(await citizen.unread()).toBe(0);
  });

  it('keeps what is written behind it behind it, and lets it go when it is taken back', async () => {
    const { citizen, operator, id } = await answered();
    const { id: messageId } = await hold(operator, id, 'pertama');
    await operator.reply(id, 'kedua');
    expect(await citizen.unread()).toBe(0);
    await operator.ask('DELETE', `/api/messages/${messageId}`);
    await citizen.hears('kedua');
    expect((await operator.detail(id)).waitingSince).toBeNull();
  });

  it('is not taken back when it has left, or by somebody else', async () => {
    const { citizen, operator, id } = await answered();
    const colleague = await operator.invites('supervisor');
    const { id: messageId } = await hold(operator, id, 'Baik.');
    const refused = { status: 409, code: 'message/sent' };
    const takeBack = (who: Operator) => who.ask('DELETE', `/api/messages/${messageId}`);
    await expect(takeBack(colleague)).rejects.toMatchObject(refused);
    await house().waits(HOLD_MS + 10);
    await citizen.hears('Baik.');
    await expect(takeBack(operator)).rejects.toMatchObject(refused);
  });
});
