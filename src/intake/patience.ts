import type { DialogueState } from '../dialogue/contract.js';
import type { Conversation } from '../models/conversation.js';
import type { Content, Message } from '../models/message.js';
import type { Rooms } from './rooms.js';

/** Bubbles are waited for at most so long after the first of them. */
const LONGEST_TURN_MS = 12_000;

/** Rings again later while the citizen may still be writing; shows "typing…" meanwhile. */
export async function waitsForMore(
  rooms: Rooms,
  conversation: Conversation,
  unread: Message[],
): Promise<boolean> {
  const [first, last] = [unread[0], unread.at(-1)];
  if (!first || !last || rooms.patience === 0) return false;
  const now = rooms.clock.now().getTime();
  const until = Math.min(
    last.at.getTime() + patienceMs(rooms, conversation, unread),
    first.at.getTime() + LONGEST_TURN_MS,
  );
  if (until <= now) return false;
  void rooms.channel(conversation.channel, conversation.account)?.typing(conversation.chatId);
  await rooms.queue.add(
    'turn',
    { conversationId: conversation.id, event: 'citizen' },
    { lane: conversation.id, key: `quiet:${last.id}`, delayMs: until - now, bell: true },
  );
  return true;
}

/** One bubble that cannot wait, and nothing waits. */
function patienceMs(rooms: Rooms, conversation: Conversation, unread: Message[]): number {
  const state =
    (conversation.dialogue as DialogueState | null) ??
    rooms.dialogue.begin(conversation.citizen.language);
  const { triage } = rooms.world(rooms.clock.now(), '', state.language);
  const waits = unread.map(({ content }) => {
    const text = 'text' in content ? content.text : 'caption' in content ? content.caption : '';
    const alarm = text ? triage(text).alarm : 'no';
    return rooms.dialogue.patienceMs(state, content as Content, alarm);
  });
  return Math.min(...waits) * rooms.patience;
}
