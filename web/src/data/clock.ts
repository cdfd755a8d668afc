/** One ticking second for the whole page, corrected by the server's clock. */
import { useSyncExternalStore } from 'react';
import type { ConversationRow } from './types.js';

/** Headers tell whole seconds. */
const HEADER_MS = 1_000;
/** How far the server's clock is ahead of ours lies between these, in milliseconds. */
let skew: { from: number; to: number } | null = null;
let skewMs = 0;
let second = Math.floor(Date.now() / 1000);
let ticker: number | undefined;
const listeners = new Set<() => void>();

/**
 * Learns from an answer's `date` header how wrong this machine's clock is. The server read its clock
 * somewhere between our question and its answer, and told it without the fraction: each answer
 * narrows the range, and one that contradicts it (somebody set a clock) starts anew.
 */
export function noteServerTime(date: string | null, askedAt: number = Date.now()): void {
  const told = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(told)) return;
  const fresh = { from: told - Date.now(), to: told + HEADER_MS - askedAt };
  const both = skew && {
    from: Math.max(skew.from, fresh.from),
    to: Math.min(skew.to, fresh.to),
  };
  skew = both && both.from <= both.to ? both : fresh;
  const agrees = skew.from <= 0 && skew.to >= 0;
  skewMs = agrees ? 0 : Math.round((skew.from + skew.to) / 2);
}

/** Milliseconds since 1970 as the server counts them. */
export const serverNow = (): number => Date.now() + skewMs;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  ticker ??= window.setInterval(() => {
    second = Math.floor(serverNow() / 1000);
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(ticker);
    ticker = undefined;
  };
}

/** The present in milliseconds, renewed every second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => second) * 1000;
}

/** `0:07`, `12:05`, `3:02:05`: never negative. */
export function runningClock(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor(total / 60) % 60;
  const tail = `${hours > 0 ? two(minutes) : minutes}:${two(total % 60)}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

export type Heat = 'calm' | 'warm' | 'hot' | 'over';

/** How pressing an emergency's clock is: colours change at 15, 30 and 60 seconds. */
export function heatOf(ms: number): Heat {
  if (ms < 15_000) return 'calm';
  if (ms < 30_000) return 'warm';
  return ms < 60_000 ? 'hot' : 'over';
}

/**
 * Since when the citizen waits: an emergency since its first dangerous word; else their first
 * unanswered message, or the moment the bot asked for a person, whichever is earlier. Null when
 * nobody waits.
 */
export function waitsSince(row: ConversationRow): string | null {
  if (row.alarm) return row.alarm.since;
  if (row.owner.kind !== 'waiting') return row.waitingSince;
  const since = row.owner.since;
  return row.waitingSince !== null && row.waitingSince < since ? row.waitingSince : since;
}
