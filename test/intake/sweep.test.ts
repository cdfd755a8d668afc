import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ID, Rig } from './rig.js';

const SARI = { id: 'sari', name: 'Sari' };

describe('what a crash left undone', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.open();
  });
  afterEach(() => rig.close());

  async function taken(): Promise<void> {
    await rig.says('jalan berlubang besar');
    const { stores, clock } = rig.opened;
    await stores.conversations.claim(ID, SARI, { force: false, at: clock.now() });
  }

  it('is found: a conversation given back to the bot whose bell was never rung', async () => {
    await taken();
    const { stores, clock } = rig.opened;
    // The process dies right after this write.
    await stores.conversations.release(ID, SARI.id, 'Petugas datang besok', clock.now());
    rig.sent.length = 0;
    await rig.sweeps();
    expect(rig.heard.join('\n')).toContain('Petugas datang besok');
    // Once: neither a late bell nor the next look says it again.
    rig.sent.length = 0;
    await rig.intake.ringReturned(ID, (await rig.conversation()).version);
    await rig.sweeps();
    await rig.opened.clock.advance(700_000);
    await rig.sweeps();
    expect(rig.heard.join('\n')).not.toContain('Petugas datang besok');
    expect(await stores.conversations.unsettled()).toEqual([]);
  });

  it('is said: an operator’s answer, also when a colleague has taken over since', async () => {
    await taken();
    const { stores, clock } = rig.opened;
    const { channel, account, chatId } = await rig.conversation();
    const author = { kind: 'operator', operatorId: SARI.id, name: SARI.name } as const;
    const content = { kind: 'text', text: 'Kami ke sana.' } as const;
    const where = { conversationId: ID, channel, account, chatId };
    // The process dies right after this write.
    await stores.conversations.answer(
      ID,
      { id: 'op-1', ...where, direction: 'out', author, content, at: clock.now() },
      'Kami ke sana.',
    );
    const budi = { id: 'budi', name: 'Budi' };
    await stores.conversations.claim(ID, budi, { force: true, at: clock.now() });
    rig.sent.length = 0;
    await rig.sweeps();
    await rig.sweeps();
    expect(rig.heard).toEqual(['Kami ke sana.']);
    expect(await stores.conversations.unsettled()).toEqual([]);
  });

  it('is not looked for any more when a person took the conversation again', async () => {
    await taken();
    const { stores, clock } = rig.opened;
    await stores.conversations.release(ID, SARI.id, undefined, clock.now());
    await stores.conversations.claim(ID, SARI, { force: false, at: clock.now() });
    expect(await stores.conversations.unsettled()).toEqual([]);
  });
});
