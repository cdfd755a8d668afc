import type { Channel, ChannelSink } from './bots/channel.js';
import { receive } from './intake/arrival.js';
import { fetchMedia } from './intake/media.js';
import { sendUnsent } from './intake/outbox.js';
import type { Rooms } from './intake/rooms.js';
import { takeTurn } from './intake/turn.js';

/** Tries of a turn before it is laid aside as dead; each is a fresh look at the database. */
const TURN_ATTEMPTS = 8;
const SEND_ATTEMPTS = 12;
const FETCH_ATTEMPTS = 6;
/** A citizen whose message nobody looked at for so long is rung for again. */
const SWEEP_EVERY_MS = 60_000;
const RING_AGAIN_MS = 600_000;

const backoffMs = (tries: number): number => Math.min(60_000, 250 * 2 ** tries);

/** The way of a message from arrival to answer. */
export interface Intake {
  /** What a channel talks to. */
  sink(channel: Channel): Omit<ChannelSink, 'health' | 'typing'>;
  /** Rings for messages that an operator wrote. */
  ringSend(conversationId: string): Promise<void>;
  /** Rings the bot after a human gave a conversation back. */
  ringReturned(conversationId: string, version: number): Promise<void>;
  /** Rings for everything that a crash left unfinished, now and every minute. */
  recover(): Promise<void>;
  stop(): void;
}

/**
 * The story: a message is kept, a bell is rung, the bot takes its turn, the turn's effects are
 * carried out, what is to be said goes out. Every step may be repeated and takes effect once,
 * because the database is the record and a job only says "look there".
 */
export function createIntake(rooms: Rooms): Intake {
  const { queue } = rooms;
  const conversationOf = (payload: Record<string, unknown>) => String(payload.conversationId);

  queue.consume('turn', (job) => takeTurn(rooms, conversationOf(job.payload), job.payload), {
    concurrency: 64,
    attempts: TURN_ATTEMPTS,
    backoffMs,
  });
  queue.consume('send', (job) => sendUnsent(rooms, conversationOf(job.payload)), {
    concurrency: 64,
    attempts: SEND_ATTEMPTS,
    backoffMs,
  });
  queue.consume('fetch', (job) => fetchMedia(rooms, String(job.payload.messageId)), {
    concurrency: 4,
    attempts: FETCH_ATTEMPTS,
    backoffMs,
  });

  let cancelSweep = (): void => {};
  const sweep = async (): Promise<void> => {
    try {
      await ringUnfinished(rooms);
    } catch (err) {
      rooms.log.error({ err }, 'could not look for unfinished work; trying again in a minute');
    }
    cancelSweep = rooms.clock.after(SWEEP_EVERY_MS, () => void sweep());
  };

  return {
    sink: (channel) => ({
      arrived: (inbound) => receive(rooms, channel, inbound),
      delivered: async (report) => {
        const where = {
          channel: channel.name,
          account: channel.account,
          externalId: report.externalId,
        };
        await rooms.messages.report(where, report.state, report.at, report.problem);
      },
    }),
    ringSend: (conversationId) =>
      queue.add('send', { conversationId }, { lane: conversationId, bell: true }),
    ringReturned: (conversationId, version) =>
      queue.add(
        'turn',
        { conversationId, event: 'returned' },
        { lane: conversationId, key: `returned:${conversationId}:${version}` },
      ),
    recover: sweep,
    stop: () => cancelSweep(),
  };
}

/**
 * Everything that was begun and not ended is looked at again; looking twice is harmless. A key lasts
 * ten minutes: a conversation that stays unfinished is rung for again even if its last ring died.
 */
async function ringUnfinished({ conversations, messages, queue, clock }: Rooms): Promise<void> {
  const [unsettled, unfinished] = await Promise.all([
    conversations.unsettled(),
    messages.unfinished(),
  ]);
  const round = Math.floor(clock.now().getTime() / RING_AGAIN_MS);
  const ring = (name: string, conversationId: string) =>
    queue.add(
      name,
      { conversationId, event: 'citizen' },
      { lane: conversationId, key: `again:${conversationId}:${round}`, bell: true },
    );
  await Promise.all([
    ...[...new Set([...unsettled, ...unfinished.unread])].map((id) => ring('turn', id)),
    ...unfinished.unsent.map((id) => ring('send', id)),
    ...unfinished.media.map((messageId) =>
      queue.add('fetch', { messageId }, { lane: messageId, key: `${messageId}:${round}` }),
    ),
  ]);
}
