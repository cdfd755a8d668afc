/** A thread as lines to be shown, pure: who is named, where a new day begins, what is left out. */
import type { Pending } from '../../data/thread.js';
import type { MessageView } from '../../data/types.js';

const SAME_SPEAKER_MS = 5 * 60_000;

export type Line =
  | { kind: 'begin'; key: 'begin' }
  | { kind: 'message'; key: string; message: MessageView; named: boolean; newDay: boolean }
  | { kind: 'pending'; key: string; pending: Pending };

function sameVoice(a: MessageView | undefined, b: MessageView): boolean {
  if (!a || a.direction !== b.direction || a.author.kind !== b.author.kind) return false;
  if (a.author.kind === 'operator' && b.author.kind === 'operator') {
    if (a.author.operatorId !== b.author.operatorId) return false;
  }
  return Date.parse(b.at) - Date.parse(a.at) < SAME_SPEAKER_MS;
}

/**
 * The lines of what is loaded. While there are older messages nobody knows whether the first one
 * begins a day: it says so only once they are there, and nothing that is read moves for it.
 */
export function linesOf(
  thread: { messages: MessageView[]; more: boolean },
  pending: Pending[],
  dayOf: (iso: string) => string,
): Line[] {
  const shown = thread.messages.filter((message) => message.takenBackAt === undefined);
  const messages = shown.map((message, index): Line => {
    const before = shown[index - 1];
    const newDay = before ? dayOf(before.at) !== dayOf(message.at) : !thread.more;
    const named = newDay || !sameVoice(before, message);
    return { kind: 'message', key: message.id, message, named, newDay };
  });
  return [
    { kind: 'begin', key: 'begin' },
    ...messages,
    ...pending.map((each): Line => ({ kind: 'pending', key: each.clientId, pending: each })),
  ];
}
