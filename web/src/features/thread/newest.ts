/** The newest of a thread, when asked. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { cacheKey } from '../../data/keys.js';
import { useMe } from '../../data/queries.js';
import type { Thread } from '../../data/thread.js';
import type { MessageView } from '../../data/types.js';
import { isHeld } from './held.js';

/** Its order: what is sent now comes after it. */
export function useNewestOrder(id: string): () => number {
  const cache = useQueryClient();
  return useCallback(
    () => cache.getQueryData<Thread>(cacheKey.thread(id))?.messages.at(-1)?.order ?? -1,
    [cache, id],
  );
}

/** The newest own answer that can still be taken back. */
export function useNewestHeld(id: string): () => MessageView | null {
  const cache = useQueryClient();
  const me = useMe().operator.id;
  return useCallback(() => {
    const thread = cache.getQueryData<Thread>(cacheKey.thread(id));
    const held = (message: MessageView) => message.takenBackAt === undefined && isHeld(message, me);
    return thread?.messages.findLast(held) ?? null;
  }, [cache, id, me]);
}
