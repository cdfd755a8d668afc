import type { Clock } from '../../models/clock.js';
import type { Message } from '../../models/message.js';
import type { ChannelSink } from '../channel.js';
import type { WebchatParts } from './parts.js';
import { isOnItsWay, isSent, visible, type WebchatMessage } from './render.js';
import type { Waiting } from './waiting.js';

/** Messages of one page of history. */
const PAGE = 50;
/** Conversations whose proof of delivery is remembered; others are looked up again. */
const REMEMBERED = 10_000;

/** What a poll is answered. */
export interface PollAnswer {
  messages: WebchatMessage[];
  /** Where the next poll goes on: its `after`. */
  cursor: number;
  /** The other side is writing. */
  typing?: true;
}

export interface Poll {
  conversationId: string;
  /** The page has everything up to this `order`; 0: nothing yet, so the newest are wanted. */
  after: number;
  waitSeconds: number;
  /** Calls back when the page hung up. */
  onHangUp(giveUp: () => void): void;
}

type PollParts = Pick<WebchatParts, 'history'> & { clock: Clock; waiting: Waiting };

/** What was sent after the page's cursor; waits for something new when asked to. */
export async function poll(parts: PollParts, asked: Poll): Promise<PollAnswer> {
  const { conversationId, after, waitSeconds } = asked;
  const until = parts.clock.now().getTime() + waitSeconds * 1000;
  let hungUp = false;
  let giveUp = (): void => {};
  asked.onHangUp(() => {
    hungUp = true;
    giveUp();
  });
  for (;;) {
    const wait = parts.waiting.next(conversationId, until - parts.clock.now().getTime());
    giveUp = wait.cancel;
    try {
      const { answer, isNews } = await look(parts, conversationId, after);
      if (isNews || hungUp) return answer;
      const woken = await wait.woken;
      if (woken === 'over') return answer;
      if (woken === 'typing') return { ...answer, typing: true };
    } finally {
      wait.cancel();
    }
  }
}

/**
 * What the page may be shown now. A text still on its way holds back those behind it: the cursor
 * never passes what will be sent. The page knows what it wrote itself: that alone ends no wait.
 */
async function look({ history }: PollParts, conversationId: string, after: number) {
  const range = after === 0 ? { limit: PAGE } : { after, limit: PAGE };
  const found = await history(conversationId, range);
  const held = found.findIndex(isOnItsWay);
  const ready = held < 0 ? found : found.slice(0, held);
  const answer: PollAnswer = {
    messages: visible(ready),
    cursor: ready.at(-1)?.order ?? after,
  };
  return { answer, isNews: ready.some(isSent) || (after > 0 && ready.length === PAGE) };
}

/**
 * Reports as delivered what a page proves to have: everything up to the cursor it comes back with.
 * An answer may be lost on the way, so handing it over proves nothing.
 */
export function createProofs(
  { history, clock }: Pick<WebchatParts, 'history' | 'clock'>,
  sink: () => Pick<ChannelSink, 'delivered'>,
) {
  const proven = new Map<string, number>();
  return async (conversationId: string, cursor: number): Promise<void> => {
    if (cursor === 0 || (proven.get(conversationId) ?? 0) >= cursor) return;
    const had = await history(conversationId, { before: cursor + 1, limit: PAGE });
    for (const message of had) await report(message, sink(), clock.now());
    proven.delete(conversationId);
    proven.set(conversationId, had.at(-1)?.order ?? 0);
    const [oldest] = proven.keys();
    if (proven.size > REMEMBERED && oldest !== undefined) proven.delete(oldest);
  };
}

async function report(
  { direction, externalId, delivery }: Message,
  sink: Pick<ChannelSink, 'delivered'>,
  at: Date,
): Promise<void> {
  if (direction !== 'out' || !externalId || delivery?.state !== 'sent') return;
  await sink.delivered({ externalId, state: 'delivered', at });
}
