/** Live events into the query cache. Each is a full state, so applying one twice changes nothing. */
import type { QueryClient } from '@tanstack/react-query';
import { cacheKey } from './keys.js';
import { showPresence } from './presence.js';
import { book } from './queries.js';
import { newestOf, placeRow, type RowList } from './rows.js';
import { mergeMessages, type Thread } from './thread.js';
import {
  type ConversationDetail,
  type ConversationRow,
  type LiveEvent,
  type MessageView,
  VIEWS,
} from './types.js';

const DETAIL_PAUSE_MS = 250;
const waiting = new Map<string, number>();

/** Reads a conversation's details again, once for a burst of changes. */
function refreshDetail(cache: QueryClient, id: string): void {
  if (waiting.has(id)) return;
  const timer = window.setTimeout(() => {
    waiting.delete(id);
    void cache.invalidateQueries({ queryKey: cacheKey.detail(id) });
  }, DETAIL_PAUSE_MS);
  waiting.set(id, timer);
}

/** Shows a row's newest state in every list and in the open conversation. */
export function applyRow(cache: QueryClient, row: ConversationRow, me: string): void {
  const [newest] = newestOf(book, [row]);
  if (!newest) return;
  for (const view of VIEWS) {
    cache.setQueryData<RowList>(
      cacheKey.list(view),
      (list) => list && placeRow(list, newest, { view, me }),
    );
  }
  const key = cacheKey.detail(row.id);
  const known = cache.getQueryData<ConversationDetail>(key);
  if (!known || known.changed >= newest.changed) return;
  cache.setQueryData<ConversationDetail>(key, { ...known, ...newest });
  refreshDetail(cache, row.id);
}

/** Shows a message's newest state in its thread, if that is loaded. */
export function applyMessage(cache: QueryClient, message: MessageView): void {
  // Why nothing more can be sent, if that is so, stands in the details.
  if (message.delivery?.state === 'failed') refreshDetail(cache, message.conversationId);
  cache.setQueryData<Thread>(cacheKey.thread(message.conversationId), (thread) => {
    if (!thread) return thread;
    const first = thread.messages[0];
    // Older than what is loaded: it comes when that page is read.
    if (first && thread.more && message.order < first.order) return thread;
    return { ...thread, messages: mergeMessages(thread.messages, [message]) };
  });
}

/** Applies one live event. */
export function applyEvent(cache: QueryClient, event: LiveEvent, me: string): void {
  if (event.type === 'conversation') applyRow(cache, event.row, me);
  else if (event.type === 'message') applyMessage(cache, event.message);
  else if (event.type === 'counts') cache.setQueryData(cacheKey.counts, event.counts);
  else if (event.type === 'channels') cache.setQueryData(cacheKey.channels, event.channels);
  else if (event.type === 'presence') showPresence(event.conversationId, event.people);
  else if (event.type === 'mentions') cache.setQueryData(cacheKey.mentions, event.mentions);
  else if (event.type === 'reset') catchUp(cache);
  else if (event.type === 'goodbye') signedOut(cache);
}

/** Everything again, after the line was lost for a while: what is shown must be true. */
export function catchUp(cache: QueryClient): void {
  for (const queryKey of [cacheKey.lists, cacheKey.threads, cacheKey.details, cacheKey.channels]) {
    void cache.invalidateQueries({ queryKey });
  }
}

/** Forgets all that was read, and shows the sign-in. */
export function signedOut(cache: QueryClient): void {
  book.clear();
  cache.clear();
  cache.setQueryData(cacheKey.session, null);
}
