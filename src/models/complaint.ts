import type { Category, Urgency } from './category.js';
import type { Facts } from './facts.js';
import type { Place } from './place.js';
import type { Triage } from './triage.js';

/**
 * The states of a complaint; the legal moves are in {@link COMPLAINT_MOVES} and, for people,
 * in docs/complaint-lifecycle.md (a test compares the two).
 */
export const COMPLAINT_STATUSES = [
  'filed',
  'verified',
  'forwarded',
  'in_progress',
  'resolved',
  'rejected',
  'closed',
] as const;
export type ComplaintStatus = (typeof COMPLAINT_STATUSES)[number];

export const COMPLAINT_MOVES: Readonly<Record<ComplaintStatus, readonly ComplaintStatus[]>> = {
  filed: ['verified', 'forwarded', 'rejected', 'closed'],
  verified: ['forwarded', 'rejected', 'closed'],
  forwarded: ['in_progress', 'verified', 'resolved', 'rejected'],
  in_progress: ['forwarded', 'resolved', 'rejected'],
  resolved: ['closed', 'in_progress'],
  rejected: ['verified', 'closed'],
  closed: ['verified'],
};

/** True when a complaint may go from one status to the other. */
export function mayMove(from: ComplaintStatus, to: ComplaintStatus): boolean {
  return COMPLAINT_MOVES[from].includes(to);
}

/** `named` gives a name, `anonymous` hides the person, `secret` hides person and content from the public. */
export type Reporter =
  | { kind: 'named'; name: string }
  | { kind: 'anonymous' }
  | { kind: 'secret'; name?: string };

export interface HistoryEntry {
  at: Date;
  /** Who did it, in words that may be shown to staff: "bot", an operator's name. */
  by: string;
  operatorId?: string;
  what: 'filed' | 'category' | 'urgency' | 'status' | 'agency' | 'due' | 'public-note' | 'place';
  from?: string;
  to?: string;
  /** Shown to the citizen when they ask for the status. */
  publicNote?: string;
}

export interface Complaint {
  id: string;
  /** What the citizen keeps, e.g. `K7M-2Q4X`. Unique, not enumerable. */
  reference: string;
  conversationId: string;
  description: string;
  category: Category;
  urgency: Urgency;
  /** What triage said, also when the citizen or an operator decided otherwise. */
  triage: Triage;
  categoryBy: 'triage' | 'citizen' | 'operator';
  place: Place;
  /** What the description and the place's words tell; offsets count in `toldText` of the two. */
  facts?: Facts;
  mediaIds: string[];
  reporter: Reporter;
  agencyId: string;
  status: ComplaintStatus;
  /** When the next step is due; shown to the citizen. */
  dueAt: Date;
  lastPublicNote?: string;
  history: HistoryEntry[];
  version: number;
  changed: number;
  filedAt: Date;
}

export type NewComplaint = Omit<
  Complaint,
  'id' | 'status' | 'history' | 'version' | 'changed' | 'lastPublicNote'
>;

/** What an operator changes; a status outside {@link COMPLAINT_MOVES} is refused. */
export interface ComplaintChange {
  category?: Category;
  agencyId?: string;
  urgency?: Urgency;
  status?: ComplaintStatus;
  publicNote?: string;
  dueAt?: Date;
}

/** The verbs of kept complaints. */
export interface Complaints {
  /** Files it under its reference; filing the same reference again changes nothing. False when it stood already. */
  file(complaint: NewComplaint): Promise<boolean>;
  find(reference: string): Promise<Complaint | null>;
  ofConversation(conversationId: string): Promise<Complaint[]>;
  /**
   * Applies a change if `version` is current, and adds to the history. Null when it is not:
   * somebody else changed it first. Throws `complaint/illegal-move` for an illegal status.
   */
  change(
    reference: string,
    version: number,
    change: ComplaintChange,
    by: { name: string; operatorId?: string },
    at: Date,
  ): Promise<Complaint | null>;
}
