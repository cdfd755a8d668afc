/** The newest order of a thread when asked: what is sent now comes after it. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { cacheKey } from '../../data/keys.js';
import type { Thread } from '../../data/thread.js';

export function useNewestOrder(id: string): () => number {
  const cache = useQueryClient();
  return useCallback(
    () => cache.getQueryData<Thread>(cacheKey.thread(id))?.messages.at(-1)?.order ?? -1,
    [cache, id],
  );
}
