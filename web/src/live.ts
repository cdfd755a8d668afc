/**
 * The live line: server-sent events, resumed by ourselves with `?after=` (the newest stamp seen), so
 * that a refused or half-open stream comes back too: EventSource alone gives up on the first refusal.
 */
import type { LiveEvent } from './data/types.js';

export type LineState = 'connecting' | 'live' | 'lost';

export interface LineEars {
  event(event: LiveEvent): void;
  state(state: LineState): void;
  /** The server's ping: to be answered, so that it knows that somebody is there. */
  ping(): void;
  /** The line is back after having been lost. */
  resumed(): void;
  /** Asks the server for its newest stamp by another road; rejects when it cannot be reached. */
  probe(): Promise<number>;
}

const GRACE_MS = 1_500;
const PROBE_MS = 15_000;
const LONGEST_WAIT_MS = 10_000;

/** Opens the line and keeps it open until the returned function is called. */
export function openLine(after: number, ears: LineEars): () => void {
  let newest = after;
  let source: EventSource | null = null;
  let attempt = 0;
  let lost = false;
  let ended = false;
  let heardSinceProbe = false;
  let behind = false;
  let retry: number | undefined;
  let grace: number | undefined;

  const declareLost = (): void => {
    lost = true;
    ears.state('lost');
  };

  const opened = (): void => {
    attempt = 0;
    window.clearTimeout(grace);
    grace = undefined;
    ears.state('live');
    if (lost) ears.resumed();
    lost = false;
  };

  const heard = (message: MessageEvent<string>): void => {
    heardSinceProbe = true;
    const stamp = Number(message.lastEventId);
    if (stamp > newest) newest = stamp;
    ears.event(JSON.parse(message.data) as LiveEvent);
  };

  const open = (): void => {
    window.clearTimeout(retry);
    source?.close();
    if (ended) return;
    const current = new EventSource(`/api/live?after=${newest}`);
    source = current;
    current.onopen = opened;
    current.onmessage = heard;
    current.addEventListener('ping', () => {
      heardSinceProbe = true;
      ears.ping();
    });
    current.onerror = () => {
      current.close();
      if (source === current) broken();
    };
  };

  const broken = (): void => {
    grace ??= window.setTimeout(declareLost, GRACE_MS);
    window.clearTimeout(retry);
    retry = window.setTimeout(open, Math.min(LONGEST_WAIT_MS, 500 * 2 ** attempt));
    attempt += 1;
  };

  /** A line that is open but silent while the server moved on is dead: open a new one. */
  const probe = async (): Promise<void> => {
    if (heardSinceProbe || lost) {
      heardSinceProbe = false;
      return;
    }
    try {
      const stamp = await ears.probe();
      if (stamp > newest && behind) open();
      behind = stamp > newest;
    } catch {
      source?.close();
      broken();
    }
  };

  const hurry = (): void => {
    if (lost && document.visibilityState === 'visible') open();
  };

  const prober = window.setInterval(() => void probe(), PROBE_MS);
  window.addEventListener('online', hurry);
  window.addEventListener('offline', declareLost);
  document.addEventListener('visibilitychange', hurry);
  ears.state('connecting');
  open();

  return () => {
    ended = true;
    source?.close();
    for (const timer of [retry, grace, prober]) window.clearTimeout(timer);
    window.removeEventListener('online', hurry);
    window.removeEventListener('offline', declareLost);
    document.removeEventListener('visibilitychange', hurry);
  };
}
