import { afterEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../src/clocks/system.js';
import type { LiveEvent } from '../../src/handoff/contract.js';
import type { Outlet } from '../../src/handoff/live/line.js';
import { createLive } from '../../src/handoff/live/live.js';
import { createLog } from '../../src/log.js';
import type { Conversation } from '../../src/models/conversation.js';
import { settled, TestClock } from '../support/clock.js';
import { addOperator, ask, citizenWaits, type House, listen, openHouse, signIn } from './house.js';

let house: House;
afterEach(() => house?.close());

type Lines = Awaited<ReturnType<typeof listen>>;
const rows = (events: LiveEvent[]) =>
  events.flatMap((event) => (event.type === 'conversation' ? [event.row.id] : []));
const texts = (events: LiveEvent[]) =>
  events.flatMap((event) =>
    event.type === 'message' && 'caption' in event.message.content
      ? [event.message.content.caption]
      : [],
  );
const hears = (line: Lines, type: LiveEvent['type']) =>
  line.until((events) => events.some((event) => event.type === type));

describe('the live line', () => {
  it('brings what changes to everybody, with their own counts, and no secret', async () => {
    house = await openHouse();
    const admin = await signIn(house, await addOperator(house, 'admin'));
    const sari = await signIn(house, await addOperator(house, 'operator'));
    const lines = [await listen(house, admin), await listen(house, sari)];
    expect(lines[0]?.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(lines[0]?.headers.get('content-encoding')).toBeNull();
    for (const line of lines) await hears(line, 'channels');
    await citizenWaits(house, 'c1', 'halo');
    for (const line of lines) {
      await line.until((events) => texts(events).includes('halo') && rows(events).includes('c1'));
    }
    await ask(house, 'POST /api/conversations/c1/claim', { cookie: sari, body: {} });
    const mine = (wanted: number) => (events: LiveEvent[]) =>
      events.some(
        (event) =>
          event.type === 'counts' && event.counts.all === 1 && event.counts.mine === wanted,
      );
    await lines[1]?.until(mine(1));
    expect(lines[0]?.heard.some(({ event }) => mine(1)([event]))).toBe(false);
    const all = lines.map(({ heard }) => JSON.stringify(heard));
    for (const text of all) expect(text).not.toMatch(/VENDOR-SECRET|PAIRING-SECRET|passwordHash/);
    expect(all[0]).toContain('qrSvg');
    expect(all[1]).not.toContain('qrSvg');
    const ids = lines[1]?.heard.map(({ id }) => Number(id)) ?? [];
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    for (const line of lines) await line.stop();
  });

  it('resumes without loss after a broken line, a restart of the server and eleven hours', async () => {
    let later = 0;
    const clock = { ...systemClock, now: () => new Date(Date.now() + later) };
    house = await openHouse({ clock });
    const cookie = await signIn(house, await addOperator(house, 'operator'));
    const line = await listen(house, cookie);
    await citizenWaits(house, 'c1', 'satu');
    await line.until((events) => texts(events).includes('satu'));
    const lastEventId = line.heard.at(-1)?.id ?? '';
    await line.stop();
    await citizenWaits(house, 'c1', 'dua');
    await house.stop();

    const { dataDir } = house;
    // Far beyond every look back: only the resumed id can bring what was missed.
    later = 11 * 3_600_000;
    house = await openHouse({ dataDir, clock });
    await citizenWaits(house, 'c2', 'tiga');
    const fresh = await listen(house, cookie);
    expect(texts(await hears(fresh, 'channels'))).not.toContain('dua');
    await fresh.stop();
    const resumed = await listen(house, cookie, { lastEventId, query: '?after=1' });
    const heard = await resumed.until(
      (events) => rows(events).includes('c2') && texts(events).includes('tiga'),
    );
    expect(texts(heard)).toEqual(expect.arrayContaining(['dua', 'tiga']));
    await citizenWaits(house, 'c2', 'empat');
    await resumed.until((events) => texts(events).includes('empat'));
    await resumed.stop();
    const asked = await listen(house, cookie, { query: '?after=0' });
    await asked.until((events) =>
      ['satu', 'dua', 'tiga', 'empat'].every((one) => texts(events).includes(one)),
    );
    await asked.stop();
  });

  it('loses nothing while lines break at any moment under writes', async () => {
    house = await openHouse();
    const cookie = await signIn(house, await addOperator(house, 'operator'));
    const wanted = Array.from({ length: 120 }, (_, n) => `pesan ${n}`);
    let writing = true;
    const writer = (async () => {
      for (const text of wanted) await citizenWaits(house, `c${text.length % 3}`, text);
      writing = false;
    })();
    const got = new Set<string | undefined>();
    let after = '0';
    for (let cut = 0; writing || got.size < wanted.length; cut += 1) {
      expect(cut).toBeLessThan(500);
      const line = await listen(house, cookie, { query: `?after=${after}` });
      const enough = got.size + (cut % 5) + 1;
      await line.until((events) => {
        for (const text of texts(events)) got.add(text);
        return got.size >= Math.min(enough, wanted.length);
      });
      await line.stop();
      after = line.heard.at(-1)?.id ?? after;
    }
    await writer;
    expect([...got].sort()).toEqual([...wanted].sort());
  });

  it('says to fetch anew when too much happened', async () => {
    house = await openHouse();
    const cookie = await signIn(house, await addOperator(house, 'operator'));
    await citizenWaits(house, 'c1');
    const one = {
      conversationId: 'c1',
      channel: 'whatsapp',
      account: 'main',
      chatId: 'x',
    } as const;
    for (let batch = 0; batch < 8; batch += 1) {
      await house.stores.messages.write(
        Array.from({ length: 500 }, (_, n) => ({
          ...one,
          id: `bot-${batch}-${n}`,
          direction: 'out' as const,
          author: { kind: 'bot' as const },
          content: { kind: 'text' as const, text: 'x' },
          at: new Date(),
        })),
      );
    }
    const line = await listen(house, cookie, { query: '?after=0' });
    const events = await hears(line, 'counts');
    expect(events[0]).toEqual({ type: 'reset' });
    expect(Number(line.heard[0]?.id)).toBe(house.stores.latestChange());
    expect(rows(events)).toEqual([]);
    await line.stop();
  });

  it('beats every 15 seconds and says goodbye when the session ends, by whatever way', async () => {
    const clock = new TestClock();
    house = await openHouse({ clock });
    const admin = await signIn(house, await addOperator(house, 'admin'));
    const email = await addOperator(house, 'operator');
    const id = (await house.stores.operators.findByEmail(email))?.id;

    const signedOut = await signIn(house, email);
    let line = await listen(house, signedOut);
    await hears(line, 'channels');
    await clock.advance(15_000);
    while (line.pings.length === 0) await line.until(() => line.pings.length > 0);
    await ask(house, 'DELETE /api/session', { cookie: signedOut });
    await hears(line, 'goodbye');
    await line.ended;

    const expiring = await signIn(house, email);
    await clock.advance(12 * 3_600_000 - 5_000);
    line = await listen(house, expiring);
    await hears(line, 'channels');
    await clock.advance(5_000);
    await hears(line, 'goodbye');

    line = await listen(house, await signIn(house, email));
    await hears(line, 'channels');
    const fresh = await signIn(house, 'admin@sahut.local');
    expect(fresh).not.toBe(admin);
    await ask(house, `PATCH /api/operators/${id}`, { cookie: fresh, body: { disabled: true } });
    await hears(line, 'goodbye');
  });

  it('tells when a channel changes', async () => {
    house = await openHouse();
    const cookie = await signIn(house, await addOperator(house, 'operator'));
    const line = await listen(house, cookie);
    await hears(line, 'channels');
    Object.assign(house.health, { state: 'up', detail: 'Connected.' });
    house.handoff.live.channelsChanged();
    await line.until((events) => JSON.stringify(events).includes('Connected.'));
    await line.stop();
  });
});

describe('a line that is catching up', () => {
  it('misses nothing that was told to the others in the meantime', async () => {
    const clock = new TestClock();
    const { live, outlet, who, stores, ring, hold } = bareLive(clock);
    const release = hold();
    const joining = live.join(outlet, who, undefined);
    await settled();
    stores.set('c1', conversation('c1', 1));
    ring();
    await clock.advance(100);
    release();
    await joining;
    expect(outlet.text).toContain('"id":"c1"');
    live.close();
  });
});

describe('a slow browser', () => {
  it('is cut instead of filling the memory, and is forgotten', async () => {
    const clock = new TestClock();
    const { live, outlet, who, stores, ring } = bareLive(clock, 'x'.repeat(100_000));
    await live.join(outlet, who, undefined);
    for (let n = 1; n <= 60; n += 1) stores.set(`c${n}`, conversation(`c${n}`, n));
    ring();
    await clock.advance(5_000);
    expect(outlet.destroyed).toBe(true);
    expect(outlet.writableLength).toBeLessThan(5_000_000);
    expect(live.listeners()).toBe(0);
    live.close();
  });
});

type Parts = Parameters<typeof createLive>[0];

/** The live view over a map, with a browser that never reads. `hold` keeps the next look waiting. */
function bareLive(clock: TestClock, lastText = '') {
  const stores = new Map<string, Conversation>();
  let held = Promise.resolve();
  let ears = () => {};
  const live = createLive({
    clock,
    log: createLog('silent'),
    conversations: {
      async changedSince() {
        const found = [...stores.values()];
        const waiting = held;
        held = Promise.resolve();
        await waiting;
        return found;
      },
    } as unknown as Parts['conversations'],
    messages: { changedSince: async () => [] } as unknown as Parts['messages'],
    row: async ({ id, changed }) => ({ id, changed, lastText }) as never,
    onChange(run) {
      ears = run;
      return () => {};
    },
    latest: () => stores.size,
    counts: async () => ({ waiting: 0, emergencies: 0, mine: 0, all: 0 }),
    channels: async () => [],
    greeting: async () => [],
    still: async () => null,
  });
  const who = {
    operator: { id: 'o1', role: 'operator' },
    session: { tokenHash: 'x', expiresAt: new Date(clock.now().getTime() + 1e9) },
  } as unknown as Parameters<typeof live.join>[1];
  const hold = () => {
    let release = () => {};
    held = new Promise((resolve) => {
      release = resolve;
    });
    return () => release();
  };
  return { live, outlet: new StuckOutlet(), who, stores, ring: () => ears(), hold };
}

/** A browser that never reads. */
class StuckOutlet implements Outlet {
  text = '';
  writableLength = 0;
  writableNeedDrain = false;
  destroyed = false;
  #closed: (() => void)[] = [];
  write(text: string): boolean {
    this.text += text;
    this.writableLength += text.length;
    return false;
  }
  end(): void {}
  destroy(): void {
    this.destroyed = true;
    for (const run of this.#closed) run();
  }
  once(event: 'drain' | 'close', run: () => void): void {
    if (event === 'close') this.#closed.push(run);
  }
}

function conversation(id: string, changed: number): Conversation {
  const at = new Date(0);
  return {
    id,
    channel: 'whatsapp',
    account: 'main',
    chatId: id,
    citizen: { language: 'id' },
    owner: { kind: 'bot' },
    danger: 0,
    dialogue: null,
    version: 0,
    turn: 0,
    effects: null,
    lastText: '',
    lastAt: at,
    waitingSince: null,
    firstCitizenAt: at,
    lastCitizenAt: at,
    unseen: 0,
    references: [],
    changed,
    createdAt: at,
  };
}
