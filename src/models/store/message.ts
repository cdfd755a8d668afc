import type { Messages, NewInbound, NewOutbound } from '../message.js';
import { amend } from './amend.js';
import type { Shelf } from './changes.js';
import { insertNew, SOON } from './collection.js';
import { defined } from './defined.js';
import { deliveryVerbs } from './delivery.js';
import {
  anyTodo,
  externalKey,
  isToFetch,
  type MessageDoc,
  messageOf,
  todo,
} from './message-schema.js';

/** The kept messages. Every verb is safe to repeat. */
export function createMessages(shelf: Shelf<MessageDoc>): Messages {
  const { docs, changes } = shelf;
  return {
    ...deliveryVerbs(shelf),
    ...readingVerbs(shelf),
    async keep(message) {
      const { id, conversationId } = message;
      const kept = await changes.write((stamp) =>
        insertNew(docs.insertOne(inboundDoc(message, stamp))),
      );
      if (kept) changes.ring('message', id, conversationId);
      return kept;
    },
    async write(messages, { soon = false } = {}) {
      if (messages.length === 0) return;
      await changes.write((stamp) => {
        const written = messages.map((message, place) => outboundDoc(message, stamp + place));
        const [only] = written;
        const durability = soon ? SOON : {};
        if (only && written.length === 1) return insertNew(docs.insertOne(only, durability));
        return insertNew(docs.insertMany(written, { ordered: false, ...durability }));
      }, messages.length);
      for (const { id, conversationId } of messages) changes.ring('message', id, conversationId);
    },
    async markRead(ids, at) {
      // No view shows this: no stamp, no bell.
      await docs.updateMany(
        { _id: { $in: ids }, direction: 'in' },
        { $set: { readAt: at }, $unset: { todo: 1 } },
        SOON,
      );
    },
    async setMedia(id, media) {
      const done = isToFetch(media) ? {} : { $unset: { fetching: 1 as const } };
      const doc = await changes.write((changed) =>
        docs.findOneAndUpdate(
          { _id: id },
          { $set: { 'content.media': defined(media), changed }, ...done },
          { includeResultMetadata: false },
        ),
      );
      if (doc) changes.ring('message', id, doc.conversationId);
    },
    amend: (where, change, at) => amend(shelf, { where, change, at }),
  };
}

function readingVerbs({ docs, changes }: Shelf<MessageDoc>) {
  const toDo = async (what: 'read' | 'send', conversationId: string) => {
    const found = await docs.find({ todo: todo(what, conversationId) }).toArray();
    return found.sort((one, other) => one.order - other.order).map(messageOf);
  };
  return {
    async find(id) {
      const doc = await docs.findOne({ _id: id });
      return doc && messageOf(doc);
    },
    unread: (conversationId) => toDo('read', conversationId),
    unsent: (conversationId) => toDo('send', conversationId),
    async page(conversationId, { before, after, limit }) {
      const order = {
        ...(before === undefined ? {} : { $lt: before }),
        ...(after === undefined ? {} : { $gt: after }),
      };
      // Without `after` a reader wants the newest: read them backwards, show them forwards.
      const direction = after === undefined ? -1 : 1;
      const found = await docs
        .find(
          { conversationId, ...(Object.keys(order).length === 0 ? {} : { order }) },
          { sort: { order: direction }, limit },
        )
        .toArray();
      if (direction === -1) found.reverse();
      return found.map(messageOf);
    },
    async findSent(where) {
      const doc = await docs.findOne({ externalKey: externalKey('out', where) });
      return doc && messageOf(doc);
    },
    async changedSince(changed, limit) {
      const newer = await docs
        .find(
          { changed: { $gt: changed, $lte: changes.horizon() } },
          { sort: { changed: 1 }, limit },
        )
        .toArray();
      return newer.map(messageOf);
    },
    async unfinished() {
      const [unread, unsent, media] = await Promise.all([
        docs.find({ todo: anyTodo('read') }, { projection: { conversationId: 1 } }).toArray(),
        docs.find({ todo: anyTodo('send') }, { projection: { conversationId: 1 } }).toArray(),
        docs.find({ fetching: { $gt: '' } }, { projection: { _id: 1 } }).toArray(),
      ]);
      return {
        unread: [...new Set(unread.map((doc) => doc.conversationId))],
        unsent: [...new Set(unsent.map((doc) => doc.conversationId))],
        media: media.map((doc) => doc._id),
      };
    },
  } satisfies Partial<Messages>;
}

function inboundDoc(message: NewInbound, stamp: number): MessageDoc {
  const { conversationId, content, vendorAt } = message;
  const media = 'media' in content ? content.media : undefined;
  const doc: MessageDoc = {
    ...commonFields(message, stamp),
    externalId: message.externalId,
    externalKey: externalKey('in', message),
    direction: 'in',
    readAt: null,
    todo: todo('read', conversationId),
  };
  if (vendorAt) doc.vendorAt = vendorAt;
  if (message.replyTo) doc.replyTo = message.replyTo;
  if (media && isToFetch(media)) doc.fetching = conversationId;
  return message.author.kind === 'phone' ? asSent(doc, message) : doc;
}

/** What somebody wrote on the paired phone is on its way already: outgoing, and nothing to read. */
function asSent({ todo: _, readAt: __, ...doc }: MessageDoc, message: NewInbound): MessageDoc {
  return {
    ...doc,
    direction: 'out',
    externalKey: externalKey('out', message),
    delivery: { state: 'sent', at: message.at, attempts: 0 },
  };
}

function outboundDoc(message: NewOutbound, stamp: number): MessageDoc {
  const doc: MessageDoc = {
    ...commonFields(message, stamp),
    externalId: null,
    direction: message.direction,
    ...(message.replyTo ? { replyTo: message.replyTo } : {}),
  };
  if (message.direction === 'note') {
    return message.mentions?.length ? { ...doc, mentions: message.mentions } : doc;
  }
  return {
    ...doc,
    ...(message.hold ? { hold: message.hold } : {}),
    delivery: { state: 'queued', at: message.at, attempts: 0 },
    todo: todo('send', message.conversationId),
  };
}

function commonFields(message: NewInbound | NewOutbound, stamp: number) {
  return {
    _id: message.id,
    conversationId: message.conversationId,
    channel: message.channel,
    account: message.account,
    chatId: message.chatId,
    author: message.author,
    content: defined(message.content),
    order: stamp,
    changed: stamp,
    at: message.at,
  };
}
