import type { ChannelHealth } from '../models/channel.js';
import { COMPLAINT_MOVES, type Complaint } from '../models/complaint.js';
import type { Conversation, EmergencyCard, Owner } from '../models/conversation.js';
import type { Content, Message, OutboundContent } from '../models/message.js';
import type { Operator } from '../models/operator.js';
import type {
  ComplaintView,
  ConversationRow,
  EmergencyView,
  MessageView,
  OperatorView,
  OwnerView,
  Wire,
} from './contract.js';

/** Longest preview of a story in a list. */
const PREVIEW_CHARACTERS = 160;

/** A noun as JSON: dates become ISO strings, absent fields stay absent. */
export function wire<T>(value: T): Wire<T> {
  return JSON.parse(JSON.stringify(value)) as Wire<T>;
}

/** An operator without the password hash. */
export function operatorView(operator: Operator): OperatorView {
  const { id, email, name, role, language, mustChangePassword } = operator;
  return { id, email, name, role, language, mustChangePassword, disabled: !!operator.disabledAt };
}

/** One line of the inbox; `newest` is the newest complaint of the conversation, if any. */
export function conversationRow(
  conversation: Conversation,
  newest: Complaint | null,
): ConversationRow {
  const running = conversation.danger > 0 ? conversation.emergency : undefined;
  return {
    id: conversation.id,
    channel: conversation.channel,
    citizenName: conversation.citizen.name ?? null,
    language: conversation.citizen.language,
    owner: ownerView(conversation.owner),
    danger: conversation.danger,
    lastText: preview(conversation, newest),
    lastAt: conversation.lastAt.toISOString(),
    waitingSince: conversation.waitingSince?.toISOString() ?? null,
    firstCitizenAt: conversation.firstCitizenAt.toISOString(),
    lastCitizenAt: conversation.lastCitizenAt.toISOString(),
    unseen: conversation.unseen,
    category: running?.triage.category ?? newest?.category ?? null,
    urgency: running?.triage.urgency ?? newest?.urgency ?? null,
    references: [...conversation.references],
    alarm: running ? { words: running.words, since: running.openedAt.toISOString() } : null,
    changed: conversation.changed,
  };
}

/** While the bot has it, the last words are answers to the bot ("1", "Kirim"): the story says more. */
function preview({ owner, lastText }: Conversation, newest: Complaint | null): string {
  if (owner.kind !== 'bot' || !newest) return lastText;
  return newest.description.replace(/\s+/g, ' ').slice(0, PREVIEW_CHARACTERS);
}

function ownerView(owner: Owner): OwnerView {
  return wire(owner);
}

/** The operator's card of a running or past emergency. */
export function emergencyView(card: EmergencyCard): EmergencyView {
  const view = wire(card);
  return {
    words: view.words,
    triage: card.triage,
    openedAt: view.openedAt,
    ...(view.place ? { place: view.place } : {}),
    ...(view.people === undefined ? {} : { people: view.people }),
    ...(view.confirmed ? { confirmed: view.confirmed } : {}),
    ...(view.facts ? { facts: view.facts } : {}),
  };
}

/** A complaint with the name of its agency and the moves that are legal now. */
export function complaintView(complaint: Complaint, agencyName: string): ComplaintView {
  const { id: _, conversationId: __, changed: ___, agencyId, ...shown } = complaint;
  return {
    ...wire(shown),
    triage: complaint.triage,
    reporter: complaint.reporter,
    agency: { id: agencyId, name: agencyName },
    moves: [...COMPLAINT_MOVES[complaint.status]],
  };
}

/** A message as operators see it: no vendor ids, and never what a channel needs to fetch a file. */
export function messageView(message: Message): MessageView {
  const { id, conversationId, direction, author, order, changed, delivery } = message;
  return {
    id,
    conversationId,
    direction,
    author,
    content: withoutSource(message.content),
    order,
    changed,
    at: message.at.toISOString(),
    ...(delivery ? { delivery: deliveryView(delivery) } : {}),
    ...(message.originalText === undefined ? {} : { originalText: message.originalText }),
    ...(message.deletedAt ? { deletedAt: message.deletedAt.toISOString() } : {}),
    ...(message.reactions?.length ? { reactions: message.reactions } : {}),
    ...(message.replyTo ? { replyTo: message.replyTo } : {}),
    ...(message.mentions?.length ? { mentions: message.mentions } : {}),
    ...heldView(message),
  };
}

function heldView({ hold, delivery, takenBackAt }: Message) {
  if (takenBackAt) return { takenBackAt: takenBackAt.toISOString() };
  return hold && delivery?.state === 'queued' ? { heldUntil: hold.until.toISOString() } : {};
}

function deliveryView(
  delivery: NonNullable<Message['delivery']>,
): NonNullable<MessageView['delivery']> {
  const { attempts: _, ...shown } = delivery;
  return wire(shown);
}

function withoutSource(content: Content | OutboundContent): Content | OutboundContent {
  if (!('media' in content)) return content;
  const { source: _, ...media } = content.media;
  return { ...content, media };
}

/** A channel's health without the text of the QR code: who holds that can pair a phone. */
export function healthView(health: ChannelHealth): Wire<ChannelHealth> {
  const { qr: _, ...shown } = health;
  return wire(shown);
}
