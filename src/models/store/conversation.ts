import type { Arrival, Conversations, TurnChange } from '../conversation.js';
import type { Shelf } from './changes.js';
import { isDuplicate, SOON, type Update, type Where } from './collection.js';
import {
  type ConversationDoc,
  conversationOf,
  deskOf,
  FREE_DESKS,
  NOBODY_WAITS,
} from './conversation-schema.js';
import { defined } from './defined.js';
import { inboxVerbs } from './inbox.js';
import { ownershipVerbs } from './ownership.js';

/** The kept conversations. Every verb is one write under a condition, or safe to repeat. */
export function createConversations(shelf: Shelf<ConversationDoc>): Conversations {
  return {
    ...ownershipVerbs(shelf),
    ...inboxVerbs(shelf),
    async find(id) {
      const doc = await shelf.docs.findOne({ _id: id });
      return doc && conversationOf(doc);
    },
    async ownerOf(id) {
      const doc = await shelf.docs.findOne({ _id: id }, { projection: { owner: 1 } });
      return doc?.owner ?? null;
    },
    arrive: (arrival) => arrive(shelf, arrival),
    commit: (id, version, change) => commit(shelf, { id, version, change }),
    async settle(id, turn) {
      // Nothing that a view shows changes here: no stamp, no bell.
      await shelf.docs.updateOne(
        { _id: id, unsettledTurn: turn },
        { $set: { effects: null }, $unset: { unsettledTurn: 1 } },
        SOON,
      );
    },
    async unsettled() {
      const begun: Where<ConversationDoc>[] = [
        { unsettledTurn: { $gt: -1 } },
        { unsaidSince: { $gt: new Date(0) } },
        { returnedAt: { $gt: new Date(0) } },
      ];
      const open = await Promise.all(
        begun.map((where) => shelf.docs.find(where, { projection: { _id: 1 } }).toArray()),
      );
      return [...new Set(open.flat().map((doc) => doc._id))];
    },
  };
}

/** Each round either writes or has lost a race against another arrival; three have never been needed. */
const ARRIVAL_ROUNDS = 5;

async function arrive({ docs, changes }: Shelf<ConversationDoc>, arrival: Arrival): Promise<void> {
  for (let round = 1; ; round += 1) {
    try {
      const noted = await changes.write((stamp) => noteArrival(docs, arrival, stamp));
      if (noted) return changes.ring('conversation', arrival.id, arrival.id);
    } catch (error) {
      if (!isDuplicate(error) || round === ARRIVAL_ROUNDS) throw error;
    }
  }
}

/**
 * Notes it on the open conversation, most often there already, or makes a new one. When the id is
 * taken by a closed conversation, the unique key refuses the new one, and the closed one is reopened.
 */
async function noteArrival(
  docs: Shelf<ConversationDoc>['docs'],
  arrival: Arrival,
  stamp: number,
): Promise<boolean> {
  const update = arrivalUpdate(arrival, stamp);
  const open = { _id: arrival.id, desk: { $ne: 'closed' } };
  const noted = await docs.updateOne(open, update, SOON);
  if (noted.matchedCount === 1) return true;
  try {
    await docs.updateOne(
      open,
      { ...update, $setOnInsert: newConversation(arrival) },
      { upsert: true, ...SOON },
    );
    return true;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  const reopened = await docs.updateOne(
    { _id: arrival.id, desk: 'closed' },
    {
      ...update,
      $set: { ...update.$set, owner: { kind: 'bot' }, desk: 'bot', danger: 0 },
      $inc: { ...update.$inc, version: 1 },
      $unset: { emergency: 1 },
    },
    SOON,
  );
  return reopened.matchedCount === 1;
}

function arrivalUpdate(arrival: Arrival, stamp: number) {
  return {
    $set: {
      lastText: arrival.text,
      lastAt: arrival.at,
      lastCitizenAt: arrival.at,
      changed: stamp,
      ...(arrival.name === undefined ? {} : { 'citizen.name': arrival.name }),
      ...(arrival.phone === undefined ? {} : { 'citizen.phone': arrival.phone }),
    },
    $inc: { unseen: 1 },
    $min: { waitingAt: arrival.at.getTime() },
  };
}

function newConversation(arrival: Arrival) {
  return {
    channel: arrival.channel,
    account: arrival.account,
    chatId: arrival.chatId,
    'citizen.language': arrival.defaultLanguage,
    owner: { kind: 'bot' as const },
    desk: 'bot',
    danger: 0 as const,
    dialogue: null,
    version: 0,
    turn: 0,
    effects: null,
    firstCitizenAt: arrival.at,
    references: [],
    createdAt: arrival.at,
  };
}

async function commit(
  { docs, changes }: Shelf<ConversationDoc>,
  turn: { id: string; version: number; change: TurnChange },
): Promise<boolean> {
  const { id, version } = turn;
  const change = defined(turn.change);
  const result = await changes.write((stamp) =>
    docs.updateOne(
      { _id: id, version, desk: { $in: FREE_DESKS } },
      turnUpdate(change, stamp),
      SOON,
    ),
  );
  if (result.matchedCount === 0) return false;
  changes.ring('conversation', id, id);
  return true;
}

function turnUpdate(change: TurnChange, stamp: number): Update<ConversationDoc> {
  const { owner, effects, danger, emergency, silence, lastText } = change;
  const ended = owner.kind === 'closed' || (change.answered && owner.kind === 'bot');
  // The bot has read the note of the human who gave the conversation back.
  const gone = emergency === undefined && danger === 0 ? { emergency: 1 as const } : {};
  return {
    $set: {
      dialogue: JSON.stringify(change.dialogue),
      'citizen.language': change.language,
      owner,
      desk: deskOf(owner),
      danger,
      effects,
      unsettledTurn: effects.turn,
      turn: effects.turn,
      changed: stamp,
      ...(emergency === undefined ? {} : { emergency }),
      ...(silence === undefined ? {} : { silence }),
      ...(lastText === undefined ? {} : { lastText, lastAt: change.at }),
      ...(ended ? { waitingAt: NOBODY_WAITS } : {}),
    },
    $unset: {
      returnedNote: 1,
      returnedAt: 1,
      ...gone,
      ...(silence === undefined ? { silence: 1 as const } : {}),
    },
    $inc: { version: 1 },
    ...(owner.kind === 'waiting' ? { $min: { waitingAt: owner.since.getTime() } } : {}),
    ...(effects.file.length === 0
      ? {}
      : { $addToSet: { references: { $each: effects.file.map((filed) => filed.reference) } } }),
  };
}
