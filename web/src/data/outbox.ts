/**
 * What we wrote and the server has not confirmed. Kept in this browser, so that a lost line or a
 * reload loses nothing; repeated under the same `clientId`, so that nothing is said twice.
 */
import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { ApiProblem, say } from '../api.js';
import { applyMessage } from './apply.js';
import { keep, readKept } from './kept.js';
import { cacheKey } from './keys.js';
import type { Pending } from './thread.js';
import type { ReplyBody, SessionView } from './types.js';

const KEY = 'outbox';
const listeners = new Set<() => void>();
let pending: Pending[] = readOutbox();
let sending = false;

function readOutbox(): Pending[] {
  try {
    const kept: unknown = JSON.parse(readKept(KEY) ?? '[]');
    const list = Array.isArray(kept) ? (kept as Pending[]) : [];
    return list.map((each) => (each.state === 'sending' ? { ...each, state: 'offline' } : each));
  } catch {
    return [];
  }
}

function set(next: Pending[]): void {
  pending = next;
  keep(KEY, next.length === 0 ? '' : JSON.stringify(next));
  for (const listener of listeners) listener();
}

function mark(clientId: string, change: Partial<Pending>): void {
  set(pending.map((each) => (each.clientId === clientId ? { ...each, ...change } : each)));
}

/** Forgets a message that was not sent. */
export function discard(clientId: string): void {
  set(pending.filter((each) => each.clientId !== clientId));
}

function bodyOf(message: Pending): ReplyBody {
  const { clientId, text, media, replyTo, mentions = [], hold } = message;
  return {
    clientId,
    ...(text === '' ? {} : { text }),
    ...(media ? { mediaId: media.mediaId } : {}),
    ...(replyTo ? { replyTo: replyTo.id } : {}),
    ...(mentions.length > 0 ? { mentions } : {}),
    ...(hold ? { hold } : {}),
  };
}

async function sendOne(cache: QueryClient, message: Pending): Promise<boolean> {
  mark(message.clientId, { state: 'sending' });
  try {
    const kept = await say(message.conversationId, message.as, bodyOf(message));
    if (kept?.id) applyMessage(cache, kept);
    discard(message.clientId);
    return true;
  } catch (problem) {
    const refused = problem instanceof ApiProblem && problem.status >= 400 && problem.status < 500;
    const told = problem instanceof ApiProblem ? { problem: problem.code } : {};
    mark(message.clientId, { state: refused ? 'refused' : 'offline', ...told });
    return refused;
  }
}

/** Sends what waits, in order, one at a time; stops at the first sign of a lost line. */
export async function sendOutbox(cache: QueryClient): Promise<void> {
  const me = cache.getQueryData<SessionView | null>(cacheKey.session)?.operator.id;
  if (sending) return;
  sending = true;
  try {
    for (;;) {
      const next = pending.find((each) => each.by === me && each.state !== 'refused');
      if (!next || !(await sendOne(cache, next))) return;
    }
  } finally {
    sending = false;
  }
}

/** Random, also where the page is not served by https and `randomUUID` is missing. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Shows a message at once and sends it. */
export function post(cache: QueryClient, message: Omit<Pending, 'clientId' | 'state'>): void {
  set([...pending, { ...message, clientId: newId(), state: 'sending' }]);
  void sendOutbox(cache);
}

/** Tries a refused or waiting message once more. */
export function again(cache: QueryClient, clientId: string): void {
  mark(clientId, { state: 'sending' });
  void sendOutbox(cache);
}

/** All unconfirmed messages of this browser. */
export function useOutbox(): Pending[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pending,
  );
}
