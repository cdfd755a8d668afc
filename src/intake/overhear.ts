import type { DialogueState } from '../dialogue/contract.js';
import type { Conversation } from '../models/conversation.js';
import type { Message } from '../models/message.js';
import { bubblesOf } from './bubbles.js';
import { asCard } from './change.js';
import type { Rooms } from './rooms.js';

/**
 * A person answers, and the bot is silent; what the citizen tells of an emergency goes into its card
 * all the same. False when somebody else wrote the conversation meanwhile: look again.
 */
export async function overhear(
  rooms: Rooms,
  conversation: Conversation,
  unread: readonly Message[],
): Promise<boolean> {
  if (unread.length === 0) return true;
  const { id, version, danger, citizen } = conversation;
  const state =
    (conversation.dialogue as DialogueState | null) ?? rooms.dialogue.begin(citizen.language);
  const world = rooms.world(rooms.clock.now(), '', state.language);
  const heard = rooms.dialogue.overhear(state, bubblesOf(unread), world);
  const card = heard?.actions.findLast((action) => action.type === 'emergency');
  if (!heard || !card) return true;
  return rooms.conversations.learn(id, version, {
    dialogue: heard.state,
    danger: card.triage.alarm === 'certain' ? 2 : danger,
    emergency: asCard(card),
  });
}
