import type { Logger } from '../../log.js';
import type { Clock } from '../../models/clock.js';
import type { Conversations } from '../../models/conversation.js';
import type { Push } from './push.js';

/** Rings are answered together. */
const GATHER_MS = 250;
/** Devices ring again so often, until somebody accepts. */
export const REPEAT_MS = 15_000;
const LOOKED_AT = 50;

interface PagerParts {
  conversations: Conversations;
  push: Push;
  clock: Clock;
  log: Logger;
  onChange(ring: () => void): () => void;
}

/** Rings the second devices while an emergency waits for somebody; returns how to stop. */
export function startPager({ conversations, push, clock, log, onChange }: PagerParts): () => void {
  let known = new Set<string>();
  let stopGathering: (() => void) | null = null;
  let stopRepeating: (() => void) | null = null;
  let stopped = false;

  async function look(again: boolean): Promise<void> {
    const waiting = (await conversations.inDanger([], LOOKED_AT)).filter((one) => one.danger === 2);
    const ids = new Set(waiting.map(({ id }) => id));
    const news = waiting.some(({ id }) => !known.has(id));
    known = ids;
    if (ids.size > 0 && (news || again)) await push.ring({ kind: 'alarm' });
    if (stopped || ids.size === 0) return;
    stopRepeating ??= clock.after(REPEAT_MS, () => {
      stopRepeating = null;
      run(true);
    });
  }

  function run(again: boolean): void {
    look(again).catch((err: unknown) => log.error({ err }, 'the devices were not rung'));
  }

  function gather(): void {
    if (stopped) return;
    stopGathering ??= clock.after(GATHER_MS, () => {
      stopGathering = null;
      run(false);
    });
  }

  const stopListening = onChange(gather);
  gather();
  return () => {
    stopped = true;
    stopListening();
    stopGathering?.();
    stopRepeating?.();
  };
}
