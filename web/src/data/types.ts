/**
 * The words of the contract, under the names the pages use. Everything is derived from
 * handoff/contract.ts, the only file of the server that the pages know; the tables below fail to
 * compile when the contract gains or loses a word.
 */
import type {
  ChannelView,
  ComplaintView,
  ConversationDetail,
  ConversationPage,
  ConversationRow,
  InboxCounts,
  InboxView,
  LiveEvent,
  MessagePage,
  MessageView,
  ModelFigures,
  ModelView,
  OperatorView,
  OwnerView,
  Permission,
  Problem,
  ReplyBody,
  SessionView,
} from '../../../src/handoff/contract.js';

export type {
  ChannelView,
  ComplaintPatch,
  ComplaintView,
  CorrectionPage,
  CorrectionView,
  Doing,
  EmergencyView,
  MentionView,
  ModelVersionView,
  OperatorAnswer,
  PersonHere,
  QuickReplyBody,
  QuickReplyView,
} from '../../../src/handoff/contract.js';
export type {
  ConversationDetail,
  ConversationPage,
  ConversationRow,
  InboxCounts,
  InboxView,
  LiveEvent,
  MessagePage,
  MessageView,
  ModelFigures,
  ModelView,
  OperatorView,
  OwnerView,
  Permission,
  Problem,
  ReplyBody,
  SessionView,
};

export type Category = ComplaintView['category'];
export type Urgency = ComplaintView['urgency'];
export type Status = ComplaintView['status'];
export type Triage = ComplaintView['triage'];
export type Reason = Triage['reasons'][number];
export type Place = ComplaintView['place'];
export type Channel = ConversationRow['channel'];
export type Language = OperatorView['language'];
export type Role = OperatorView['role'];
export type Health = ChannelView['health'];
export type Outcome = Extract<OwnerView, { kind: 'closed' }>['outcome'];
export type Delivery = NonNullable<MessageView['delivery']>;
export type Content = MessageView['content'];
export type MediaContent = Extract<Content, { media: unknown }>;
export type MediaRef = MediaContent['media'];
export type Quote = NonNullable<MessageView['replyTo']>;
export type Pin = Extract<Content, { kind: 'location' }>;

function words<Word extends string>(table: Record<Word, true>): readonly Word[] {
  return Object.keys(table) as Word[];
}

export const CATEGORIES = words<Category>({
  road: true,
  power: true,
  water: true,
  waste: true,
  admin_service: true,
  corruption: true,
  education: true,
  health: true,
  law_order: true,
  social: true,
  transport: true,
  fire: true,
  accident: true,
  medical: true,
  disaster: true,
  animal_rescue: true,
  other: true,
});
export const STATUSES = words<Status>({
  filed: true,
  verified: true,
  forwarded: true,
  in_progress: true,
  resolved: true,
  rejected: true,
  closed: true,
});
export const URGENCIES = words<Urgency>({ emergency: true, high: true, normal: true, low: true });
export const ROLES = words<Role>({ operator: true, supervisor: true, admin: true });
export const OUTCOMES = words<Outcome>({
  solved: true,
  'information-given': true,
  duplicate: true,
  prank: true,
  silent: true,
  'not-ours': true,
});
export type Measure = Exclude<keyof ModelFigures, 'messages' | 'emergencies'>;
export type Training = Extract<NonNullable<ModelView['retraining']>, { state: 'running' }>;
export const STAGES = words<Training['stage']>({
  reading: true,
  learning: true,
  'measuring-old': true,
  'measuring-new': true,
});
export const VIEWS = words<InboxView>({ waiting: true, mine: true, all: true });
