/**
 * Unsent words, kept for each person, conversation and kind in this browser: they survive a reload and
 * a closed browser. They are not sent to the server: what nobody decided to say is nobody's record.
 */
import { useCallback, useSyncExternalStore } from 'react';
import { keep, readKept } from '../../data/kept.js';
import { useMe } from '../../data/queries.js';

export type DraftKind = 'reply' | 'note';

const listeners = new Set<() => void>();
const known = new Map<string, string>();

function read(key: string): string {
  const text = known.get(key) ?? readKept(key) ?? '';
  known.set(key, text);
  return text;
}

function write(key: string, text: string): void {
  known.set(key, text);
  keep(key, text);
  for (const listener of listeners) listener();
}

const keyOf = (me: string, conversationId: string, kind: DraftKind): string =>
  `draft.${me}.${conversationId}.${kind}`;

/** The draft and a function that keeps a new one. */
export function useDraft(
  conversationId: string,
  kind: DraftKind,
): [string, (text: string) => void] {
  const key = keyOf(useMe().operator.id, conversationId, kind);
  const text = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => read(key),
  );
  return [text, useCallback((next: string) => write(key, next), [key])];
}

/** Puts words that were taken back into the field again, before what stands there. */
export function putBack(me: string, conversationId: string, text: string): void {
  const key = keyOf(me, conversationId, 'reply');
  write(key, [text, read(key)].filter(Boolean).join('\n'));
}
