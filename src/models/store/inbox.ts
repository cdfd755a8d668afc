import type { Conversations, InboxView } from '../conversation.js';
import type { Shelf } from './changes.js';
import type { Where } from './collection.js';
import { type ConversationDoc, conversationOf, operatorDesk } from './conversation-schema.js';

type InboxVerbs = Pick<Conversations, 'list' | 'counts' | 'inDanger' | 'changedSince'>;

/** Emergencies first, then the longest waiting. */
const MOST_PRESSING = { danger: -1, waitingAt: 1, _id: 1 } as const;

/** The verbs that lists and live views read with. */
export function inboxVerbs({ docs, changes }: Shelf<ConversationDoc>): InboxVerbs {
  return {
    async list(view, operatorId, { after, limit }) {
      const last = after === undefined ? undefined : await docs.findOne({ _id: after });
      if (last === null) return [];
      const pages =
        view === 'all' ? newestPages(last) : pressingPages(desk(view, operatorId), last);
      const found: ConversationDoc[] = [];
      for (const where of pages) {
        if (found.length >= limit) break;
        const cursor = docs.find(where, {
          sort: view === 'all' ? { changed: -1 } : MOST_PRESSING,
          limit: limit - found.length,
        });
        found.push(...(await cursor.toArray()));
      }
      return found.map(conversationOf);
    },
    async counts(operatorId) {
      const [waiting, emergencies, mine, all] = await Promise.all([
        docs.countDocuments({ desk: 'waiting' }),
        docs.countDocuments({ desk: 'waiting', danger: { $gt: 0 } }),
        docs.countDocuments({ desk: operatorDesk(operatorId) }),
        docs.estimatedDocumentCount(),
      ]);
      return { waiting, emergencies, mine, all };
    },
    async inDanger(operatorIds, limit) {
      const desks = ['waiting', ...operatorIds.map(operatorDesk)];
      const pages = desks.map((desk) =>
        docs.find({ desk, danger: { $gt: 0 } }, { sort: MOST_PRESSING, limit }).toArray(),
      );
      const found = (await Promise.all(pages)).flat();
      return found
        .sort((a, b) => b.danger - a.danger || a.waitingAt - b.waitingAt)
        .slice(0, limit)
        .map(conversationOf);
    },
    async changedSince(changed, limit) {
      const newer = await docs
        .find(
          { changed: { $gt: changed, $lte: changes.horizon() } },
          { sort: { changed: 1 }, limit },
        )
        .toArray();
      return newer.map(conversationOf);
    },
  };
}

function desk(view: InboxView, operatorId: string): string {
  return view === 'mine' ? operatorDesk(operatorId) : 'waiting';
}

function newestPages(last: ConversationDoc | undefined): Where<ConversationDoc>[] {
  return [{ changed: last ? { $lt: last.changed } : { $gt: 0 } }];
}

/**
 * What follows the last one shown, as ranges of the index one after the other: the same wait,
 * then longer down the same danger, then lesser dangers. Pages never skip rows by counting.
 */
function pressingPages(desk: string, last: ConversationDoc | undefined): Where<ConversationDoc>[] {
  if (!last) return [{ desk }];
  const { danger, waitingAt, _id } = last;
  return [
    { desk, danger, waitingAt, _id: { $gt: _id } },
    { desk, danger, waitingAt: { $gt: waitingAt } },
    { desk, danger: { $lt: danger } },
  ];
}
