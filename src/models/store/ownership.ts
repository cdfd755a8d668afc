import type { Conversation, Conversations, Owner } from '../conversation.js';
import type { Shelf } from './changes.js';
import { SOON, type Update, type Where } from './collection.js';
import {
  type ConversationDoc,
  conversationOf,
  FREE_DESKS,
  NOBODY_WAITS,
  operatorDesk,
} from './conversation-schema.js';
import { defined } from './defined.js';

type OwnershipVerbs = Pick<
  Conversations,
  | 'claim'
  | 'learn'
  | 'answer'
  | 'unanswer'
  | 'answered'
  | 'release'
  | 'orphan'
  | 'wait'
  | 'close'
  | 'wrote'
  | 'seen'
>;

/** Desks of all operators; `;` is the character after `:`. */
const OPERATORS_DESKS = { $gt: 'operator:', $lt: 'operator;' };

/**
 * The verbs by which a conversation changes hands.
 *
 * A claim leaves the effects of the bot's last turn standing: what it filed must still be filed.
 * The bot's texts among them must not go out any more. After a claim the caller withholds what is
 * queued (`messages.withholdBot`), and whoever sends looks at the owner right before
 * `startSending` and finishes a text of the bot as `withheld` when it is an operator.
 */
export function ownershipVerbs(shelf: Shelf<ConversationDoc>): OwnershipVerbs {
  const move = (where: Where<ConversationDoc>, update: Update<ConversationDoc>) =>
    moveOne(shelf, where, update);
  return {
    claim: (id, operator, options) => claim(shelf, { id, operator, ...options }),
    async learn(id, version, { dialogue, danger, emergency }) {
      const learnt = await move(
        { _id: id, version, desk: OPERATORS_DESKS },
        {
          $set: { dialogue: JSON.stringify(dialogue), emergency: defined(emergency) },
          $max: { danger },
          $inc: { version: 1 },
        },
      );
      return learnt !== null;
    },
    answer: (id, message, text) =>
      move(
        {
          _id: id,
          desk: message.author.kind === 'operator' ? operatorDesk(message.author.operatorId) : '',
        },
        {
          $set: {
            lastText: text,
            lastAt: message.at,
            unseen: 0,
            waitingAt: NOBODY_WAITS,
            unsaidSince: message.at,
          },
          $push: { unsaid: defined(message) },
        },
      ),
    async unanswer(id, operatorId, { at, lastText, lastAt, waitingSince }) {
      const own = { _id: id, desk: operatorDesk(operatorId) };
      await move({ ...own, lastAt: at }, { $set: { lastText, lastAt } });
      if (waitingSince) await move(own, { $min: { waitingAt: waitingSince.getTime() } });
    },
    answered: (id, messageIds) => answered(shelf, id, messageIds),
    release: (id, operatorId, note, at) =>
      move(
        { _id: id, desk: operatorDesk(operatorId) },
        {
          $set: {
            owner: { kind: 'bot' },
            desk: 'bot',
            danger: 0,
            returnedAt: at,
            ...(note === undefined ? {} : { returnedNote: note }),
          },
          $unset: { emergency: 1, ...(note === undefined ? { returnedNote: 1 } : {}) },
          $inc: { version: 1 },
        },
      ),
    orphan: (id, operatorId, reason, at) =>
      move(
        { _id: id, desk: operatorDesk(operatorId) },
        {
          $set: { owner: { kind: 'waiting', reason, since: at }, desk: 'waiting' },
          $min: { waitingAt: at.getTime() },
          $inc: { version: 1 },
        },
      ),
    close: (id, operatorId, outcome, at) =>
      move(
        { _id: id, desk: operatorDesk(operatorId) },
        {
          $set: {
            owner: { kind: 'closed', outcome, since: at },
            desk: 'closed',
            danger: 0,
            waitingAt: NOBODY_WAITS,
          },
          $inc: { version: 1 },
        },
      ),
    async wait(id, reason, danger, at) {
      const waiting = await move(
        { _id: id, desk: { $in: ['bot', 'closed'] } },
        {
          $set: { owner: { kind: 'waiting', reason, since: at }, desk: 'waiting' },
          $unset: { returnedAt: 1 },
          $max: { danger },
          $min: { waitingAt: at.getTime() },
          $inc: { version: 1 },
        },
      );
      if (waiting) return;
      // It waits already: a graver reason replaces the old one, its place in time stays.
      await move(
        { _id: id, desk: 'waiting', danger: { $lt: danger } },
        { $set: { danger, 'owner.reason': reason }, $inc: { version: 1 } },
      );
    },
    async wrote(id, text, { answer, at }) {
      const answered = answer ? { waitingAt: NOBODY_WAITS } : {};
      await move({ _id: id }, { $set: { lastText: text, lastAt: at, unseen: 0, ...answered } });
    },
    async seen(id) {
      await move({ _id: id, unseen: { $gt: 0 } }, { $set: { unseen: 0 } });
    },
  };
}

/** One conditional write with a stamp and the bell; the conversation after it, or null. */
async function moveOne(
  { docs, changes }: Shelf<ConversationDoc>,
  where: Where<ConversationDoc>,
  update: Update<ConversationDoc>,
): Promise<Conversation | null> {
  const doc = await changes.write((changed) =>
    docs.findOneAndUpdate(
      where,
      { ...update, $set: { ...update.$set, changed } },
      { returnDocument: 'after', includeResultMetadata: false },
    ),
  );
  if (!doc) return null;
  changes.ring('conversation', doc._id, doc._id);
  return conversationOf(doc);
}

async function claim(
  shelf: Shelf<ConversationDoc>,
  wish: { id: string; operator: { id: string; name: string }; force: boolean; at: Date },
): Promise<Conversation | null> {
  const mine = operatorDesk(wish.operator.id);
  const owner: Owner = {
    kind: 'operator',
    operatorId: wish.operator.id,
    name: wish.operator.name,
    since: wish.at,
  };
  const desk = wish.force ? { $ne: mine } : { $in: FREE_DESKS };
  const taken = await moveOne(
    shelf,
    { _id: wish.id, desk },
    { $set: { owner, desk: mine }, $unset: { returnedAt: 1 }, $inc: { version: 1 } },
  );
  if (taken) return taken;
  const own = await shelf.docs.findOne({ _id: wish.id, desk: mine });
  return own && conversationOf(own);
}

/** More answers than one person writes while another is being noted. */
const ROUNDS = 10;

/**
 * Nothing that a view shows changes here: no stamp, no bell. Not by `$pull`, of which FerretDB 1 knows
 * no conditions: an answer that came since the reading changes the length, and makes us look again.
 */
async function answered(
  { docs }: Shelf<ConversationDoc>,
  id: string,
  messageIds: string[],
): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const doc = await docs.findOne({ _id: id });
    if (!doc?.unsaid || !doc.unsaidSince) return;
    const left = doc.unsaid.filter((message) => !messageIds.includes(message.id));
    if (left.length === doc.unsaid.length && left.length > 0) return;
    const written = await docs.updateOne(
      { _id: id, unsaid: { $size: doc.unsaid.length }, unsaidSince: doc.unsaidSince },
      left.length > 0 ? { $set: { unsaid: left } } : { $unset: { unsaid: 1, unsaidSince: 1 } },
      SOON,
    );
    if (written.matchedCount === 1) return;
  }
  throw new Error('Answers kept coming while one was noted as written.');
}
