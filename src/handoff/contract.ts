/**
 * What travels between the inbox (web/) and the server, and all that web/ may import of src/.
 * Dates are ISO 8601 strings here: this is JSON.
 */
import type { Category, SpokenLanguage, Urgency } from '../models/category.js';
import type { ChannelHealth, ChannelLimits, ChannelName, ClosedRoad } from '../models/channel.js';
import type { ComplaintStatus, HistoryEntry, Reporter } from '../models/complaint.js';
import type {
  Danger,
  HandoffReason,
  InboxCounts,
  InboxView,
  Outcome,
} from '../models/conversation.js';
import type { Correction, CorrectionState } from '../models/correction.js';
import type { EmergencyRecord } from '../models/emergency.js';
import type { Facts } from '../models/facts.js';
import type {
  Author,
  Content,
  DeliveryState,
  Direction,
  OutboundContent,
  Quote,
} from '../models/message.js';
import type { Figures, ModelState, ModelVersion } from '../models/model-version.js';
import type { Role } from '../models/operator.js';
import type { Place } from '../models/place.js';
import type { QuickReply, QuickReplyText } from '../models/quick-reply.js';
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
  'quick-reply.manage',
  'complaint.change',
  'media.read',
  'channel.read',
  'channel.manage',
  'model.read',
  'model.manage',
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
  /** Offsets count in `toldText(words, people, place.words)`. */
  facts?: Wire<Facts>;
}

export interface ComplaintView {
  reference: string;
  description: string;
  category: Category;
  urgency: Urgency;
  triage: Triage;
  categoryBy: 'triage' | 'citizen' | 'operator';
  place: Wire<Place>;
  /** Offsets count in `toldText(description, place.words)`. */
  facts?: Wire<Facts>;
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

export type QuestionKey = 'where' | 'what' | 'who' | 'safe' | 'still' | 'call';

/** A question whose answer is not on the card, in the citizen's language. */
export interface QuestionView {
  key: QuestionKey;
  text: string;
}

/** Safety advice in the citizen's language; a draft until the service that answers for it approves. */
export interface AdviceView {
  event: string;
  text: string;
  approvedBy: string | null;
}

/** GET /api/emergencies: what happened when, and who did it. */
export type EmergencyTimes = Wire<EmergencyRecord>;

/** What an operator needs besides the facts of an emergency. */
export interface EmergencyDeskView {
  times: EmergencyTimes;
  /** Most pressing first. */
  questions: QuestionView[];
  advice: AdviceView;
  /** Whom to call for this event, who is in charge first. */
  contacts: { id: string; name: Record<SpokenLanguage, string>; phone: string }[];
}

/** GET /api/emergencies?from=TIME&to=TIME&limit=1000 */
export interface EmergencyReport {
  emergencies: EmergencyTimes[];
}

/** GET /api/emergencies/open: gravest first, then longest waiting. */
export interface OpenEmergencies {
  conversations: ConversationRow[];
}

/** GET /api/devices/key */
export interface PushKey {
  publicKey: string;
}

/** GET /api/conversations/:id */
export interface ConversationDetail extends ConversationRow {
  phone: string | null;
  emergency: EmergencyView | null;
  /** Only with an emergency. */
  emergencyDesk?: EmergencyDeskView;
  complaints: ComplaintView[];
  limits: ChannelLimits;
  channelHealth: Wire<ChannelHealth>;
  /** Why this citizen cannot be written to now. */
  closed?: Wire<ClosedRoad>;
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
  /** What it answers, as it was said then. */
  replyTo?: Quote;
  /** Notes: the colleagues it calls. */
  mentions?: { id: string; name: string }[];
  /** Until then it can be taken back (DELETE /api/messages/:id): it has not left. */
  heldUntil?: string;
  /** Its writer took it back; it never left. */
  takenBackAt?: string;
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
  /** Id of the message that is answered. */
  replyTo?: string | undefined;
  /** Replies: kept at once, sent after five seconds, so that it can be taken back. */
  hold?: boolean | undefined;
  /** Notes: ids of the colleagues who are called. */
  mentions?: string[] | undefined;
}

/** POST /api/conversations/:id/presence: said again every 20 seconds, and while typing every 3. */
export interface PresenceBody {
  doing: Doing | 'gone';
}
export type Doing = 'looking' | 'typing';

/** A colleague at a conversation. Kept in memory only, and over at `until` unless said again. */
export interface PersonHere {
  operatorId: string;
  name: string;
  doing: Doing;
  until: string;
}

/** A note called the signed-in person, who has not looked yet. */
export interface MentionView {
  messageId: string;
  conversationId: string;
  by: { id: string; name: string };
  text: string;
  at: string;
}

/** GET /api/colleagues: who can be called in a note. */
export interface ColleaguePage {
  colleagues: { id: string; name: string }[];
}

export type QuickReplyView = QuickReply;

/** GET /api/quick-replies */
export interface QuickReplyPage {
  quickReplies: QuickReplyView[];
}

/** POST /api/quick-replies; PATCH /api/quick-replies/:id with the `version` that was shown. */
export type QuickReplyBody = QuickReplyText;

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
  /** Everybody who is at this conversation now. */
  | { type: 'presence'; conversationId: string; people: PersonHere[] }
  /** Every unseen mention of the signed-in person. */
  | { type: 'mentions'; mentions: MentionView[] }
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

/** GET /api/model, and the answer of every act on it. */
export type ModelView = Wire<ModelState> & { counts: Record<CorrectionState, number> };
export type ModelVersionView = Wire<ModelVersion>;
export type ModelFigures = Figures;

/** A correction, masked. */
export type CorrectionView = Wire<Correction>;

/** GET /api/model/corrections?after=ID&limit=50 */
export interface CorrectionPage {
  corrections: CorrectionView[];
  /** Pass as `after` for the next page; null at the end. */
  next: string | null;
}

/** GET /api/channels */
export interface ChannelPage {
  channels: ChannelView[];
}

export type { InboxCounts, InboxView };
