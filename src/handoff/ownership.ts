import { SahutError } from '../errors.js';
import type { Clock } from '../models/clock.js';
import type { Conversation, Conversations, Outcome } from '../models/conversation.js';
import type { Messages } from '../models/message.js';

/** How long a claim waits for bot messages that a channel has in hand at that moment. */
const IN_FLIGHT_WAIT_MS = 500;
const IN_FLIGHT_LOOK_MS = 10;

export interface OwnershipParts {
  conversations: Conversations;
  messages: Messages;
  clock: Clock;
  /** The bot has the conversation again: it hears what the human promised. */
  onReturned(conversation: Conversation, note: string | undefined): Promise<void>;
}

interface Person {
  id: string;
  name: string;
}

/** Who answers a citizen, and how that changes hands. Each verb is one check-and-write in the store. */
export interface Ownership {
  /**
   * Takes a conversation; `force` takes it from a colleague. When the promise resolves no bot
   * message leaves any more: queued ones are withheld, one in a channel's hands is awaited
   * (up to half a second; a longer one is visible as `sending`).
   * Throws `conversation/taken` or `conversation/unknown`.
   */
  claim(id: string, by: Person, options?: { force?: boolean }): Promise<Conversation>;
  /** Gives it back to the bot. Throws `conversation/not-yours` or `conversation/unknown`. */
  release(id: string, by: Person, note?: string): Promise<Conversation>;
  /** Closes it. Throws `conversation/not-yours` or `conversation/unknown`. */
  close(id: string, by: Person, outcome: Outcome): Promise<Conversation>;
  /** The conversation, if this person has it. Throws as above. */
  mine(id: string, by: Person): Promise<Conversation>;
}

/** Builds the verbs over the stores. */
export function createOwnership(parts: OwnershipParts): Ownership {
  const { conversations, messages, clock, onReturned } = parts;

  async function refused(id: string, code: 'conversation/taken' | 'conversation/not-yours') {
    const known = await conversations.find(id);
    return new SahutError(known ? code : 'conversation/unknown');
  }

  async function silenceBot(id: string): Promise<void> {
    // The owner is written already: a message that the send step has not started yet finds a
    // human there. What it has started, it either sends now or withholds itself.
    await messages.withholdBot(id, clock.now());
    for (let waited = 0; waited < IN_FLIGHT_WAIT_MS; waited += IN_FLIGHT_LOOK_MS) {
      const left = await messages.unsent(id);
      const flying = left.some(
        ({ author, delivery }) => author.kind === 'bot' && delivery?.state === 'sending',
      );
      if (!flying) return;
      await new Promise<void>((resolve) => clock.after(IN_FLIGHT_LOOK_MS, resolve));
    }
  }

  return {
    async claim(id, by, options = {}) {
      const force = options.force ?? false;
      const taken = await conversations.claim(id, by, { force, at: clock.now() });
      if (!taken) throw await refused(id, 'conversation/taken');
      await silenceBot(id);
      return taken;
    },
    async release(id, by, note) {
      const released = await conversations.release(id, by.id, note, clock.now());
      if (!released) throw await refused(id, 'conversation/not-yours');
      await onReturned(released, note);
      return released;
    },
    async close(id, by, outcome) {
      const closed = await conversations.close(id, by.id, outcome, clock.now());
      if (!closed) throw await refused(id, 'conversation/not-yours');
      return closed;
    },
    async mine(id, by) {
      const conversation = await conversations.find(id);
      if (!conversation) throw new SahutError('conversation/unknown');
      const { owner } = conversation;
      if (owner.kind === 'operator' && owner.operatorId === by.id) return conversation;
      throw new SahutError('conversation/not-yours');
    },
  };
}
