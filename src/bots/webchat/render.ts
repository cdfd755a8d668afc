import type { Message } from '../../models/message.js';

/** One message as the page shows it. Names of operators are shown, their ids are not. */
export interface WebchatMessage {
  id: string;
  from: 'citizen' | 'bot' | 'operator';
  name?: string;
  content: unknown;
  order: number;
  at: string;
}

const ARRIVED = new Set(['sent', 'delivered', 'read']);

/** What the citizen may see of a thread: no notes, nothing withheld, nothing not yet sent. */
export function visible(messages: Message[]): WebchatMessage[] {
  return messages
    .filter((message) => message.direction === 'in' || isSent(message))
    .map(asWebchatMessage);
}

/** True for what went out to the citizen. */
export function isSent({ direction, delivery }: Pick<Message, 'direction' | 'delivery'>): boolean {
  return direction === 'out' && delivery !== undefined && ARRIVED.has(delivery.state);
}

function asWebchatMessage(message: Message): WebchatMessage {
  const { author, content } = message;
  const operator = author.kind === 'operator' ? { name: author.name } : {};
  return {
    id: message.id,
    from: author.kind === 'citizen' || author.kind === 'bot' ? author.kind : 'operator',
    ...operator,
    content:
      'media' in content ? { ...content, media: { ...content.media, source: undefined } } : content,
    order: message.order,
    at: message.at.toISOString(),
  };
}
