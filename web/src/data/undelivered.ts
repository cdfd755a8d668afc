/** Messages to people in danger that did not arrive: seen on every page until they did, or were put aside. */
import { useSyncExternalStore } from 'react';
import type { LiveEvent, MessageView } from './types.js';

const listeners = new Set<() => void>();
let failed: MessageView[] = [];

function set(next: MessageView[]): void {
  failed = next;
  for (const listener of listeners) listener();
}

/** Takes a live event: a message that failed comes in, one that went on goes out. */
export function noteDelivery(event: LiveEvent): void {
  if (event.type !== 'message' || event.message.direction !== 'out') return;
  const { message } = event;
  const others = failed.filter(({ id }) => id !== message.id);
  const isFailed = message.delivery?.state === 'failed';
  if (isFailed) set([...others, message]);
  else if (others.length < failed.length) set(others);
}

/** Somebody has seen it and acts. */
export function putAside(id: string): void {
  set(failed.filter((each) => each.id !== id));
}

/** All that failed since this page was opened. */
export const useUndelivered = (): MessageView[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => failed,
  );
