/** Which message the next answer quotes, for each conversation, until it is sent or called off. */
import { useSyncExternalStore } from 'react';
import type { Quote } from '../../data/types.js';

const listeners = new Set<() => void>();
const chosen = new Map<string, Quote>();

/** The next answer quotes this; null: nothing. */
export function answerTo(conversationId: string, quote: Quote | null): void {
  if (quote) chosen.set(conversationId, quote);
  else chosen.delete(conversationId);
  for (const listener of listeners) listener();
}

export const useAnsweredQuote = (conversationId: string): Quote | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => chosen.get(conversationId) ?? null,
  );
