import type { Outcome } from './conversation.js';

/** Which emergency: a conversation can have one after the other, each with its first word of danger. */
export interface EmergencyKey {
  conversationId: string;
  /** The first word of danger. */
  openedAt: Date;
}

/** Somebody at the desk, and when. */
export interface Act {
  operatorId: string;
  name: string;
  at: Date;
}

/** Something that happened to an emergency. */
export type Moment =
  /** The alarm stood on this person's screen. The first time counts. */
  | { kind: 'shown'; by: Act }
  | { kind: 'accepted'; by: Act }
  /** Ownership left this person by itself: their line was lost. */
  | { kind: 'lost'; by: Act }
  /** The first words that a person wrote. */
  | { kind: 'spoke'; at: Date }
  | { kind: 'closed'; outcome: Outcome; at: Date };

/** The times of one emergency, for the card and for reports. They outlive the conversation's card. */
export interface EmergencyRecord extends EmergencyKey {
  shown: Act[];
  /** In order: the first accepted it, later ones took it over. */
  accepted: Act[];
  lost: Act[];
  firstWordsAt?: Date;
  closedAt?: Date;
  outcome?: Outcome;
}

/** The verbs of kept times. */
export interface Emergencies {
  /** Adds a moment; repeating it changes nothing, and a first time is never moved. */
  note(key: EmergencyKey, moment: Moment): Promise<void>;
  find(key: EmergencyKey): Promise<EmergencyRecord | null>;
  /** Those whose first word of danger lies in `from` ≤ t < `to`, oldest first. */
  between(from: Date, to: Date, limit: number): Promise<EmergencyRecord[]>;
}
