import type { DialogueEvent, DialogueState, StatusSummary } from '../dialogue/contract.js';
import type { SpokenLanguage } from '../models/category.js';
import type { Conversation } from '../models/conversation.js';
import type { Message } from '../models/message.js';
import { bubblesOf } from './bubbles.js';
import { changeOf, type Thought } from './change.js';
import { carryOut } from './effects.js';
import { excerpt } from './excerpt.js';
import { overhear } from './overhear.js';
import { waitsForMore } from './patience.js';
import type { Rooms } from './rooms.js';
import { isSilent, ringLater } from './silence.js';

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
    const isDone =
      conversation.owner.kind === 'operator'
        ? await listen(rooms, conversation, unread)
        : await speak(rooms, conversation, unread, ring);
    if (isDone) return;
  }
  throw new Error('the conversation kept changing while the bot thought; trying again later');
}

/** A person answers: the bot only reads. False when somebody else was faster. */
async function listen(
  rooms: Rooms,
  conversation: Conversation,
  unread: Message[],
): Promise<boolean> {
  await applyAmendments(rooms, unread);
  if (!(await overhear(rooms, conversation, unread))) return false;
  await rooms.messages.markRead(ids(unread), rooms.clock.now());
  return true;
}

/** The bot's answer, once the citizen has come to an end. False when somebody else was faster. */
async function speak(
  rooms: Rooms,
  conversation: Conversation,
  unread: Message[],
  ring: Ring,
): Promise<boolean> {
  if (await waitsForMore(rooms, conversation, unread)) return true;
  const event = eventOf(rooms, conversation, unread, ring);
  if (!event && ring.event === 'idle') await ringLater(rooms, conversation);
  return !event || decide(rooms, conversation, unread, event);
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

/** What a bell means now; nothing when its reason is gone. */
function eventOf(
  { clock }: Rooms,
  conversation: Conversation,
  unread: Message[],
  ring: Ring,
): DialogueEvent | null {
  if (unread.length > 0) return { type: 'turn', bubbles: bubblesOf(unread) };
  // Whichever bell rings: that of the return may have been lost in a crash.
  if (conversation.returnedAt && conversation.owner.kind === 'bot') {
    return {
      type: 'returned',
      ...(conversation.returnedNote ? { note: conversation.returnedNote } : {}),
    };
  }
  if (ring.event !== 'idle' || conversation.owner.kind === 'closed') return null;
  return isSilent(conversation, clock.now()) ? { type: 'idle' } : null;
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
