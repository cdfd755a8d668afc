import type { Category, SpokenLanguage } from '../models/category.js';
import type { Reporter } from '../models/complaint.js';
import type { HandoffReason } from '../models/conversation.js';
import type { Choice, MediaKind } from '../models/message.js';
import type { Area, Place, Point } from '../models/place.js';
import type { Triage } from '../models/triage.js';
import type { DialogueState } from './contract.js';

/** Where a citizen can stand. The first ones are the guided complaint, in the order of script.ts. */
export const STEPS = [
  'describe',
  'category',
  'area',
  'place',
  'landmark',
  'media',
  'who',
  'name',
  'read-back',
  'menu',
  'question',
  'reference',
  'resume',
  'danger-check',
  'danger-place',
  'danger-people',
  'danger-more',
] as const;
export type StepName = (typeof STEPS)[number];

/** Where something happened, as JSON: like `Place`, but the time of the pin is an ISO string. */
export type KeptPlace = Omit<Place, 'pointAt'> & { pointAt?: string };

/** A pin of one turn. */
export interface Pin {
  point: Point;
  at: string;
  words?: string;
}

/** What one turn says, all bubbles joined. Plain JSON: a turn may be put aside and read later. */
export interface Turn {
  text: string;
  /** Value of the button that was pressed last. */
  choice: string | null;
  pin: Pin | null;
  mediaIds: string[];
  mediaKinds: MediaKind[];
  /** Why a file did not come along. */
  lost: 'too-large' | 'missing' | null;
  edits: string[];
  contact: { name: string; phone: string } | null;
  odd: 'sticker' | 'unsupported' | null;
  at: string;
}

/** A complaint in the making. */
export interface Draft {
  /** The story in the citizen's words, one entry for each time they told of it. */
  tellings: string[];
  /** Voice messages sent instead of a story. */
  voices: number;
  triage: Triage | null;
  category: Category | null;
  categoryBy: 'triage' | 'citizen';
  place: KeptPlace;
  /** A street named by the way is not yet an answer to "where?". */
  placeAnswered: boolean;
  /** Villages to choose from. */
  candidates: Area[];
  landmarkAsked: boolean;
  mediaIds: string[];
  mediaAsked: boolean;
  name: string | null;
  reporter: Reporter | null;
  /** The citizen is correcting this step: the new answer replaces the old one. */
  changing: StepName | null;
  /** Steps answered so far, for "kembali". */
  trail: StepName[];
  /** How often the reminder clock has run out: 1 reminded, 2 put aside. */
  silences: 0 | 1 | 2;
  /** The citizen said that nobody is in danger. */
  safe: boolean;
}

/** The emergency lane: the operator's card and what was asked. */
export interface Lane {
  words: string;
  triage: Triage;
  openedAt: string;
  place: KeptPlace;
  people: string[];
  confirmed?: 'yes' | 'no';
  mediaIds: string[];
  placeAsked: number;
  nudged: boolean;
  reference: string | null;
  advised: boolean;
}

/** Words that may mean danger, while the citizen confirms. */
export interface Suspect {
  turn: Turn;
  triage: Triage;
  openedAt: string;
  before: StepName;
  misses: number;
}

export interface Waiting {
  reason: HandoffReason;
  since: string;
  /** When a message was last acknowledged. */
  ackAt: string;
}

/** The state of one conversation. A type, not an interface, so that it fits `DialogueState`. */
export type Talk = {
  language: SpokenLanguage;
  step: StepName;
  greeted: boolean;
  /** Answers not understood in a row. */
  misses: number;
  /** Choices of the last question. */
  offered: Choice[];
  draft: Draft | null;
  lane: Lane | null;
  suspect: Suspect | null;
  waiting: Waiting | null;
  /** A turn put aside while the citizen chooses between the old draft and a new one. */
  held: Turn | null;
  categoryPage: number;
  lastReference: string | null;
  phone: string | null;
  /** When what was said lately was said: the beginnings of messages, oldest first. */
  said: { head: string; at: string }[];
};

/** The state before the first word. */
export function freshTalk(language: SpokenLanguage): Talk {
  return {
    language,
    step: 'menu',
    greeted: false,
    misses: 0,
    offered: [],
    draft: null,
    lane: null,
    suspect: null,
    waiting: null,
    held: null,
    categoryPage: 0,
    lastReference: null,
    phone: null,
    said: [],
  };
}

export function freshDraft(): Draft {
  return {
    tellings: [],
    voices: 0,
    triage: null,
    category: null,
    categoryBy: 'triage',
    place: {},
    placeAnswered: false,
    candidates: [],
    landmarkAsked: false,
    mediaIds: [],
    mediaAsked: false,
    name: null,
    reporter: null,
    changing: null,
    trail: [],
    silences: 0,
    safe: false,
  };
}

/** A working copy of a kept state; what an older version did not know yet gets its first value. */
export function revive(state: DialogueState): Talk {
  const language = state.language === 'en' ? 'en' : 'id';
  const kept = copied(state) as Partial<Talk>;
  const talk: Talk = { ...freshTalk(language), ...kept, language };
  if (!STEPS.includes(talk.step)) talk.step = 'menu';
  if (talk.draft) talk.draft = { ...freshDraft(), ...talk.draft };
  return talk;
}

/** A deep copy of JSON. */
function copied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copied);
  const copy: Record<string, unknown> = { ...value };
  for (const key of Object.keys(copy)) copy[key] = copied(copy[key]);
  return copy;
}

/** A kept place as the contract wants it. */
export function placeOf(kept: KeptPlace): Place {
  const { pointAt, ...rest } = kept;
  return pointAt === undefined ? rest : { ...rest, pointAt: new Date(pointAt) };
}
