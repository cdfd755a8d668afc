import type { ChannelHealth, ChannelLimits, ChannelName, ClosedRoad } from '../models/channel.js';
import type { Content, DeliveryState, MediaRef, OutboundContent } from '../models/message.js';

/** A message in our words, as a channel hands it over. */
export interface Inbound {
  chatId: string;
  /** Unique within (channel, account). */
  externalId: string;
  content: Content;
  /** What the vendor says of the sender. */
  sender: { name?: string; phone?: string };
  vendorAt?: Date;
  /** Somebody answered from the paired phone itself. */
  fromPhone?: boolean;
  /** `externalId` of the message that this one answers. */
  quotes?: string;
}

/** What a channel tells the house. */
export interface ChannelSink {
  /** Resolves once the message is durable: only then may the channel tell its vendor "ok". */
  arrived(inbound: Inbound): Promise<void>;
  /** A delivery report for something we sent. */
  delivered(report: {
    externalId: string;
    state: Extract<DeliveryState, 'sent' | 'delivered' | 'read' | 'failed'>;
    at: Date;
    problem?: string;
  }): Promise<void>;
  /** The channel's health changed. */
  health(health: ChannelHealth): void;
  /** The citizen is typing, where the channel knows. */
  typing?(chatId: string, typing: boolean): void;
}

/** What goes out, addressed. */
export interface Outbound {
  /** Our message id; a channel that can set the vendor's id derives it from this one. */
  id: string;
  chatId: string;
  content: OutboundContent;
  /** The bytes of `content.media`, when there are any. */
  data?: Uint8Array;
  /** What is answered; a channel that cannot quote leaves it out. */
  quote?: { externalId: string; fromUs: boolean; text: string };
  /** Sent before with unknown outcome: the channel may use the same vendor id again. */
  again: boolean;
}

export interface FetchedMedia {
  data: Uint8Array;
  mimeType: string;
  fileName?: string;
}

/**
 * Why a send or a fetch failed.
 * `later` try again after `afterMs` · `refused` this message will never go ·
 * `unreachable` this citizen cannot be reached on this channel · `down` the channel itself is down.
 */
export class ChannelError extends Error {
  override readonly name = 'ChannelError';
  constructor(
    readonly kind: 'later' | 'refused' | 'unreachable' | 'down',
    /** For operators: no tokens, no numbers. */
    message: string,
    readonly afterMs?: number,
  ) {
    super(message);
  }
}

/** One road to the citizens. Each implementation is a folder of twin files: parse, render, client. */
export interface Channel {
  readonly name: ChannelName;
  /** Which of our accounts on it: a bot's id, a phone number's user part, `web`. */
  readonly account: string;
  readonly limits: ChannelLimits;
  /** Resolves when the channel tries to connect; it reports success through `health`. */
  start(sink: ChannelSink): Promise<void>;
  /** Stops taking messages; one in hand is still kept. */
  stop(): Promise<void>;
  /** Sends one message; throws {@link ChannelError}, and nothing else. */
  send(outbound: Outbound): Promise<{ externalId: string }>;
  /** Shows "typing…" where there is such a thing; never throws. */
  typing(chatId: string): Promise<void>;
  /** Fetches a file announced in a message by `MediaRef.source`; throws {@link ChannelError}. */
  fetch(media: MediaRef): Promise<FetchedMedia>;
  health(): ChannelHealth;
  /** Why this citizen cannot be written to now; null, or absent, where nothing is known against it. */
  closed?(chatId: string): ClosedRoad | null;
}
