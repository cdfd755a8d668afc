import type { ChannelName } from './channel.js';

/** A file that came with a message or is to be sent with one. */
export interface MediaRef {
  /** Id in the media store; null while it is still to be fetched, or when that failed for good. */
  mediaId: string | null;
  mimeType: string;
  bytes: number;
  fileName?: string;
  durationSeconds?: number;
  width?: number;
  height?: number;
  /** What the channel needs to fetch the file later, opaque to everyone else. Never shown. */
  source?: string;
  /** Why there is no file: over the size limit, expired at the vendor, refused type. */
  missing?: 'too-large' | 'expired' | 'refused' | 'failed';
}

export type MediaKind = 'photo' | 'video' | 'audio' | 'document' | 'sticker';

/** What one message says, in our words. Vendor words stop at the channel. */
export type Content =
  | { kind: 'text'; text: string }
  | { kind: 'choice'; value: string; label: string }
  | {
      kind: 'location';
      latitude: number;
      longitude: number;
      accuracyMetres?: number;
      name?: string;
      address?: string;
    }
  | { kind: MediaKind; media: MediaRef; caption?: string }
  | { kind: 'contact'; name: string; phone: string }
  | { kind: 'edit'; target: string; text: string }
  | { kind: 'reaction'; target: string; emoji: string }
  | { kind: 'unsupported'; what: string };

/** One thing to choose; `value` comes back in a `choice`. */
export interface Choice {
  value: string;
  label: string;
}

/** What we send. `replyChoices` are rendered as buttons or a numbered menu by the channel. */
export type OutboundContent =
  | { kind: 'text'; text: string; choices?: Choice[]; ask?: 'location' }
  | { kind: MediaKind; media: MediaRef; caption?: string }
  | { kind: 'location'; latitude: number; longitude: number; name?: string };

export type Author =
  | { kind: 'citizen' }
  | { kind: 'bot' }
  | { kind: 'operator'; operatorId: string; name: string }
  /** Somebody answered on the paired phone itself. */
  | { kind: 'phone' };

/**
 * Where an outgoing message is.
 * `queued` kept, not yet tried · `sending` handed to the channel, outcome unknown ·
 * `sent` `delivered` `read` as the channel reports · `failed` gave up, an operator must see it ·
 * `withheld` a human took over before it went out.
 */
export const DELIVERY_STATES = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'withheld',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export interface Delivery {
  state: DeliveryState;
  at: Date;
  attempts: number;
  /** The process died between `sending` and `sent`: the citizen may have got it twice. */
  maybeTwice?: boolean;
  /** Why it failed, in words for an operator. */
  problem?: string;
}

/** The message that another one answers, as it was said then. */
export interface Quote {
  /** Id of the message that is answered. */
  id: string;
  by: Author['kind'];
  /** A short text of it, for those who do not have the message at hand. */
  text: string;
}

/**
 * An operator's answer is kept at once and leaves some seconds later, so that it can be taken back.
 * What the conversation looked like before it stands here, to be put back then.
 */
export interface Hold {
  until: Date;
  before: { waitingSince: Date | null; lastText: string; lastAt: Date };
}

/** `in` from the citizen, `out` to the citizen, `note` among operators only. */
export type Direction = 'in' | 'out' | 'note';

export interface Message {
  id: string;
  conversationId: string;
  channel: ChannelName;
  account: string;
  /** The vendor's address of the chat. */
  chatId: string;
  /** The vendor's id; null until an outgoing message was sent. */
  externalId: string | null;
  direction: Direction;
  author: Author;
  content: Content | OutboundContent;
  /** Strictly increasing within a conversation, in order of arrival or writing. */
  order: number;
  /** Increases at every write to this message; live views resume from it. */
  changed: number;
  /** When we kept it. */
  at: Date;
  /** When the vendor says it was written, if it says. */
  vendorAt?: Date;
  /** Inbound: when the bot or the handoff had dealt with it; null while unread. */
  readAt?: Date | null;
  /** Outbound only. */
  delivery?: Delivery;
  /** Text as first written, when the citizen edited it since. */
  originalText?: string;
  /** When the citizen took it back ("deleted for everybody"); `content` still is what it said. */
  deletedAt?: Date;
  /** Reactions on this message, newest per author. */
  reactions?: { by: 'citizen' | 'operator'; emoji: string }[];
  replyTo?: Quote;
  /** Notes: the colleagues it calls. */
  mentions?: { id: string; name: string }[];
  hold?: Hold;
  /** When the operator took it back, before it left: `delivery` is `withheld`. */
  takenBackAt?: Date;
}

/**
 * A message as it arrives: kept under (channel, account, externalId), exactly once. What somebody
 * wrote on the paired phone itself (author `phone`) is kept as `out`, sent; all else as `in`.
 */
export interface NewInbound {
  id: string;
  conversationId: string;
  channel: ChannelName;
  account: string;
  /** Kept with the message, so that its conversation can be made anew after a crash between the two. */
  chatId: string;
  externalId: string;
  content: Content;
  at: Date;
  vendorAt?: Date;
  author: Author;
  replyTo?: Quote;
}

/** A message to go out (or a note): kept under its own id, exactly once. */
export interface NewOutbound {
  /** Deterministic for the bot's answers, so that writing them twice is writing them once. */
  id: string;
  conversationId: string;
  channel: ChannelName;
  account: string;
  chatId: string;
  direction: 'out' | 'note';
  author: Author;
  content: OutboundContent;
  at: Date;
  replyTo?: Quote;
  mentions?: { id: string; name: string }[];
  hold?: Hold;
}

/** The verbs of kept messages. Each is safe to repeat. */
export interface Messages {
  /** Keeps an inbound message; false when (channel, account, externalId) was kept before. */
  keep(message: NewInbound): Promise<boolean>;
  /**
   * Keeps outgoing messages and notes, `queued`; those whose id exists are left as they are. With
   * `soon` it does not wait for the disk: `startSending` does, before anything leaves.
   */
  write(messages: NewOutbound[], options?: { soon?: boolean }): Promise<void>;
  find(id: string): Promise<Message | null>;
  /** What we sent under a vendor's id. */
  findSent(where: {
    channel: ChannelName;
    account: string;
    externalId: string;
  }): Promise<Message | null>;
  /** Inbound messages nobody has dealt with, oldest first. */
  unread(conversationId: string): Promise<Message[]>;
  markRead(ids: string[], at: Date): Promise<void>;
  /** Outgoing messages still `queued` or `sending`, oldest first. */
  unsent(conversationId: string): Promise<Message[]>;
  /** `queued` or `sending` → `sending`; false when it is in another state. One step. */
  startSending(id: string, at: Date): Promise<boolean>;
  /** Sets the outcome of a send. */
  finishSending(
    id: string,
    outcome: {
      state: 'sent' | 'failed' | 'queued' | 'withheld';
      externalId?: string;
      problem?: string;
    },
    at: Date,
  ): Promise<void>;
  /** Everything of the bot still `queued` becomes `withheld`. */
  withholdBot(conversationId: string, at: Date): Promise<number>;
  /**
   * The operator's own answer that nobody has tried to send yet becomes `withheld`, in one step with
   * the look; taking it back again returns it again. Null when it is on its way, or not theirs.
   */
  takeBack(id: string, operatorId: string, at: Date): Promise<Message | null>;
  /** A channel's report; never moves a state backwards. Unknown ids are ignored: they are not ours. */
  report(
    where: { channel: ChannelName; account: string; externalId: string },
    state: 'sent' | 'delivered' | 'read' | 'failed',
    at: Date,
    problem?: string,
  ): Promise<string | null>;
  /** Fills in a fetched file, or why there is none. */
  setMedia(id: string, media: MediaRef): Promise<void>;
  /** Applies an edit (to nothing: a deletion) or a reaction of the citizen to its message. */
  amend(
    where: { channel: ChannelName; account: string; externalId: string },
    change: { text: string } | { emoji: string },
    at: Date,
  ): Promise<string | null>;
  /** A page of a thread in order; `before`/`after` are `order` values, exclusive. */
  page(
    conversationId: string,
    range: { before?: number; after?: number; limit: number },
  ): Promise<Message[]>;
  /** Messages written or changed after `changed`, oldest change first. */
  changedSince(changed: number, limit: number): Promise<Message[]>;
  /** What a restart must ring: conversations with unread or unsent messages, messages with a file to fetch. */
  unfinished(): Promise<{ unread: string[]; unsent: string[]; media: string[] }>;
}
