import type { Action, DialogueEvent, DialogueState, StatusSummary } from '../dialogue/contract.js';
import type { SpokenLanguage } from '../models/category.js';
import type {
  Conversation,
  Danger,
  EmergencyCard,
  Owner,
  TurnChange,
} from '../models/conversation.js';
import type { Content, Message } from '../models/message.js';
import { excerpt } from './arrival.js';
import { carryOut } from './effects.js';
import type { Rooms } from './rooms.js';
import { isSilent, ringLater, silenceAfter } from './silence.js';

/** Bubbles are waited for at most so long after the first of them. */
const LONGEST_TURN_MS = 12_000;
/** How often a turn is redone when somebody else wrote the conversation meanwhile. */
const TRIES = 4;
/** `look-up` → `status` → … ends after so many rounds, whatever the dialogue says. */
const LOOK_UPS = 3;

type Ring = { event?: unknown };

/**
 * One turn of the bot: what the citizen wrote since the last one, or the bell of a reminder or of a
 * human who gave the conversation back. Nothing is said here: a turn decides, and is kept whole.
 */
export async function takeTurn(rooms: Rooms, id: string, ring: Ring): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const conversation = await find(rooms, id);
    if (!conversation) return;
    await carryOut(rooms, conversation);
    const unread = await rooms.messages.unread(id);
    if (conversation.owner.kind === 'operator') {
      await applyAmendments(rooms, unread);
      await rooms.messages.markRead(ids(unread), rooms.clock.now());
      return;
    }
    if (await waitsForMore(rooms, conversation, unread)) return;
    const event = eventOf(rooms, conversation, unread, ring);
    if (!event && ring.event === 'idle') await ringLater(rooms, conversation);
    if (!event || (await decide(rooms, conversation, unread, event))) return;
  }
  throw new Error('the conversation kept changing while the bot thought; trying again later');
}

/** Keeps and carries out what the dialogue decides; false when somebody else was faster. */
async function decide(
  rooms: Rooms,
  conversation: Conversation,
  unread: Message[],
  event: DialogueEvent,
): Promise<boolean> {
  await applyAmendments(rooms, unread);
  const advanced = await advance(rooms, conversation, event);
  const change = changeOf(rooms, conversation, ids(unread), advanced);
  const clash = change.effects.file[0]
    ? await rooms.complaints.find(change.effects.file[0].reference)
    : null;
  if (clash) return false;
  if (!(await rooms.conversations.commit(conversation.id, conversation.version, change))) {
    return false;
  }
  await carryOut(rooms, { id: conversation.id, owner: change.owner, effects: change.effects });
  return true;
}

interface Thought {
  state: DialogueState;
  actions: Action[];
}

/** Lets the dialogue think, answering its questions to the database on the way. */
async function advance(
  rooms: Rooms,
  conversation: Conversation,
  event: DialogueEvent,
): Promise<Thought> {
  const before =
    (conversation.dialogue as DialogueState | null) ??
    rooms.dialogue.begin(conversation.citizen.language);
  const world = {
    ...rooms.world(rooms.clock.now(), rooms.newReference(), before.language),
    awaited: conversation.owner.kind === 'waiting',
  };
  let { state, actions } = rooms.dialogue.advance(before, event, world);
  const all = [...actions];
  for (let round = 0; round < LOOK_UPS; round += 1) {
    const question = actions.find((action) => action.type === 'look-up');
    if (!question) break;
    const found = await lookUp(rooms, conversation, question.reference, state.language);
    ({ state, actions } = rooms.dialogue.advance(
      state,
      { type: 'status', asked: question.reference, found },
      world,
    ));
    all.push(...actions);
  }
  return { state, actions: all };
}

async function lookUp(
  { complaints, summarise }: Rooms,
  { id }: Conversation,
  reference: string | null,
  language: SpokenLanguage,
): Promise<StatusSummary[]> {
  const one = reference ? await complaints.find(reference) : null;
  const found = reference ? (one ? [one] : []) : await complaints.ofConversation(id);
  return found.map((complaint) => summarise(complaint, language));
}

/** What all the actions of a turn come to, as one change. */
function changeOf(
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

function asCard({ type: _, ...card }: Extract<Action, { type: 'emergency' }>): EmergencyCard {
  return card;
}

/** What a bell means now; nothing when its reason is gone. */
function eventOf(
  { clock }: Rooms,
  conversation: Conversation,
  unread: Message[],
  ring: Ring,
): DialogueEvent | null {
  if (unread.length > 0) {
    return {
      type: 'turn',
      bubbles: unread.map(({ id, content, at }) => ({
        content: promised(id, content as Content),
        at,
      })),
    };
  }
  if (ring.event === 'returned' && conversation.owner.kind === 'bot') {
    return {
      type: 'returned',
      ...(conversation.returnedNote ? { note: conversation.returnedNote } : {}),
    };
  }
  if (ring.event !== 'idle' || conversation.owner.kind === 'closed') return null;
  return isSilent(conversation, clock.now()) ? { type: 'idle' } : null;
}

/** A file still on its way is known by its message: the store keeps it under that id. */
function promised(messageId: string, content: Content): Content {
  if (!('media' in content) || content.media.mediaId || !content.media.source) return content;
  return { ...content, media: { ...content.media, mediaId: messageId } };
}

/** Rings again later while the citizen may still be writing; shows "typing…" meanwhile. */
async function waitsForMore(
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

/** Edits and reactions also change the message they are about, as everyone sees it. */
async function applyAmendments(rooms: Rooms, unread: Message[]): Promise<void> {
  for (const { channel, account, content, at } of unread) {
    if (content.kind !== 'edit' && content.kind !== 'reaction') continue;
    const change = content.kind === 'edit' ? { text: content.text } : { emoji: content.emoji };
    await rooms.messages.amend({ channel, account, externalId: content.target }, change, at);
  }
}

/** The conversation; made anew from its first message when a crash came between the two writes. */
async function find(rooms: Rooms, id: string): Promise<Conversation | null> {
  const found = await rooms.conversations.find(id);
  if (found) return found;
  const first = (await rooms.messages.unread(id))[0];
  if (!first) return null;
  await rooms.conversations.arrive({
    id,
    channel: first.channel,
    account: first.account,
    chatId: first.chatId,
    defaultLanguage: rooms.defaultLanguage,
    text: excerpt(first.content),
    at: first.at,
  });
  return rooms.conversations.find(id);
}

const ids = (messages: Message[]): string[] => messages.map(({ id }) => id);
