import { SahutError } from '../errors.js';
import type { Clock } from '../models/clock.js';
import type { Mentions } from '../models/mention.js';
import type { Message } from '../models/message.js';
import type { Operators } from '../models/operator.js';
import type { LiveEvent } from './contract.js';
import { wire } from './views.js';

/** Longest part of a note that is shown with a mention. */
const TEXT_CHARACTERS = 200;

type MentionsEvent = Extract<LiveEvent, { type: 'mentions' }>;

/** Colleagues calling colleagues in notes. */
export interface Calls {
  /** Who can be called: everybody who still works here. */
  colleagues(): Promise<{ id: string; name: string }[]>;
  /** The names to these ids; throws `request/invalid` when one is nobody's. */
  named(ids: readonly string[]): Promise<{ id: string; name: string }[]>;
  /** Keeps the mentions of a note and tells those who are called. Repeating it changes nothing. */
  call(note: Message): Promise<void>;
  /** The operator looked at the conversation. */
  seen(operatorId: string, conversationId: string): Promise<void>;
  unseen(operatorId: string): Promise<MentionsEvent>;
}

/** Builds the verbs over the stores. */
export function createCalls(parts: {
  mentions: Mentions;
  operators: Operators;
  clock: Clock;
  tell(event: LiveEvent, operatorId: string): void;
}): Calls {
  const { mentions, operators, clock, tell } = parts;

  async function unseen(operatorId: string): Promise<MentionsEvent> {
    const found = await mentions.unseen(operatorId);
    const shown = found.map(({ operatorId: _, ...mention }) => wire(mention));
    return { type: 'mentions', mentions: shown };
  }

  async function colleagues() {
    const working = (await operators.list()).filter(({ disabledAt }) => !disabledAt);
    return working.map(({ id, name }) => ({ id, name }));
  }

  return {
    colleagues,
    unseen,
    async named(ids) {
      if (ids.length === 0) return [];
      const known = await colleagues();
      return [...new Set(ids)].map((id) => {
        const found = known.find((one) => one.id === id);
        if (found) return found;
        const fault = { mentions: 'somebody who does not work here' };
        throw new SahutError('request/invalid', undefined, fault);
      });
    },
    async call({ id: messageId, conversationId, author, content, at, mentions: called = [] }) {
      if (author.kind !== 'operator') return;
      const words = 'text' in content ? content.text : 'caption' in content ? content.caption : '';
      const text = [...(words ?? '')].slice(0, TEXT_CHARACTERS).join('');
      const by = { id: author.operatorId, name: author.name };
      const noted = called
        .filter(({ id }) => id !== by.id)
        .map(({ id }) => ({ operatorId: id, messageId, conversationId, by, text, at }));
      await mentions.note(noted);
      for (const { operatorId } of noted) tell(await unseen(operatorId), operatorId);
    },
    async seen(operatorId, conversationId) {
      const count = await mentions.seen(operatorId, conversationId, clock.now());
      if (count > 0) tell(await unseen(operatorId), operatorId);
    },
  };
}
