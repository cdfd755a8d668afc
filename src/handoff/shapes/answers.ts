import { z } from 'zod';
import {
  CATEGORIES,
  INTENTS,
  SPOKEN_LANGUAGES,
  type TriageLanguage,
  URGENCIES,
} from '../../models/category.js';
import { CHANNEL_NAMES, HEALTH_STATES } from '../../models/channel.js';
import { COMPLAINT_STATUSES } from '../../models/complaint.js';
import { HANDOFF_REASONS, OUTCOMES } from '../../models/conversation.js';
import { ROLES } from '../../models/operator.js';
import { PERMISSIONS } from '../contract.js';
import { area, facts } from './facts.js';
import { MESSAGE_SHAPES } from './messages.js';
import { MODEL_SHAPES } from './model.js';
import { counted, maybe, moment, text } from './plain.js';

/** What goes out, name by name, as in contract.ts: a test compares the types and real answers. */

const TRIAGE_LANGUAGES = ['id', 'plm', 'jv', 'su', 'min', 'en'] as const satisfies TriageLanguage[];

const operator = z.strictObject({
  id: text,
  email: text,
  name: text,
  role: z.enum(ROLES),
  language: z.enum(SPOKEN_LANGUAGES),
  mustChangePassword: z.boolean(),
  disabled: z.boolean(),
});

const session = z.strictObject({
  operator,
  organisation: text,
  timeZone: text,
  permissions: z.array(z.enum(PERMISSIONS)),
  changed: counted,
});

const owner = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bot') }),
  z.strictObject({ kind: z.literal('waiting'), reason: z.enum(HANDOFF_REASONS), since: moment }),
  z.strictObject({ kind: z.literal('operator'), operatorId: text, name: text, since: moment }),
  z.strictObject({ kind: z.literal('closed'), outcome: z.enum(OUTCOMES), since: moment }),
]);

const row = z.strictObject({
  id: text,
  channel: z.enum(CHANNEL_NAMES),
  citizenName: text.nullable(),
  language: z.enum(SPOKEN_LANGUAGES),
  owner,
  danger: z.literal([0, 1, 2]),
  lastText: text,
  lastAt: moment,
  waitingSince: moment.nullable(),
  firstCitizenAt: moment,
  lastCitizenAt: moment,
  unseen: counted,
  category: z.enum(CATEGORIES).nullable(),
  urgency: z.enum(URGENCIES).nullable(),
  references: z.array(text),
  alarm: z.strictObject({ words: text, since: moment }).nullable(),
  changed: counted,
});

const chance = z.number().min(0).max(1);
const triage = z.strictObject({
  category: z.enum(CATEGORIES),
  categories: z.array(z.strictObject({ category: z.enum(CATEGORIES), p: chance })),
  urgency: z.enum(URGENCIES),
  urgencies: z.strictObject({ emergency: chance, high: chance, normal: chance, low: chance }),
  intent: z.enum(INTENTS),
  alarm: z.enum(['certain', 'suspected', 'no']),
  confidence: chance,
  abstain: z.boolean(),
  reasons: z.array(z.strictObject({ words: text, rule: text, start: counted, end: counted })),
  language: z.enum(TRIAGE_LANGUAGES),
  model: text,
});

const place = z.strictObject({
  point: maybe(
    z.strictObject({
      latitude: z.number(),
      longitude: z.number(),
      accuracyMetres: maybe(z.number()),
    }),
  ),
  pointAt: maybe(moment),
  words: maybe(text),
  area: maybe(area),
  landmark: maybe(text),
});

const emergency = z.strictObject({
  words: text,
  triage,
  openedAt: moment,
  place: maybe(place),
  people: maybe(text),
  confirmed: maybe(z.enum(['yes', 'no'])),
  facts: maybe(facts),
});

const history = z.strictObject({
  at: moment,
  by: text,
  operatorId: maybe(text),
  what: z.enum(['filed', 'category', 'urgency', 'status', 'agency', 'due', 'public-note', 'place']),
  from: maybe(text),
  to: maybe(text),
  publicNote: maybe(text),
});

const complaint = z.strictObject({
  reference: text,
  description: text,
  category: z.enum(CATEGORIES),
  urgency: z.enum(URGENCIES),
  triage,
  categoryBy: z.enum(['triage', 'citizen', 'operator']),
  place,
  facts: maybe(facts),
  mediaIds: z.array(text),
  reporter: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('named'), name: text }),
    z.strictObject({ kind: z.literal('anonymous') }),
    z.strictObject({ kind: z.literal('secret'), name: maybe(text) }),
  ]),
  agency: z.strictObject({ id: text, name: text }),
  status: z.enum(COMPLAINT_STATUSES),
  moves: z.array(z.enum(COMPLAINT_STATUSES)),
  dueAt: moment,
  filedAt: moment,
  lastPublicNote: maybe(text),
  history: z.array(history),
  version: counted,
});

const limits = z.strictObject({
  textCharacters: counted,
  captionCharacters: counted,
  choices: counted,
  choiceCharacters: counted,
  uploadBytes: counted,
  downloadBytes: counted,
  quotes: maybe(z.boolean()),
  reportsDelivery: z.boolean(),
});

const health = z.strictObject({ state: z.enum(HEALTH_STATES), detail: text, since: moment });

const act = z.strictObject({ operatorId: text, name: text, at: moment });
const times = z.strictObject({
  conversationId: text,
  openedAt: moment,
  shown: z.array(act),
  accepted: z.array(act),
  lost: z.array(act),
  firstWordsAt: maybe(moment),
  closedAt: maybe(moment),
  outcome: maybe(z.enum(OUTCOMES)),
});

const emergencyDesk = z.strictObject({
  times,
  questions: z.array(
    z.strictObject({
      key: z.enum(['where', 'what', 'who', 'safe', 'still', 'call']),
      text,
    }),
  ),
  advice: z.strictObject({ event: text, text, approvedBy: text.nullable() }),
  contacts: z.array(
    z.strictObject({ id: text, name: z.strictObject({ id: text, en: text }), phone: text }),
  ),
});

const detail = row.extend({
  phone: text.nullable(),
  emergency: emergency.nullable(),
  emergencyDesk: maybe(emergencyDesk),
  complaints: z.array(complaint),
  limits,
  channelHealth: health,
  closed: maybe(
    z.strictObject({
      reason: z.enum(['blocked', 'restricted', 'window']),
      until: maybe(moment),
    }),
  ),
});

const counts = z.strictObject({
  waiting: counted,
  emergencies: counted,
  mine: counted,
  all: counted,
});

const channel = z.strictObject({
  name: z.enum(CHANNEL_NAMES),
  account: text,
  health,
  qrSvg: maybe(text),
  limits,
});

const mention = z.strictObject({
  messageId: text,
  conversationId: text,
  by: z.strictObject({ id: text, name: text }),
  text,
  at: moment,
});

const personHere = z.strictObject({
  operatorId: text,
  name: text,
  doing: z.enum(['looking', 'typing']),
  until: moment,
});

const quickReply = z.strictObject({
  id: text,
  shortcut: text,
  text: z.strictObject({ id: text, en: text }),
  category: z.enum(CATEGORIES).nullable(),
  status: z.enum(COMPLAINT_STATUSES).nullable(),
  version: counted,
});

const { MessageView: message } = MESSAGE_SHAPES;

/** Every answer that the routes name, and the parts that they share. */
export const ANSWERS = {
  ...MESSAGE_SHAPES,
  ...MODEL_SHAPES,
  OperatorView: operator,
  SessionView: session,
  OwnerView: owner,
  ConversationRow: row,
  Triage: triage,
  Place: place,
  EmergencyView: emergency,
  ComplaintView: complaint,
  ConversationDetail: detail,
  EmergencyTimes: times,
  EmergencyDeskView: emergencyDesk,
  EmergencyReport: z.strictObject({ emergencies: z.array(times) }),
  OpenEmergencies: z.strictObject({ conversations: z.array(row) }),
  PushKey: z.strictObject({ publicKey: text }),
  InboxCounts: counts,
  ConversationPage: z.strictObject({
    conversations: z.array(row),
    next: text.nullable(),
    counts,
  }),
  MessagePage: z.strictObject({ messages: z.array(message), more: z.boolean() }),
  ChannelView: channel,
  ChannelPage: z.strictObject({ channels: z.array(channel) }),
  ColleaguePage: z.strictObject({
    colleagues: z.array(z.strictObject({ id: text, name: text })),
  }),
  QuickReplyView: quickReply,
  QuickReplyPage: z.strictObject({ quickReplies: z.array(quickReply) }),
  OperatorPage: z.strictObject({ operators: z.array(operator) }),
  OperatorAnswer: z.strictObject({ operator, oneTimePassword: maybe(text) }),
  LiveEvent: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('conversation'), row }),
    z.strictObject({ type: z.literal('message'), message }),
    z.strictObject({ type: z.literal('counts'), counts }),
    z.strictObject({ type: z.literal('channels'), channels: z.array(channel) }),
    z.strictObject({
      type: z.literal('presence'),
      conversationId: text,
      people: z.array(personHere),
    }),
    z.strictObject({ type: z.literal('mentions'), mentions: z.array(mention) }),
    z.strictObject({ type: z.literal('goodbye') }),
    z.strictObject({ type: z.literal('reset') }),
  ]),
} as const;
