import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createChanges } from '../../src/models/store/changes.js';
import { conversationId } from '../../src/models/store/conversation-id.js';
import { defined } from '../../src/models/store/defined.js';
import { TestClock } from '../support/clock.js';

const stampOf = async (stamp: number) => stamp;

describe('stamps', () => {
  it('increase strictly, with the clock and without it', async () => {
    const clock = new TestClock();
    const changes = createChanges({ clock });
    const stamps: number[] = [];
    for (let round = 0; round < 3000; round += 1) stamps.push(await changes.write(stampOf));
    expect(stamps[0]).toBe(clock.now().getTime() * 1000);
    await clock.advance(60_000);
    stamps.push(await changes.write(stampOf, 5));
    stamps.push(await changes.write(stampOf));
    expect(stamps.at(-2)).toBe(clock.now().getTime() * 1000);
    expect(stamps.at(-1)).toBe(clock.now().getTime() * 1000 + 5);
    for (const [place, stamp] of stamps.entries()) {
      expect(stamp).toBeGreaterThan(stamps[place - 1] ?? 0);
      expect(Number.isSafeInteger(stamp)).toBe(true);
    }
  });

  it('go on above what storage holds when the wall clock was turned back', async () => {
    const changes = createChanges({ clock: new TestClock() });
    const ahead = Date.parse('2030-01-01T00:00:00Z') * 1000;
    changes.goOnFrom(ahead);
    expect(await changes.write(stampOf)).toBe(ahead + 1);
  });

  it('let readers see no further than the first write under way, failed ones included', async () => {
    const changes = createChanges({ clock: new TestClock() });
    let fail = (_: Error) => {};
    const slow = changes.write(() => new Promise((_, reject) => (fail = reject)));
    const first = await changes.write(stampOf);
    expect(changes.horizon()).toBe(first - 2);
    expect(changes.latest()).toBe(first - 2);
    fail(new Error('disk full'));
    await expect(slow).rejects.toThrow('disk full');
    expect(changes.horizon()).toBe(Number.MAX_SAFE_INTEGER);
    expect(changes.latest()).toBe(first);
  });
});

describe('conversationId', () => {
  it('is the same for the same chat, and looks like an id', () => {
    const id = conversationId('telegram', 'bot', '12345');
    expect(id).toBe(conversationId('telegram', 'bot', '12345'));
    expect(id).toMatch(/^c[a-z2-7]{24}$/);
  });

  it('keeps chats apart, however their parts are cut', () => {
    const part = fc.string({ maxLength: 6 });
    fc.assert(
      fc.property(part, part, part, part, (account, chat, otherAccount, otherChat) => {
        const same = account === otherAccount && chat === otherChat;
        const one = conversationId('whatsapp', account, chat);
        expect(one === conversationId('whatsapp', otherAccount, otherChat)).toBe(same);
      }),
    );
    expect(conversationId('telegram', 'a', 'b')).not.toBe(conversationId('webchat', 'a', 'b'));
  });
});

describe('defined', () => {
  it('says what JSON says of undefined fields, and copies nothing without need', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(defined(value)).toBe(value);
      }),
    );
    const at = new Date();
    const value = { a: undefined, b: [{ c: undefined, d: 1 }], e: { f: at, g: null } };
    expect(Object.keys(defined(value))).toEqual(['b', 'e']);
    expect(defined(value)).toStrictEqual({ b: [{ d: 1 }], e: { f: at, g: null } });
    expect(defined(value).e).toBe(value.e);
    expect(Object.keys(value)).toEqual(['a', 'b', 'e']);
  });
});
