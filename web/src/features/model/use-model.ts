/** Triage's model and its corrections, kept fresh while a training is under way. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import * as api from '../../api.js';
import { cacheKey } from '../../data/keys.js';
import type { ModelView } from '../../data/types.js';
import { useComplain } from '../../ui/problems.js';

const LOOK_AGAIN_MS = 1500;
const PAGE = 50;

export const useModel = () =>
  useQuery({
    queryKey: cacheKey.model,
    queryFn: api.getModel,
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.retraining?.state === 'running' ? LOOK_AGAIN_MS : false,
  });

/** Corrections page by page, the latest first. */
export const useCorrections = () =>
  useInfiniteQuery({
    queryKey: cacheKey.corrections,
    queryFn: ({ pageParam }) => api.getCorrections({ after: pageParam, limit: PAGE }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
  });

/** Runs one act on the model at a time and shows what it answers. */
export function useModelAct(): {
  busy: boolean;
  act: (done: () => Promise<ModelView>) => Promise<void>;
} {
  const cache = useQueryClient();
  const complain = useComplain();
  const [busy, setBusy] = useState(false);
  const act = useCallback(
    async (done: () => Promise<ModelView>) => {
      setBusy(true);
      try {
        cache.setQueryData(cacheKey.model, await done());
      } catch (problem) {
        complain(problem);
        await cache.invalidateQueries({ queryKey: cacheKey.model });
      } finally {
        setBusy(false);
      }
    },
    [cache, complain],
  );
  return { busy, act };
}
