/** Reading: each hook keeps one thing fresh in the query cache; live events write into the same places. */
import {
  QueryClient as Cache,
  type QueryClient,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import * as api from '../api.js';
import { cacheKey } from './keys.js';
import { arrange, newestOf, type RowBook, type RowList } from './rows.js';
import { mergeMessages, type Thread } from './thread.js';
import type {
  ChannelView,
  InboxCounts,
  InboxView,
  MentionView,
  OperatorView,
  SessionView,
} from './types.js';

const PAGE = 50;
const LARGEST_PAGE = 200;
const THREAD_PAGE = 40;
/** Prepared answers are read again when they are asked for after so long. */
const REPLIES_FRESH_MS = 60_000;
/** On the way to a message far up, pages are larger. */
const LEAP_PAGE = 200;

/** Nothing goes stale by time: the live line says what changed. */
export const makeCache = (): QueryClient =>
  new Cache({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 15 * 60_000,
        refetchOnWindowFocus: false,
        retry: (count, problem) =>
          count < 2 && problem instanceof api.ApiProblem && problem.status === 0,
      },
    },
  });

/** The newest state of every row that this page has seen. */
export const book: RowBook = new Map();

export const useSession = () => useQuery({ queryKey: cacheKey.session, queryFn: api.getSession });

/** The signed-in person; only for pages behind the sign-in. */
export function useMe(): SessionView {
  const session = useSession().data;
  if (!session) throw new Error('Nobody is signed in');
  return session;
}

export const useCounts = (): InboxCounts | undefined =>
  useQuery<InboxCounts>({ queryKey: cacheKey.counts, queryFn: skip, enabled: false }).data;

const skip = (): never => {
  throw new Error('Filled by the lists and the live line');
};

async function loadList(cache: QueryClient, view: InboxView, me: string): Promise<RowList> {
  const wanted = cache.getQueryData<RowList>(cacheKey.list(view))?.rows.length ?? 0;
  const limit = Math.min(LARGEST_PAGE, Math.max(PAGE, wanted));
  let page = await api.getConversations(view, { limit });
  const rows = [...page.conversations];
  while (rows.length < wanted && page.next !== null) {
    page = await api.getConversations(view, { after: page.next, limit });
    rows.push(...page.conversations);
  }
  cache.setQueryData(cacheKey.counts, page.counts);
  return arrange(newestOf(book, rows), { view, me, next: page.next });
}

/** One view of the list, with `more()` for the next page. */
export function useList(view: InboxView) {
  const cache = useQueryClient();
  const me = useMe().operator.id;
  const loading = useRef(false);
  const query = useQuery({
    queryKey: cacheKey.list(view),
    queryFn: () => loadList(cache, view, me),
  });
  const more = useCallback(async () => {
    const list = cache.getQueryData<RowList>(cacheKey.list(view));
    if (!list || list.next === null || loading.current) return;
    loading.current = true;
    try {
      const page = await api.getConversations(view, { after: list.next, limit: PAGE });
      const fresh = newestOf(book, page.conversations);
      cache.setQueryData<RowList>(cacheKey.list(view), (now) =>
        arrange([...(now?.rows ?? []), ...fresh], { view, me, next: page.next }),
      );
    } catch {
      // The next scroll asks again.
    } finally {
      loading.current = false;
    }
  }, [cache, view, me]);
  return { query, more };
}

export const useDetail = (id: string) =>
  useQuery({ queryKey: cacheKey.detail(id), queryFn: () => api.getConversation(id) });

async function loadThread(cache: QueryClient, id: string): Promise<Thread> {
  const page = await api.getMessages(id, { limit: THREAD_PAGE });
  const known = cache.getQueryData<Thread>(cacheKey.thread(id));
  const oldest = page.messages[0];
  const joins = known?.messages.some((message) => message.id === oldest?.id) ?? false;
  // A gap between the two would hide messages: then only the newest page stays.
  if (!known || !joins) return page;
  return { messages: mergeMessages(known.messages, page.messages), more: known.more };
}

/** A thread's loaded messages, with `older()` for the page before. */
export function useThread(id: string) {
  const cache = useQueryClient();
  const loading = useRef(false);
  const query = useQuery({ queryKey: cacheKey.thread(id), queryFn: () => loadThread(cache, id) });
  const older = useCallback(
    async (limit = THREAD_PAGE) => {
      const thread = cache.getQueryData<Thread>(cacheKey.thread(id));
      const first = thread?.messages[0];
      if (!thread?.more || !first || loading.current) return;
      loading.current = true;
      try {
        const page = await api.getMessages(id, { before: first.order, limit });
        cache.setQueryData<Thread>(cacheKey.thread(id), (now) => ({
          messages: mergeMessages(page.messages, now?.messages ?? []),
          more: page.more,
        }));
      } catch {
        // The next scroll asks again.
      } finally {
        loading.current = false;
      }
    },
    [cache, id],
  );
  /** Loads pages until the message is there; false when it is not in this thread. */
  const reach = useCallback(
    async (messageId: string) => {
      for (;;) {
        const thread = cache.getQueryData<Thread>(cacheKey.thread(id));
        if (thread?.messages.some((message) => message.id === messageId)) return true;
        const before = thread?.messages[0]?.id;
        if (!thread?.more) return false;
        await older(LEAP_PAGE);
        const now = cache.getQueryData<Thread>(cacheKey.thread(id))?.messages[0]?.id;
        // Nothing came: another page is on its way, or the line is lost.
        if (now === before && !loading.current) return false;
        if (now === before) await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    },
    [cache, id, older],
  );
  return { query, older, reach };
}

export const useColleagues = (enabled: boolean) =>
  useQuery({
    queryKey: cacheKey.colleagues,
    queryFn: async () => (await api.getColleagues()).colleagues,
    enabled,
  });

export const useQuickReplies = (enabled = true) =>
  useQuery({
    queryKey: cacheKey.quickReplies,
    queryFn: async () => (await api.getQuickReplies()).quickReplies,
    staleTime: REPLIES_FRESH_MS,
    enabled,
  });

/** Notes that call the signed-in person and were not looked at; told by the live line. */
export const useMentions = (): MentionView[] =>
  useQuery<MentionView[]>({ queryKey: cacheKey.mentions, queryFn: skip, enabled: false }).data ??
  [];

/** Lists are taken bare or under their name. */
export const useChannels = () =>
  useQuery<ChannelView[]>({
    queryKey: cacheKey.channels,
    queryFn: async () => {
      const told = await api.getChannels();
      return Array.isArray(told) ? told : told.channels;
    },
  });

export const useOperators = () =>
  useQuery<OperatorView[]>({
    queryKey: cacheKey.operators,
    queryFn: async () => {
      const told = await api.getOperators();
      return Array.isArray(told) ? told : told.operators;
    },
  });
