import type { DeliveryState, Messages } from '../message.js';
import type { Shelf } from './changes.js';
import { isDuplicate, SOON, type Update, type Where } from './collection.js';
import { externalKey, type MessageDoc } from './messageSchema.js';

type DeliveryVerbs = Pick<Messages, 'startSending' | 'finishSending' | 'withholdBot' | 'report'>;

/**
 * From which states a report may move a message on: never backwards. A proof of delivery outweighs
 * an earlier failure; what was withheld was never sent.
 */
const REPORTED_FROM: Record<'sent' | 'delivered' | 'read' | 'failed', DeliveryState[]> = {
  sent: ['queued', 'sending'],
  failed: ['queued', 'sending', 'sent'],
  delivered: ['queued', 'sending', 'sent', 'failed'],
  read: ['queued', 'sending', 'sent', 'failed', 'delivered'],
};

/** The verbs that follow an outgoing message on its way. */
export function deliveryVerbs(shelf: Shelf<MessageDoc>): DeliveryVerbs {
  /** Messages between start and finish in this process: their channels need not be read again. */
  const underWay: UnderWay = new Map();
  return {
    startSending: (id, at) => startSending({ shelf, underWay }, id, at),
    finishSending: (id, outcome, at) => finishSending({ shelf, underWay }, { id, outcome, at }),
    withholdBot: (conversationId, at) => withholdBot(shelf, conversationId, at),
    async report(where, state, at, problem) {
      const key = externalKey('out', where);
      const moved = await moveOne(
        shelf,
        { externalKey: key, 'delivery.state': { $in: REPORTED_FROM[state] } },
        {
          $set: {
            'delivery.state': state,
            'delivery.at': at,
            ...(problem === undefined ? {} : { 'delivery.problem': problem }),
          },
          $unset: { todo: 1, ...(problem === undefined ? { 'delivery.problem': 1 } : {}) },
        },
      );
      if (moved) return moved._id;
      const ours = await shelf.docs.findOne({ externalKey: key }, { projection: { _id: 1 } });
      return ours?._id ?? null;
    },
  };
}

/** One conditional write with a stamp and the bell. */
async function moveOne(
  { docs, changes, durability }: Shelf<MessageDoc> & { durability?: typeof SOON },
  where: Where<MessageDoc>,
  update: Update<MessageDoc>,
): Promise<MessageDoc | null> {
  const doc = await changes.write((changed) =>
    docs.findOneAndUpdate(
      where,
      { ...update, $set: { ...update.$set, changed } },
      // The document after the write: the embedded storage has that at hand.
      { includeResultMetadata: false, returnDocument: 'after', ...durability },
    ),
  );
  if (doc) changes.ring('message', doc._id, doc.conversationId);
  return doc;
}

type UnderWay = Map<string, Pick<MessageDoc, 'channel' | 'account'>>;

interface Sending {
  shelf: Shelf<MessageDoc>;
  underWay: UnderWay;
}

async function startSending({ shelf, underWay }: Sending, id: string, at: Date): Promise<boolean> {
  const start = async (from: DeliveryState, more: object): Promise<boolean> => {
    const doc = await moveOne(
      shelf,
      { _id: id, 'delivery.state': from },
      {
        $set: { 'delivery.state': 'sending', 'delivery.at': at, ...more },
        $inc: { 'delivery.attempts': 1 },
      },
    );
    if (doc) underWay.set(id, { channel: doc.channel, account: doc.account });
    return doc !== null;
  };
  if (await start('queued', {})) return true;
  // It was handed over before and the outcome never came: the citizen may have it already.
  return start('sending', { 'delivery.maybeTwice': true });
}

interface Finish {
  id: string;
  outcome: Parameters<Messages['finishSending']>[1];
  at: Date;
}

/** The outcome need not wait for the disk: lost, it is known to be unknown, and tried again. */
async function finishSending({ shelf, underWay }: Sending, finish: Finish): Promise<void> {
  const soon = { ...shelf, durability: SOON };
  const started = underWay.get(finish.id);
  underWay.delete(finish.id);
  const where = { _id: finish.id, 'delivery.state': { $in: ['queued', 'sending'] } };
  const { externalId } = finish.outcome;
  if (externalId === undefined) {
    await moveOne(soon, where, finishUpdate(finish, {}));
    return;
  }
  const message =
    started ??
    (await shelf.docs.findOne({ _id: finish.id }, { projection: { channel: 1, account: 1 } }));
  if (!message) return;
  const key = externalKey('out', { ...message, externalId });
  try {
    await moveOne(soon, where, finishUpdate(finish, { externalId, externalKey: key }));
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // The vendor gave an id twice, or its echo was kept as written on the phone: sent all the same.
    await moveOne(soon, where, finishUpdate(finish, { externalId }));
  }
}

function finishUpdate({ outcome, at }: Finish, ids: object): Update<MessageDoc> {
  const { state, problem } = outcome;
  const unset = {
    ...(state === 'queued' ? {} : { todo: 1 as const }),
    ...(problem === undefined ? { 'delivery.problem': 1 as const } : {}),
  };
  return {
    $set: {
      'delivery.state': state,
      'delivery.at': at,
      ...(problem === undefined ? {} : { 'delivery.problem': problem }),
      ...ids,
    },
    ...(Object.keys(unset).length === 0 ? {} : { $unset: unset }),
  };
}

/** One by one, so that each has a stamp of its own and a text just handed over is left alone. */
async function withholdBot(
  shelf: Shelf<MessageDoc>,
  conversationId: string,
  at: Date,
): Promise<number> {
  const queued = { 'author.kind': 'bot', 'delivery.state': 'queued' } as const;
  const waiting = await shelf.docs
    .find({ todo: `send:${conversationId}`, ...queued }, { projection: { _id: 1 } })
    .toArray();
  const withheld = await Promise.all(
    waiting.map(({ _id }) =>
      moveOne(
        shelf,
        { _id, ...queued },
        { $set: { 'delivery.state': 'withheld', 'delivery.at': at }, $unset: { todo: 1 } },
      ),
    ),
  );
  return withheld.filter(Boolean).length;
}
