import type { Category } from '../src/models/category.js';
import stories from './stories.json' with { type: 'json' };

/** How somebody writes. */
export const TONGUES = ['polite', 'plain', 'slang', 'caps', 'plm', 'jv', 'en'] as const;
export type Tongue = (typeof TONGUES)[number];

/**
 * `report` an ordinary complaint · `question` wants to know something · `officer` wants a person ·
 * `certain` danger in plain words · `suspected` perhaps danger.
 */
export type StoryKind = 'report' | 'question' | 'officer' | 'certain' | 'suspected';

/** What a citizen has to tell. */
export interface Story {
  category: Category;
  tongue: Tongue;
  kind: StoryKind;
  /** The first words, one entry a bubble; `{village}` and `{district}` are filled in. */
  bubbles: string[];
  landmark: string;
  /** Since when, for those who ask. */
  since?: string;
  /** Who is in danger. */
  people?: string;
  /** What happens next in an emergency. */
  update?: string;
}

export const STORIES = stories as readonly Story[];

/** Emergencies, certain and suspected. */
export function isUrgent({ kind }: Story): boolean {
  return kind === 'certain' || kind === 'suspected';
}
