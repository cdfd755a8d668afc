import type { Category, Intent, TriageLanguage, Urgency } from './category.js';

/** A message with the right answers: a line of the corpus. */
export interface Example {
  text: string;
  category: Category;
  urgency: Urgency;
  intent: Intent;
  language: TriageLanguage;
}
