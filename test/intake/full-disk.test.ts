import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Engine } from '../../src/storage/sqlite/engine.js';
import { settled } from '../support/clock.js';
import { CHAT, ID, Rig } from './rig.js';

const STORY = ['jalan berlubang besar di Mulya Agung', 'lewati', 'lewati', 'anonim', 'kirim'];

describe('a conversation while COMMITs fail', () => {
  let rig: Rig;
  let failAt = -1;
  let commits = 0;

  beforeEach(() => house(-1));
  afterEach(() => rig.close());

  /** A fresh house whose COMMIT of that number fails; it looks for unfinished work every minute. */
  async function house(failing: number): Promise<void> {
    rig = await Rig.open();
    commits = 0;
    failAt = failing;
    const { engine } = rig.opened.storage.connection as unknown as { engine: Engine };
    const exec = engine.sql.exec.bind(engine.sql);
    engine.sql.exec = (statement: string) => {
      if (statement === 'COMMIT') commits += 1;
      if (statement === 'COMMIT' && commits === failAt) throw new Error('disk is full');
      exec(statement);
    };
    await rig.intake.recover();
  }

  /** Delivers until it is kept, as a vendor does, and lets time pass until the house rests. */
  async function says(text: string, number: number): Promise<void> {
    const content = { kind: 'text', text } as const;
    const inbound = { chatId: CHAT, externalId: `v${number}`, content, sender: {} };
    for (let tries = 0; tries < 5; tries += 1) {
      const kept = await rig.sink.arrived(inbound).then(
        () => true,
        () => false,
      );
      if (kept) break;
      await rig.opened.clock.advance(2_000);
    }
    for (let round = 0; round < 400; round += 1) {
      await settled();
      const { unread, unsent } = await rig.opened.stores.messages.unfinished();
      const open = await rig.opened.stores.conversations.unsettled();
      if (unread.length + unsent.length + open.length === 0) return;
      if (round % 10 === 9) await rig.opened.clock.advance(5_000);
    }
    throw new Error(`no rest after "${text}", COMMIT ${failAt}`);
  }

  async function told(): Promise<number> {
    for (const [number, text] of STORY.entries()) await says(text, number);
    return commits;
  }

  it('ends as if nothing had happened, whichever COMMIT it was', async () => {
    const all = await told();
    const heard = rig.heard.map(withoutReference);
    expect(heard.length).toBeGreaterThan(4);
    for (let at = 1; at <= all; at += 1) {
      await rig.close();
      await house(at);
      await told();
      const complaints = await rig.opened.stores.complaints.ofConversation(ID);
      expect([at, complaints.length]).toEqual([at, 1]);
      // What was in the channel's hands when its outcome was lost is said again, and marked.
      const once = rig.sent.filter(({ again }) => !again);
      expect([at, once.map(({ content }) => withoutReference(textOf(content)))]).toEqual([
        at,
        heard,
      ]);
    }
  }, 120_000);
});

const textOf = (content: object) => ('text' in content ? String(content.text) : '');
const withoutReference = (text: string) => text.replace(/\b\w{3}-\w{4}\b/g, '<ref>');
