/** Everybody in danger now, whoever has them: read once, then kept true by the live line. */
import { type QueryClient, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import * as api from '../api.js';
import { waitsSince } from './clock.js';
import { book } from './queries.js';
import { newestOf } from './rows.js';
import type { ConversationRow, LiveEvent } from './types.js';

const KEY = ['emergencies'] as const;

/** True while somebody in danger waits or is with an operator. */
export function isOpen({ danger, owner }: ConversationRow): boolean {
  return danger > 0 && (owner.kind === 'waiting' || owner.kind === 'operator');
}

/** In the order of their first word of danger: an order that never changes. */
export function placeEmergency(list: ConversationRow[], row: ConversationRow): ConversationRow[] {
  const known = list.find(({ id }) => id === row.id);
  if (known && known.changed > row.changed) return list;
  if (!known && !isOpen(row)) return list;
  const others = list.filter(({ id }) => id !== row.id);
  const next = isOpen(row) ? [...others, row] : others;
  const since = (one: ConversationRow): string => waitsSince(one) ?? one.lastAt;
  return next.sort((a, b) =>
    since(a) < since(b) ? -1 : since(a) > since(b) ? 1 : a.id < b.id ? -1 : 1,
  );
}

/** Takes a live event into the list. */
export function applyToEmergencies(cache: QueryClient, event: LiveEvent): void {
  if (event.type === 'reset') void cache.invalidateQueries({ queryKey: KEY });
  if (event.type !== 'conversation') return;
  cache.setQueryData<ConversationRow[]>(KEY, (list) => list && placeEmergency(list, event.row));
}

/** Reads it again: after the line was lost. */
export const refreshEmergencies = (cache: QueryClient): Promise<void> =>
  cache.invalidateQueries({ queryKey: KEY });

async function load(): Promise<ConversationRow[]> {
  const { conversations } = await api.getOpenEmergencies();
  return newestOf(book, conversations).reduce<ConversationRow[]>(placeEmergency, []);
}

/** The open emergencies, longest first. */
export function useEmergencies(): ConversationRow[] {
  return useQuery({ queryKey: KEY, queryFn: load }).data ?? [];
}

/** Told to the server once a page and emergency: the alarm stands on this screen. */
const told = new Set<string>();

export function useTellShown(rows: ConversationRow[]): void {
  useEffect(() => {
    for (const { id, alarm } of rows) {
      const key = `${id} ${alarm?.since ?? ''}`;
      if (told.has(key)) continue;
      told.add(key);
      api.tellShown(id).catch(() => told.delete(key));
    }
  }, [rows]);
}
