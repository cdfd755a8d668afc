/** What an operator does with a conversation; afterwards the cache is read anew at the changed places. */
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import * as api from '../api.js';
import { applyRow } from './apply.js';
import { wantCard, wantReply } from './intent.js';
import { cacheKey } from './keys.js';
import { useMe } from './queries.js';
import type { ConversationRow, Outcome } from './types.js';

function looksLikeRow(told: unknown): told is ConversationRow {
  return typeof told === 'object' && told !== null && 'owner' in told && 'changed' in told;
}

/** The verbs; each rejects with an `ApiProblem`. */
export function useActs() {
  const cache = useQueryClient();
  const me = useMe().operator.id;
  return useMemo(() => {
    const after = async (id: string, done: Promise<unknown>): Promise<void> => {
      try {
        const told = await done;
        if (looksLikeRow(told)) applyRow(cache, told, me);
      } finally {
        void cache.invalidateQueries({ queryKey: cacheKey.detail(id) });
        void cache.invalidateQueries({ queryKey: cacheKey.lists });
      }
    };
    return {
      claim: (id: string, force = false) => {
        wantReply(id);
        return after(id, api.claim(id, force));
      },
      /** An emergency: its card comes first, words later. */
      accept: (id: string) => {
        wantCard(id);
        return after(id, api.claim(id, false));
      },
      release: (id: string, note: string) => after(id, api.release(id, note)),
      close: (id: string, outcome: Outcome) => after(id, api.close(id, outcome)),
    };
  }, [cache, me]);
}
