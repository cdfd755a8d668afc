import type { Content, OutboundContent } from '../../src/models/message.js';

/** What the test, in the part of the vendor, says to the house. */
export type ToHouse =
  | { type: 'arrived'; chatId: string; externalId: string; content: Content }
  /** A message was taken over for the citizen. */
  | { type: 'sent'; id: string; externalId: string }
  | { type: 'stop' };

/** What the house says to its vendor. */
export type FromHouse =
  | { type: 'up' }
  /** The update is confirmed: it will not be delivered again. */
  | { type: 'kept'; externalId: string }
  | { type: 'send'; id: string; chatId: string; content: OutboundContent; again: boolean };
