import type { Action, DialogueState } from '../dialogue/contract.js';
import type {
  Conversation,
  Danger,
  EmergencyCard,
  Owner,
  TurnChange,
} from '../models/conversation.js';
import type { Rooms } from './rooms.js';
import { silenceAfter } from './silence.js';

/** What the dialogue thought in a turn: its next state, and everything it wants done. */
export interface Thought {
  state: DialogueState;
  actions: Action[];
}

/** What all the actions of a turn come to, as one change. */
export function changeOf(
  rooms: Rooms,
  conversation: Conversation,
  read: string[],
  { state, actions }: Thought,
): TurnChange {
  const at = rooms.clock.now();
  const turn = conversation.turn + 1;
  const says = actions.filter((action) => action.type === 'say');
  const { owner, danger } = ownerAfter(conversation, actions, at);
  const card = actions.findLast((action) => action.type === 'emergency');
  const { silence, remindInSeconds } = silenceAfter(conversation, actions, at);
  return {
    dialogue: state,
    language: state.language,
    owner,
    danger,
    ...(card ? { emergency: asCard(card) } : {}),
    ...(silence ? { silence } : {}),
    effects: {
      turn,
      read,
      out: says.map(({ type: _, ...say }, index) => ({
        id: `${conversation.id}-${turn}-${index}`,
        conversationId: conversation.id,
        channel: conversation.channel,
        account: conversation.account,
        chatId: conversation.chatId,
        direction: 'out',
        author: { kind: 'bot' },
        content: { kind: 'text', ...say },
        at,
      })),
      file: actions
        .filter((action) => action.type === 'file')
        .map(({ complaint }) => ({ ...complaint, conversationId: conversation.id, filedAt: at })),
      ...(remindInSeconds === undefined ? {} : { remindInSeconds }),
    },
    at,
    answered: says.length > 0,
  };
}

/** A danger never falls except by the dialogue's own `stand-down`. */
function ownerAfter(
  { owner, danger }: Conversation,
  actions: Action[],
  since: Date,
): { owner: Owner; danger: Danger } {
  let next: { owner: Owner; danger: Danger } = {
    owner: owner.kind === 'closed' ? { kind: 'bot' } : owner,
    danger,
  };
  for (const action of actions) {
    if (action.type === 'stand-down') next = { owner: { kind: 'bot' }, danger: 0 };
    if (action.type === 'handoff') {
      const raised = { emergency: 2, 'suspected-emergency': 1 }[action.reason as string] ?? 0;
      const waitedSince = next.owner.kind === 'waiting' ? next.owner.since : since;
      next = {
        owner: { kind: 'waiting', reason: action.reason, since: waitedSince },
        danger: Math.max(next.danger, raised) as Danger,
      };
    }
  }
  return next;
}

/** The card as it is kept. */
export function asCard({
  type: _,
  ...card
}: Extract<Action, { type: 'emergency' }>): EmergencyCard {
  return card;
}
