/** Which colleagues are at which conversation, as the live line says; forgotten by itself when it is over. */
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { bePresent } from '../api.js';
import { serverNow, useNow } from './clock.js';
import { useMe } from './queries.js';
import type { PersonHere } from './types.js';

const NOBODY: PersonHere[] = [];
/** The server forgets who does not say it again within 30 seconds. */
const AGAIN_MS = 20_000;
/** Typing lasts six seconds there; said again no more often than this. */
const TYPING_MS = 3_000;

const listeners = new Set<() => void>();
let here: ReadonlyMap<string, PersonHere[]> = new Map();

/** Shows who is at a conversation now. */
export function showPresence(conversationId: string, people: PersonHere[]): void {
  const next = new Map(here);
  if (people.length === 0) next.delete(conversationId);
  else next.set(conversationId, people);
  here = next;
  for (const listener of listeners) listener();
}

/** Colleagues at a conversation, without the signed-in person. */
export function useColleaguesHere(conversationId: string): PersonHere[] {
  const me = useMe().operator.id;
  const people = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => here.get(conversationId) ?? NOBODY,
  );
  const now = useNow();
  return useMemo(() => {
    const others = people.filter(({ operatorId, until }) => {
      // A line that was lost does not say that somebody left.
      return operatorId !== me && Date.parse(until) > Math.min(now, serverNow());
    });
    return others.length === 0 ? NOBODY : others;
  }, [people, me, now]);
}

/** Says that one looks at a conversation for as long as it is shown and the page is seen. */
export function useLooking(conversationId: string): void {
  useEffect(() => {
    const say = (): void => {
      const doing = document.visibilityState === 'visible' ? 'looking' : 'gone';
      bePresent(conversationId, doing).catch(() => {});
    };
    say();
    const again = window.setInterval(say, AGAIN_MS);
    document.addEventListener('visibilitychange', say);
    return () => {
      window.clearInterval(again);
      document.removeEventListener('visibilitychange', say);
      bePresent(conversationId, 'gone').catch(() => {});
    };
  }, [conversationId]);
}

/** Returns a function to be called at every key: says now and then that one types. */
export function useTyping(conversationId: string): () => void {
  return useMemo(() => {
    let said = 0;
    return () => {
      const now = Date.now();
      if (now - said < TYPING_MS) return;
      said = now;
      bePresent(conversationId, 'typing').catch(() => {});
    };
  }, [conversationId]);
}
