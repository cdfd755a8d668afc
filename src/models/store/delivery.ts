import type { DeliveryState, Message, Messages } from '../message.js';
import type { Shelf } from './changes.js';
import { isDuplicate, SOON, type Update, type Where } from './collection.js';
import { EarlyReports, type Report } from './early-reports.js';
import { externalKey, type MessageDoc, messageOf } from './message-schema.js';

type DeliveryVerbs = Pick<
  Messages,
  'startSending' | 'finishSending' | 'withholdBot' | 'takeBack' | 'report'
>;

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
  const early = new EarlyReports();
  return {
    startSending: (id, at) => startSending({ shelf, underWay }, id, at),
    async finishSending(id, outcome, at) {
      const key = await finishSending({ shelf, underWay }, { id, outcome, at });
      for (const one of key === null ? [] : early.take(key)) await report(shelf, one);
    },
    withholdBot: (conversationId, at) => withholdBot(shelf, conversationId, at),
    takeBack: (id, operatorId, at) => takeBack(shelf, { id, operatorId, at }),
    async report(where, state, at, problem) {
      const key = externalKey('out', where);
      const one: Report = { key, state, at, problem };
      // Noted before the look: a send that ends in between finds it there, or was found here.
      if (underWay.size > 0) early.note(one);
      const ours = await report(shelf, one);
      if (ours) early.forget(one);
      return ours;
    },
  };
}

/** Moves the message on that the channel speaks of; null when it is not, or not yet, ours. */
async function report(shelf: Shelf<MessageDoc>, { key, state, at, problem }: Report) {
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

type Whence = Pick<MessageDoc, 'channel' | 'account'>;
type UnderWay = Map<string, Whence>;

/** What the key of a vendor's id is made of. */
const ADDRESS = { channel: 1, account: 1 } as const;

interface Sending {
  shelf: Shelf<MessageDoc>;
  underWay: UnderWay;
}

/** No view shows that a text is on its way, and its outcome follows at once: no stamp, no bell. */
async function startSending({ shelf, underWay }: Sending, id: string, at: Date): Promise<boolean> {
  const start = async (from: DeliveryState, more: object): Promise<boolean> => {
    const doc = await shelf.docs.findOneAndUpdate(
      { _id: id, 'delivery.state': from },
      {
        $set: { 'delivery.state': 'sending', 'delivery.at': at, ...more },
        $inc: { 'delivery.attempts': 1 },
      },
      // The whole document: FerretDB 1 knows no projection here, the embedded storage has it at hand.
      { includeResultMetadata: false, returnDocument: 'after' },
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

/** Writes the outcome; the key under which reports of it come, or null when there will be none. */
async function finishSending(sending: Sending, finish: Finish): Promise<string | null> {
  const started = sending.underWay.get(finish.id);
  try {
    return await writeOutcome(sending.shelf, finish, started);
  } finally {
    // Not before: a report that comes meanwhile is noted because of it.
    sending.underWay.delete(finish.id);
  }
}

/** The outcome need not wait for the disk: lost, it is known to be unknown, and tried again. */
async function writeOutcome(
  shelf: Shelf<MessageDoc>,
  finish: Finish,
  started: Whence | undefined,
): Promise<string | null> {
  const soon = { ...shelf, durability: SOON };
  const where = { _id: finish.id, 'delivery.state': { $in: ['queued', 'sending'] } };
  const { externalId } = finish.outcome;
  if (externalId === undefined) {
    await moveOne(soon, where, finishUpdate(finish, {}));
    return null;
  }
  const message =
    started ?? (await shelf.docs.findOne({ _id: finish.id }, { projection: ADDRESS }));
  if (!message) return null;
  const key = externalKey('out', { ...message, externalId });
  try {
    await moveOne(soon, where, finishUpdate(finish, { externalId, externalKey: key }));
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // The vendor gave an id twice, or its echo was kept as written on the phone: sent all the same.
    await moveOne(soon, where, finishUpdate(finish, { externalId }));
  }
  return key;
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

/** What was tried once may have arrived, whatever the channel said: that is not taken back. */
async function takeBack(
  shelf: Shelf<MessageDoc>,
  { id, operatorId, at }: { id: string; operatorId: string; at: Date },
): Promise<Message | null> {
  const own = { _id: id, 'author.operatorId': operatorId };
  const taken = await moveOne(
    shelf,
    { ...own, 'delivery.state': 'queued', 'delivery.attempts': 0 },
    {
      $set: { 'delivery.state': 'withheld', 'delivery.at': at, takenBackAt: at },
      $unset: { todo: 1 },
    },
  );
  const doc = taken ?? (await shelf.docs.findOne({ ...own, takenBackAt: { $exists: true } }));
  return doc && messageOf(doc);
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
