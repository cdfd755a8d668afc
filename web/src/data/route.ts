/** Addresses behind the `#`, so that the server serves one page whatever is open. */
import { useHashLocation } from 'wouter/use-hash-location';
import { type InboxView, VIEWS } from './types.js';

export interface InboxRoute {
  view: InboxView;
  /** The open conversation. */
  id: string | null;
}

/** `/waiting/ID` as a place in the inbox; null when it is another page. */
export function readRoute(path: string): InboxRoute | null {
  const [first = '', second] = path.split('/').filter(Boolean);
  if (first === '') return { view: 'waiting', id: null };
  const view = VIEWS.find((each) => each === first);
  return view ? { view, id: second === undefined ? null : decodeURIComponent(second) } : null;
}

/** The path of a view, or of a conversation in it. */
export const inboxPath = (view: InboxView, id: string | null = null): string =>
  id === null ? `/${view}` : `/${view}/${encodeURIComponent(id)}`;

/** The path now, and how to go elsewhere. */
export const usePath = useHashLocation;
