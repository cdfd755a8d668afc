import type { Clock } from '../../models/clock.js';

/** What ended a wait: something was written or sent, the other side types, or the time was over. */
export type Woken = 'changed' | 'typing' | 'over';

/** A wait that can be given up; giving up twice is fine. */
export interface Wait {
  woken: Promise<Woken>;
  cancel(): void;
}

/** The open polls, by conversation. */
export interface Waiting {
  /** Registered before the store is read: what comes between the two is not missed. */
  next(conversationId: string, ms: number): Wait;
  wake(conversationId: string, why: 'changed' | 'typing'): void;
  /** Ends every wait; later ones end at once. */
  close(): void;
  open(): void;
  /** Waits under way. */
  size(): number;
}

/** Open polls one conversation may have: a few tabs. The oldest gives way to a further one. */
const AT_ONCE = 6;

/** Keeps the open polls. Starts open. */
export function createWaiting(clock: Clock): Waiting {
  const waits = new Map<string, Set<(why: Woken) => void>>();
  let closed = false;

  const next = (conversationId: string, ms: number): Wait => {
    if (closed || ms <= 0) return { woken: Promise.resolve('over'), cancel: () => {} };
    const mine = waits.get(conversationId) ?? new Set();
    waits.set(conversationId, mine);
    const [oldest] = mine;
    if (mine.size >= AT_ONCE) oldest?.('over');
    waits.set(conversationId, mine);
    let end: (why: Woken) => void = () => {};
    const woken = new Promise<Woken>((resolve) => {
      end = (why) => {
        cancelTimer();
        mine.delete(end);
        // Another set may stand there by now: only this one is ours to remove.
        if (mine.size === 0 && waits.get(conversationId) === mine) waits.delete(conversationId);
        resolve(why);
      };
    });
    const cancelTimer = clock.after(ms, () => end('over'));
    mine.add(end);
    return { woken, cancel: () => end('over') };
  };

  const wake = (conversationId: string, why: Woken): void => {
    for (const end of [...(waits.get(conversationId) ?? [])]) end(why);
  };

  return {
    next,
    wake,
    close() {
      closed = true;
      for (const conversationId of [...waits.keys()]) wake(conversationId, 'over');
    },
    open() {
      closed = false;
    },
    size: () => [...waits.values()].reduce((sum, { size }) => sum + size, 0),
  };
}
