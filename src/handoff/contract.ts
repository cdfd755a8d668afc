/**
 * What travels between the inbox (web/) and the server, and all that web/ may import of src/.
 * Dates are ISO 8601 strings here: this is JSON.
 */
import type { Category, SpokenLanguage, Urgency } from '../models/category.js';
import type { ChannelHealth, ChannelLimits, ChannelName } from '../models/channel.js';
import type { ComplaintStatus, HistoryEntry, Reporter } from '../models/complaint.js';
import type {
  Danger,
  HandoffReason,
  InboxCounts,
  InboxView,
  Outcome,
} from '../models/conversation.js';
import type {
  Author,
  Content,
  DeliveryState,
  Direction,
  OutboundContent,
} from '../models/message.js';
import type { Role } from '../models/operator.js';
import type { Place } from '../models/place.js';
import type { Triage } from '../models/triage.js';

/** Dates become strings on the wire. */
export type Wire<T> = T extends Date
  ? string
  : T extends (infer Item)[]
    ? Wire<Item>[]
    : T extends object
      ? { [Key in keyof T]: Wire<T[Key]> }
      : T;

export interface OperatorView {
  id: string;
  email: string;
  name: string;
  role: Role;
  language: SpokenLanguage;
  mustChangePassword: boolean;
  disabled: boolean;
}

/** GET /api/session */
export interface SessionView {
  operator: OperatorView;
  organisation: string;
  timeZone: string;
  /** Named permissions of the operator's role; the server decides, the page only hides buttons. */
  permissions: Permission[];
  /** Latest `changed` stamp: where to start listening. */
  changed: number;
}

export const PERMISSIONS = [
  'conversation.read',
  'conversation.claim',
  'conversation.take-over',
  'conversation.reply',
  'conversation.note',
  'conversation.release',
  'conversation.close',
  'complaint.change',
  'media.read',
  'channel.read',
  'channel.manage',
  'operator.read',
  'operator.manage',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export type OwnerView =
  | { kind: 'bot' }
  | { kind: 'waiting'; reason: HandoffReason; since: string }
  | { kind: 'operator'; operatorId: string; name: string; since: string }
  | { kind: 'closed'; outcome: Outcome; since: string };

/** One line of the list; also what a live event carries. */
export interface ConversationRow {
  id: string;
  channel: ChannelName;
  citizenName: string | null;
  language: SpokenLanguage;
  owner: OwnerView;
  danger: Danger;
  lastText: string;
  lastAt: string;
  waitingSince: string | null;
  firstCitizenAt: string;
  lastCitizenAt: string;
  unseen: number;
  /** Of the newest complaint or the running emergency. */
  category: Category | null;
  urgency: Urgency | null;
  references: string[];
  /** The running emergency: the citizen's dangerous words, and when they came. */
  alarm: { words: string; since: string } | null;
  changed: number;
}

export interface EmergencyView {
  words: string;
  triage: Triage;
  openedAt: string;
  place?: Wire<Place>;
  people?: string;
  confirmed?: 'yes' | 'no';
}

export interface ComplaintView {
  reference: string;
  description: string;
  category: Category;
  urgency: Urgency;
  triage: Triage;
  categoryBy: 'triage' | 'citizen' | 'operator';
  place: Wire<Place>;
  mediaIds: string[];
  reporter: Reporter;
  agency: { id: string; name: string };
  status: ComplaintStatus;
  /** Legal next states. */
  moves: ComplaintStatus[];
  dueAt: string;
  filedAt: string;
  lastPublicNote?: string;
  history: Wire<HistoryEntry>[];
  version: number;
}

/** GET /api/conversations/:id */
export interface ConversationDetail extends ConversationRow {
  phone: string | null;
  emergency: EmergencyView | null;
  complaints: ComplaintView[];
  limits: ChannelLimits;
  channelHealth: Wire<ChannelHealth>;
}

export interface MessageView {
  id: string;
  conversationId: string;
  direction: Direction;
  author: Author;
  /** `media.source` is never sent. */
  content: Content | OutboundContent;
  order: number;
  changed: number;
  at: string;
  delivery?: { state: DeliveryState; at: string; maybeTwice?: boolean; problem?: string };
  originalText?: string;
  /** The citizen took it back; `content` still is what it said. */
  deletedAt?: string;
  reactions?: { by: 'citizen' | 'operator'; emoji: string }[];
}

/** GET /api/conversations?view=waiting&after=ID&limit=50 */
export interface ConversationPage {
  conversations: ConversationRow[];
  /** Pass as `after` for the next page; null at the end. */
  next: string | null;
  counts: InboxCounts;
}

/** GET /api/conversations/:id/messages?before=ORDER&after=ORDER&limit=50, in order */
export interface MessagePage {
  messages: MessageView[];
  /** True when there are older ones. */
  more: boolean;
}

/** POST /api/conversations/:id/reply and /note. `clientId` makes a repeat harmless. */
export interface ReplyBody {
  clientId: string;
  text?: string | undefined;
  mediaId?: string | undefined;
}

/** POST /api/conversations/:id/claim. `force` takes it from a colleague (`conversation.take-over`). */
export interface ClaimBody {
  force?: boolean;
}

/** PATCH /api/complaints/:reference */
export interface ComplaintPatch {
  version: number;
  category?: Category | undefined;
  urgency?: Urgency | undefined;
  status?: ComplaintStatus | undefined;
  publicNote?: string | undefined;
}

export interface ChannelView {
  name: ChannelName;
  account: string;
  health: Wire<ChannelHealth>;
  /** WhatsApp while it waits to be paired: the QR code as an SVG document. */
  qrSvg?: string;
  limits: ChannelLimits;
}

/**
 * GET /api/live (server-sent events). The event id is the `changed` stamp it brings the client up to;
 * `Last-Event-ID` (or `?after=`) resumes. Everything is a full state, so applying it twice is harmless.
 * Every 15 seconds an event named `ping` (no data to read) carries the newest id.
 */
export type LiveEvent =
  | { type: 'conversation'; row: ConversationRow }
  | { type: 'message'; message: MessageView }
  | { type: 'counts'; counts: InboxCounts }
  | { type: 'channels'; channels: ChannelView[] }
  /** The session ended (signed out elsewhere, disabled): show the sign-in. */
  | { type: 'goodbye' }
  /** Too much happened while the line was broken: fetch everything shown again. */
  | { type: 'reset' };

/** Every error answer. `code` is in docs/errors.md. */
export interface Problem {
  code: string;
  message: string;
  remedy: string;
  /** Where the input is wrong, field by field. */
  fields?: Record<string, string>;
  /** Names the log line of an unexpected failure; also in the X-Request-Id header. */
  requestId?: string;
}

/** GET /api/operators */
export interface OperatorPage {
  operators: OperatorView[];
}

/** POST /api/operators, PATCH /api/operators/:id. The one-time password is shown this once. */
export interface OperatorAnswer {
  operator: OperatorView;
  oneTimePassword?: string;
}

/** GET /api/channels */
export interface ChannelPage {
  channels: ChannelView[];
}

export type { InboxCounts, InboxView };
