import type { Action } from '../dialogue/contract.js';
import type { Conversation, Silence } from '../models/conversation.js';
import type { Rooms } from './rooms.js';

/** Clocks of several processes differ by less: a bell so little early is on time. */
const EARLY_MS = 1_000;

/**
 * When silence is to be noticed after a turn, and in how many seconds a new bell must ring. None is
 * hung up when one rings no later than that: it will look, and be hung up again.
 */
export function silenceAfter(
  { silence }: Conversation,
  actions: Action[],
  now: Date,
): { silence?: Silence; remindInSeconds?: number } {
  const reminder = actions.findLast((action) => action.type === 'remind');
  if (!reminder) return {};
  const at = new Date(now.getTime() + reminder.inSeconds * 1000);
  const bellAt = silence?.bellAt;
  if (bellAt && bellAt > now && bellAt <= at) return { silence: { at, bellAt } };
  return { silence: { at, bellAt: at }, remindInSeconds: reminder.inSeconds };
}

/** True when the citizen has been silent for as long as the last turn said. */
export function isSilent({ silence }: Conversation, now: Date): boolean {
  return silence !== undefined && silence.at.getTime() - now.getTime() <= EARLY_MS;
}

/** The bell rang too early, since the citizen has written meanwhile: it is hung up anew. */
export async function ringLater({ queue, clock }: Rooms, conversation: Conversation) {
  const { id, silence } = conversation;
  const now = clock.now();
  if (!silence || isSilent(conversation, now)) return;
  await queue.add(
    'turn',
    { conversationId: id, event: 'idle' },
    {
      lane: id,
      key: `idle:${id}:${silence.at.getTime()}`,
      delayMs: silence.at.getTime() - now.getTime(),
    },
  );
}
