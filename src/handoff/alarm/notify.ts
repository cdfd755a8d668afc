import type { Conversation } from '../../models/conversation.js';
import type { Author, Messages } from '../../models/message.js';

/** One sentence of the house to the citizen; its id makes a repeat harmless. */
export interface Notice {
  id: string;
  author: Author;
  text: string;
  at: Date;
}

/** Keeps the sentence and rings the send step; the conversation's waiting clock is left alone. */
export function createNotify(parts: {
  messages: Pick<Messages, 'write'>;
  ring: { send(conversationId: string): Promise<void> };
}) {
  return async (conversation: Conversation, { id, author, text, at }: Notice): Promise<void> => {
    const { id: conversationId, channel, account, chatId } = conversation;
    const content = { kind: 'text', text } as const;
    const where = { conversationId, channel, account, chatId };
    await parts.messages.write([{ id, ...where, direction: 'out', author, content, at }]);
    await parts.ring.send(conversationId);
  };
}
