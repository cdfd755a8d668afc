import type { Logger } from '../../log.js';
import type { Clock } from '../../models/clock.js';
import type { InboxCounts, LiveEvent } from '../contract.js';
import { may } from '../policy.js';
import type { SignedIn } from '../session.js';
import { type Change, type ChangeSource, changesSince } from './changes.js';
import { Line, type Outlet } from './line.js';
import { createRounds } from './rounds.js';

/** Pages answer it: who does not is not there (alarm/attendance.ts). */
const HEARTBEAT_MS = 7_500;
/** Stamps can be committed out of order by as much as this; every look back covers it. */
const OVERLAP_MS = 2_000;
/** Other processes on the same database do not ring here: while anybody listens, look anyway. */
const UNRUNG_LOOK_MS = 2_000;
/** Stamps are microseconds. */
const STAMPS_A_MS = 1_000;
/** More changes than this, and fetching the page anew is cheaper than replaying. */
const REPLAYED_AT_MOST = 3_000;

export interface LiveParts extends ChangeSource {
  clock: Clock;
  log: Logger;
  /** Rings after every write; returns how to stop listening. */
  onChange(ring: () => void): () => void;
  /** The latest stamp (microseconds) below which every write of this process has ended. */
  latest(): number;
  counts(operatorId: string): Promise<InboxCounts>;
  channels(withQr: boolean): Promise<Extract<LiveEvent, { type: 'channels' }>['channels']>;
  /** What a line that has just joined is told, beside what changed. */
  greeting(operatorId: string): Promise<LiveEvent[]>;
  /** The session as it is now; null when it has ended. */
  still(tokenHash: string): Promise<SignedIn | null>;
}

/** The live view of the inbox: every change reaches every open line once, and nothing is lost between. */
export interface Live {
  /** Serves one browser from `after` on (absent: from now) until it goes or the session ends. */
  join(wire: Outlet, who: SignedIn, after: number | undefined): Promise<void>;
  /** Where to start listening so that nothing written from now on is missed. */
  stamp(): number;
  /** The health of a channel changed. */
  channelsChanged(): void;
  /** A session ended: its lines say goodbye. */
  endSession(tokenHash: string): void;
  /** Rights changed: lines of this operator are looked at again at once. */
  review(operatorId: string): void;
  /** Sends it to every line, or to those of one operator; not resumed, so `greeting` says it again. */
  tell(event: LiveEvent, operatorId?: string): void;
  listeners(): number;
  /** Ends every line; the browsers come back to the next process. */
  close(): void;
}

interface Listener {
  line: Line;
  who: SignedIn;
  caughtUp: boolean;
  stopClocks: () => void;
}

/** Builds the live view; it asks the stores once a ring, however many browsers listen. */
export function createLive(parts: LiveParts): Live {
  const { clock, log } = parts;
  const listeners = new Set<Listener>();
  /** Goes up at every fan-out: a listener that is catching up then looks again. */
  let round = 0;
  /** The highest stamp met; other processes may be ahead of `latest()`. */
  let highest = 0;

  const head = () => Math.max(highest, parts.latest());

  const rounds = createRounds({
    clock,
    log,
    look,
    count: () => tellCounts([...listeners]),
    overlapMs: OVERLAP_MS,
  });

  async function look(backMs: number): Promise<void> {
    const reached = head();
    const since = reached - backMs * STAMPS_A_MS;
    const { changes, complete } = await changesSince(parts, since, REPLAYED_AT_MOST);
    if (complete) fanOut(changes, reached);
    else for (const { line } of listeners) line.skipTo(reached);
  }

  function fanOut(changes: Change[], reached: number): void {
    if (changes.length > 0) round += 1;
    highest = Math.max(highest, changes.at(-1)?.changed ?? 0);
    for (const { line, caughtUp } of listeners) {
      if (!caughtUp) continue;
      for (const change of changes) line.change(change);
      line.reached(reached);
      line.forgetBefore(reached - 2 * OVERLAP_MS * STAMPS_A_MS);
    }
  }

  async function tellCounts(to: Listener[]): Promise<void> {
    const byOperator = new Map<string, Listener[]>();
    for (const listener of to) {
      const id = listener.who.operator.id;
      byOperator.set(id, [...(byOperator.get(id) ?? []), listener]);
    }
    for (const [operatorId, theirs] of byOperator) {
      const counts = await parts.counts(operatorId);
      for (const { line } of theirs) line.counts({ type: 'counts', counts });
    }
  }

  async function tellChannels(to: Listener[]): Promise<void> {
    for (const { line, who } of to) {
      const { role } = who.operator;
      if (!may(role, 'channel.read')) continue;
      const channels = await parts.channels(may(role, 'channel.manage'));
      line.tell({ type: 'channels', channels });
    }
  }

  /** From the database, until no change slipped in between the last look and now. */
  async function catchUp(listener: Listener): Promise<void> {
    const { line } = listener;
    let seenRound: number;
    do {
      seenRound = round;
      const reached = head();
      const since = line.cursor - OVERLAP_MS * STAMPS_A_MS;
      const { changes, complete } = await changesSince(parts, since, REPLAYED_AT_MOST);
      if (complete) await replay(line, changes);
      else line.skipTo(reached);
      line.reached(reached);
    } while (seenRound !== round && !line.over);
    listener.caughtUp = true;
  }

  async function replay(line: Line, changes: Change[]): Promise<void> {
    for (const change of changes) {
      line.change(change);
      await line.drained();
    }
  }

  function watch(listener: Listener): () => void {
    let stop: () => void;
    const beat = () => {
      listener.line.heartbeat();
      void check(listener);
      stop = clock.after(HEARTBEAT_MS, beat);
    };
    stop = clock.after(HEARTBEAT_MS, beat);
    const untilExpiry = listener.who.session.expiresAt.getTime() - clock.now().getTime();
    const stopExpiry = clock.after(untilExpiry, () => listener.line.goodbye());
    return () => {
      stop();
      stopExpiry();
    };
  }

  /** Another process may have ended the session, or changed the role. */
  async function check(listener: Listener): Promise<void> {
    try {
      const now = await parts.still(listener.who.session.tokenHash);
      if (!now || now.operator.mustChangePassword || !may(now.operator.role, 'conversation.read'))
        return listener.line.goodbye();
      const roleChanged = now.operator.role !== listener.who.operator.role;
      listener.who = now;
      if (roleChanged) await tellChannels([listener]);
    } catch (error) {
      log.warn({ err: error }, 'a live line could not be checked');
    }
  }

  const stopListening = parts.onChange(() => {
    if (listeners.size > 0) rounds.ring();
  });

  let stopLooking = () => {};
  let looking = false;

  function lookUnrung(): void {
    looking = listeners.size > 0;
    if (!looking) return;
    stopLooking = clock.after(UNRUNG_LOOK_MS, () => {
      rounds.ring();
      lookUnrung();
    });
  }

  return {
    async join(wire, who, after) {
      const line = new Line(wire, Math.min(after ?? Infinity, head()));
      const listener: Listener = { line, who, caughtUp: false, stopClocks: () => {} };
      listener.stopClocks = watch(listener);
      listeners.add(listener);
      if (!looking) lookUnrung();
      wire.once('close', () => {
        listener.stopClocks();
        listeners.delete(listener);
      });
      try {
        line.heartbeat();
        await catchUp(listener);
        await tellCounts([listener]);
        await tellChannels([listener]);
        for (const event of await parts.greeting(who.operator.id)) line.tell(event);
      } catch (error) {
        log.warn({ err: error }, 'a live line could not be caught up');
        line.close();
      }
    },
    stamp: head,
    channelsChanged() {
      tellChannels([...listeners]).catch((error: unknown) =>
        log.warn({ err: error }, 'the health of the channels could not be told'),
      );
    },
    tell(event, operatorId) {
      for (const { line, who } of listeners)
        if (operatorId === undefined || who.operator.id === operatorId) line.tell(event);
    },
    endSession(tokenHash) {
      for (const { line, who } of listeners)
        if (who.session.tokenHash === tokenHash) line.goodbye();
    },
    review(operatorId) {
      for (const listener of listeners)
        if (listener.who.operator.id === operatorId) void check(listener);
    },
    listeners: () => listeners.size,
    close() {
      stopListening();
      stopLooking();
      rounds.stop();
      for (const { line } of listeners) line.close();
    },
  };
}
