import type { Content, Message, OutboundContent } from '../../models/message.js';

/** One message as the page shows it. Names of operators are shown, their ids are not. */
export interface WebchatMessage {
  id: string;
  from: 'citizen' | 'bot' | 'operator';
  name?: string;
  /** Of the citizen's own: the id that the page gave it. */
  clientId?: string;
  content: Content | OutboundContent;
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

/** True for what will go out, so that nothing behind it may be shown yet. */
export function isOnItsWay({ delivery }: Pick<Message, 'delivery'>): boolean {
  return delivery?.state === 'queued' || delivery?.state === 'sending';
}

function asWebchatMessage(message: Message): WebchatMessage {
  const { author, content, externalId, chatId, direction } = message;
  return {
    id: message.id,
    from: author.kind === 'citizen' || author.kind === 'bot' ? author.kind : 'operator',
    ...(author.kind === 'operator' ? { name: author.name } : {}),
    ...(direction === 'in' && externalId ? { clientId: externalId.slice(chatId.length + 1) } : {}),
    content: withoutSource(content),
    order: message.order,
    at: message.at.toISOString(),
  };
}

/** What a channel needs to fetch a file is shown to nobody. */
function withoutSource(content: Message['content']): Message['content'] {
  if (!('media' in content)) return content;
  const { source: _, ...media } = content.media;
  return { ...content, media };
}
