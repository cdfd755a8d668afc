import type { SpokenLanguage } from './category.js';
import type { ChannelName } from './channel.js';
import type { NewComplaint } from './complaint.js';
import type { Facts } from './facts.js';
import type { NewOutbound } from './message.js';
import type { Place } from './place.js';
import type { Triage } from './triage.js';

/** Why a person is needed. */
export const HANDOFF_REASONS = [
  'emergency',
  'suspected-emergency',
  'asked',
  'not-understood',
  'question',
  'trouble',
] as const;
export type HandoffReason = (typeof HANDOFF_REASONS)[number];

/** How a closed conversation ended. */
export const OUTCOMES = [
  'solved',
  'information-given',
  'duplicate',
  'prank',
  'silent',
  'not-ours',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * Who answers. Exactly one of these at any time.
 * The bot may speak while `bot` or `waiting`; never while `operator`.
 */
export type Owner =
  | { kind: 'bot' }
  | { kind: 'waiting'; reason: HandoffReason; since: Date }
  | { kind: 'operator'; operatorId: string; name: string; since: Date }
  | { kind: 'closed'; outcome: Outcome; since: Date };
export type OwnerKind = Owner['kind'];

/** 2 danger for certain, 1 suspected, 0 none. Orders the inbox. */
export type Danger = 0 | 1 | 2;

/** What the emergency lane has learnt so far: the operator's card. */
export interface EmergencyCard {
  /** The citizen's dangerous words, verbatim: the first, and those said to a person later. */
  words: string;
  triage: Triage;
  openedAt: Date;
  place?: Place;
  /** Who is in danger, in the citizen's words. */
  people?: string;
  /** The citizen's tap on "is anyone in danger now?"; absent while unanswered. */
  confirmed?: 'yes' | 'no';
  /** What the words, the people and the place's words tell; offsets count in `toldText` of them. */
  facts?: Facts;
}

/** Who writes, as far as the channel tells. A phone number is an attribute, never the identity. */
export interface Citizen {
  name?: string;
  phone?: string;
  language: SpokenLanguage;
}

/**
 * What a turn of the bot decided, kept inside the conversation by the same write that moves it,
 * and carried out right after (and again after a crash): the conversation is the transaction.
 */
export interface Effects {
  /** The turn's number; the ids of its messages derive from it. */
  turn: number;
  out: NewOutbound[];
  file: NewComplaint[];
  /** Inbound messages that this turn dealt with. */
  read: string[];
  /** Ring in so many seconds, to see whether the citizen fell silent (`Silence`). */
  remindInSeconds?: number;
}

/**
 * When a citizen's silence is to be noticed. One bell a conversation is on its way, not one a turn:
 * it may ring too early, when the citizen has written since, and is then hung up anew.
 */
export interface Silence {
  at: Date;
  /** When the bell rings that was hung up last; not after `at`. */
  bellAt: Date;
}

/** One citizen on one channel, for good: closed and reopened, never twice. */
export interface Conversation {
  /** Derived from (channel, account, chatId) by `conversationId`. */
  id: string;
  channel: ChannelName;
  account: string;
  /** The vendor's address of the chat; where answers go. */
  chatId: string;
  citizen: Citizen;
  owner: Owner;
  danger: Danger;
  emergency?: EmergencyCard;
  /** State of the dialogue; opaque JSON to everyone but `dialogue/`. */
  dialogue: unknown;
  /** Increases at every change of owner or dialogue; the guard of `commit`. */
  version: number;
  turn: number;
  effects: Effects | null;
  /** Absent when nobody is waited for. */
  silence?: Silence;
  /** Answers that an operator decided on while owning it, not yet known to be among the messages. */
  unsaid?: NewOutbound[];
  /** What a human promised before giving the conversation back; the bot reads it. */
  returnedNote?: string;
  /** When a human gave the conversation back; absent once the bot has taken it up. */
  returnedAt?: Date;
  /** Short text of what a person said last, for lists: the citizen or an operator, not the bot. */
  lastText: string;
  lastAt: Date;
  /** First citizen message since the last answer by anyone; the clock of the inbox. */
  waitingSince: Date | null;
  firstCitizenAt: Date;
  lastCitizenAt: Date;
  /** Citizen messages that no operator has seen. */
  unseen: number;
  /** References of complaints filed here, newest last. */
  references: string[];
  /** Increases at every write; live views resume from it. */
  changed: number;
  createdAt: Date;
}

/** A citizen's message as the conversation notes it on arrival. */
export interface Arrival {
  id: string;
  channel: ChannelName;
  account: string;
  chatId: string;
  name?: string;
  phone?: string;
  defaultLanguage: SpokenLanguage;
  text: string;
  at: Date;
}

/** What one turn of the bot changes, all of it or nothing. */
export interface TurnChange {
  dialogue: unknown;
  language: SpokenLanguage;
  owner: Owner;
  danger: Danger;
  emergency?: EmergencyCard;
  /** Absent: silence from now on means nothing. */
  silence?: Silence;
  effects: Effects;
  lastText?: string;
  at: Date;
  /** True when the bot's answer ended the citizen's waiting. */
  answered: boolean;
}

/** What the emergency card learnt from a citizen whom a person answers. */
export interface Overheard {
  dialogue: unknown;
  danger: Danger;
  emergency: EmergencyCard;
}

export type InboxView = 'waiting' | 'mine' | 'all';
export interface InboxCounts {
  waiting: number;
  /** Of those waiting: in danger, certain or suspected, and taken by nobody. */
  emergencies: number;
  mine: number;
  all: number;
}

/** The verbs of kept conversations. Check and write are one step in each. */
export interface Conversations {
  find(id: string): Promise<Conversation | null>;
  /** Only who answers, for those who ask often; null when there is no such conversation. */
  ownerOf(id: string): Promise<Owner | null>;
  /** Creates the conversation or notes the arrival on it; a closed one goes back to the bot. */
  arrive(arrival: Arrival): Promise<void>;
  /**
   * Writes a bot turn if `version` is still current and no operator owns the conversation.
   * Returns false otherwise, and nothing was written.
   */
  commit(id: string, version: number, change: TurnChange): Promise<boolean>;
  /**
   * What the bot overheard while an operator owns the conversation; the danger never falls by it.
   * Returns false, and nothing was written, when `version` is not current or no operator owns it.
   */
  learn(id: string, version: number, learnt: Overheard): Promise<boolean>;
  /** Forgets effects that were carried out; no-op when a newer turn stands there. */
  settle(id: string, turn: number): Promise<void>;
  /**
   * Ids with something begun and not ended (effects, an operator's answer, a return to the bot): a
   * restart must settle it.
   */
  unsettled(): Promise<string[]>;
  /**
   * An operator takes the conversation. Null when another operator has it or it does not exist;
   * taking one's own again is fine. `force` takes it from a colleague (supervisors).
   */
  claim(
    id: string,
    operator: { id: string; name: string },
    options: { force: boolean; at: Date },
  ): Promise<Conversation | null>;
  /**
   * The owner answers: the look at the owner, the answer in `unsaid` and its noting are one write.
   * Null when not the owner. Whoever gets the conversation writes the message, then calls `answered`.
   */
  answer(id: string, message: NewOutbound, text: string): Promise<Conversation | null>;
  /**
   * The owner took an answer back that was written at `at`: the newest text is that of before, if
   * nothing was written since, and the citizen waits again since `waitingSince`.
   */
  unanswer(
    id: string,
    operatorId: string,
    undone: { at: Date; lastText: string; lastAt: Date; waitingSince: Date | null },
  ): Promise<void>;
  /** Forgets answers that are among the messages now. */
  answered(id: string, messageIds: string[]): Promise<void>;
  /** The owner gives it back to the bot with an optional note; null when not the owner. */
  release(
    id: string,
    operatorId: string,
    note: string | undefined,
    at: Date,
  ): Promise<Conversation | null>;
  /** Bot or human decides that a person is needed; no-op when an operator owns it already. */
  wait(id: string, reason: HandoffReason, danger: Danger, at: Date): Promise<void>;
  /**
   * Takes it from an owner whose line is lost and puts it before everybody, with its danger and its
   * card; null when not the owner.
   */
  orphan(
    id: string,
    operatorId: string,
    reason: HandoffReason,
    at: Date,
  ): Promise<Conversation | null>;
  /** The owner closes it; null when not the owner. */
  close(id: string, operatorId: string, outcome: Outcome, at: Date): Promise<Conversation | null>;
  /** An operator's note, or an answer past `answer`, went in: newest text, waiting clock, unseen counter. */
  wrote(id: string, text: string, options: { answer: boolean; at: Date }): Promise<void>;
  /** An operator looked at the thread. */
  seen(id: string): Promise<void>;
  /** Emergencies first, then longest waiting; `all` newest change first. `after` is the last id shown. */
  list(
    view: InboxView,
    operatorId: string,
    page: { after?: string; limit: number },
  ): Promise<Conversation[]>;
  counts(operatorId: string): Promise<InboxCounts>;
  /** In danger, certain or suspected: those that wait and those that these operators have. */
  inDanger(operatorIds: readonly string[], limit: number): Promise<Conversation[]>;
  /** Conversations written after `changed`, oldest change first. */
  changedSince(changed: number, limit: number): Promise<Conversation[]>;
}
