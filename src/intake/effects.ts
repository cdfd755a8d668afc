import type { Conversation } from '../models/conversation.js';
import type { NewOutbound } from '../models/message.js';
import type { Rooms } from './rooms.js';

type Decided = Pick<Conversation, 'id' | 'effects' | 'owner' | 'unsaid'>;

/** Writes what an operator had decided to say when a crash came. */
async function sayUnsaid(rooms: Rooms, id: string, unsaid: NewOutbound[]): Promise<void> {
  await rooms.messages.write(unsaid);
  await rooms.conversations.answered(
    id,
    unsaid.map((message) => message.id),
  );
  await rooms.queue.add('send', { conversationId: id }, { lane: id, bell: true });
}

/**
 * Carries out what a turn decided: complaints filed, messages written, bells rung. Every part is
 * kept under an id that derives from the turn, so that doing it again after a crash is doing it once.
 */
export async function carryOut(rooms: Rooms, decided: Decided): Promise<void> {
  const { id, effects, owner, unsaid } = decided;
  if (unsaid && unsaid.length > 0) await sayUnsaid(rooms, id, unsaid);
  if (!effects) return;
  const { conversations, messages, complaints, clock, queue } = rooms;
  await Promise.all([
    ...effects.file.map((complaint) => complaints.file(complaint)),
    effects.out.length > 0 ? messages.write(effects.out, { soon: true }) : undefined,
    messages.markRead(effects.read, clock.now()),
  ]);
  // A human took over between the decision and now: what the bot wanted to say stays unsaid.
  if (owner.kind === 'operator') await messages.withholdBot(id, clock.now());
  await Promise.all([
    effects.out.length > 0
      ? queue.add(
          'send',
          { conversationId: id },
          { lane: id, key: `${id}:${effects.turn}`, bell: true },
        )
      : undefined,
    effects.remindInSeconds === undefined
      ? undefined
      : queue.add(
          'turn',
          { conversationId: id, event: 'idle' },
          {
            lane: id,
            key: `idle:${id}:${effects.turn}`,
            delayMs: effects.remindInSeconds * 1000,
          },
        ),
    conversations.settle(id, effects.turn),
  ]);
}
