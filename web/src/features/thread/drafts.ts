/** Unsent words, kept for each conversation and kind in this browser. */
import { useCallback, useState } from 'react';
import { keep, readKept } from '../../data/kept.js';

export type DraftKind = 'reply' | 'note';

/** The draft and a function that keeps a new one. Use a `key` per conversation and kind. */
export function useDraft(
  conversationId: string,
  kind: DraftKind,
): [string, (text: string) => void] {
  const key = `draft.${conversationId}.${kind}`;
  const [text, setText] = useState(() => readKept(key) ?? '');
  const write = useCallback(
    (next: string) => {
      setText(next);
      keep(key, next);
    },
    [key],
  );
  return [text, write];
}
