import type { Intent } from '../../models/category.js';
import { GROUPS } from '../danger/lexicon.js';
import { type Concept, createPhrases } from '../phrases.js';
import data from './intents.json' with { type: 'json' };

/** A phrase that shows what somebody wants. */
export interface Sign extends Concept {
  intent: Intent;
}

const signs: Sign[] = data.concepts.map((entry) => ({
  name: entry.name,
  intent: entry.intent as Intent,
  words: entry.words as Concept['words'],
}));

/** Signs of intent, found in a text. */
export const intentPhrases = createPhrases(signs, GROUPS);
