import type { Category, SpokenLanguage, Urgency } from '../models/category.js';
import type { ComplaintStatus, Reporter } from '../models/complaint.js';
import type { HandoffReason } from '../models/conversation.js';
import type { Facts } from '../models/facts.js';
import type { Choice, Content } from '../models/message.js';
import type { Area, Place, PlaceReading } from '../models/place.js';
import type { Triage } from '../models/triage.js';

/** One bubble of a turn. */
export interface Bubble {
  content: Content;
  at: Date;
}

/** What a citizen may know of a complaint by its reference alone: no name, no words of the report. */
export interface StatusSummary {
  reference: string;
  category: Category;
  status: ComplaintStatus;
  agencyName: string;
  filedAt: Date;
  dueAt: Date;
  lastPublicNote?: string;
}

/** What happens to a conversation, as the dialogue sees it. */
export type DialogueEvent =
  /** The citizen wrote: one or more bubbles that belong together. */
  | { type: 'turn'; bubbles: Bubble[] }
  /** The answer to a `look-up` action. */
  | { type: 'status'; asked: string | null; found: StatusSummary[] }
  /** A human gave the conversation back. */
  | { type: 'returned'; note?: string }
  /** The citizen has been silent for as long as `remind` asked. */
  | { type: 'idle' };

/** Everything the dialogue may know about the world, handed in: it reads no clock and no dice. */
export interface World {
  now: Date;
  timeZone: string;
  organisation: string;
  /** The free emergency number; `112`. */
  emergencyNumber: string;
  /** A reference nobody has, used if this turn files a complaint. */
  freshReference: string;
  triage(text: string): Triage;
  readPlace(text: string): PlaceReading;
  /**
   * What a report tells beside its story; `saidAt` is when the words at an offset were said. Left out,
   * reports carry no facts.
   */
  readFacts?(text: string, saidAt: (start: number) => Date): Facts;
  /** Who is responsible. */
  agencyFor(category: Category, place: Place): { id: string; name: string };
  /** When the next step is due. */
  dueAt(urgency: Urgency, filedAt: Date): Date;
  /**
   * False when no person is awaited or present any more (an operator closed the conversation): the
   * dialogue then forgets that it waits. Left out, the dialogue trusts its own memory.
   */
  awaited?: boolean;
  /** False at night or on a holiday, for honest promises; emergencies are always staffed. */
  officeOpen: boolean;
}

export interface FiledComplaint {
  reference: string;
  description: string;
  category: Category;
  urgency: Urgency;
  triage: Triage;
  categoryBy: 'triage' | 'citizen';
  place: Place;
  mediaIds: string[];
  reporter: Reporter;
  agencyId: string;
  dueAt: Date;
  facts?: Facts;
}

/** What the dialogue wants done; it does none of it itself. */
export type Action =
  /** Say something; rendered, in the citizen's language. */
  | { type: 'say'; text: string; choices?: Choice[]; ask?: 'location' }
  | { type: 'file'; complaint: FiledComplaint }
  /** A person is needed; the bot may go on asking until one takes over. */
  | { type: 'handoff'; reason: HandoffReason }
  /** The citizen no longer needs a person (false alarm, "batal" while waiting). */
  | { type: 'stand-down' }
  /** What the emergency lane has learnt; replaces the card. */
  | {
      type: 'emergency';
      words: string;
      triage: Triage;
      openedAt: Date;
      place?: Place;
      people?: string;
      confirmed?: 'yes' | 'no';
      facts?: Facts;
    }
  /** Find a complaint by reference, or (null) those filed in this conversation; comes back as `status`. */
  | { type: 'look-up'; reference: string | null }
  /** Come back with `idle` unless the citizen writes before. */
  | { type: 'remind'; inSeconds: number };

/** Opaque outside `dialogue/`, and plain JSON after a round trip (dates as ISO strings). */
export interface DialogueState {
  language: SpokenLanguage;
  step: string;
  [key: string]: unknown;
}

export interface Advanced {
  state: DialogueState;
  actions: Action[];
}

/**
 * The room's four doors, all pure:
 *
 * - `begin(language)` the state before the first word
 * - `advance(state, event, world)` the next state and what to do; never throws, whatever the input
 * - `overhear(state, bubbles, world)` what a person who answers should see on the emergency card; its
 *   only actions are of the type `emergency`; null when there is nothing to learn
 * - `patienceMs(state, content, alarm)` how long to wait for more bubbles of the same turn:
 *   0 for a choice, a pin, a command or danger; about two seconds for free text
 */
export interface Dialogue {
  begin(language: SpokenLanguage): DialogueState;
  advance(state: DialogueState, event: DialogueEvent, world: World): Advanced;
  overhear(state: DialogueState, bubbles: readonly Bubble[], world: World): Advanced | null;
  patienceMs(state: DialogueState, content: Content, alarm: Triage['alarm']): number;
}

export type { Area, Place };
