import type { Category, Intent, TriageLanguage, Urgency } from '../models/category.js';
import { CATEGORIES, INTENTS, URGENCIES } from '../models/category.js';

/** One line of src/nlp/corpus/*.jsonl. */
export interface Message {
  text: string;
  category: Category;
  urgency: Urgency;
  intent: Intent;
  language: TriageLanguage;
  /** Present when the line was composed from a frame and slot words, not written by itself. */
  made?: 'composed';
}

const LANGUAGES: readonly string[] = ['id', 'plm', 'jv', 'su', 'min', 'en'];

/** Reads JSON lines; throws on the first line that is no message, naming it. */
export function messagesOf(jsonl: string, file: string): Message[] {
  return jsonl.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    const message = JSON.parse(line) as Message;
    const right =
      typeof message.text === 'string' &&
      CATEGORIES.includes(message.category) &&
      URGENCIES.includes(message.urgency) &&
      INTENTS.includes(message.intent) &&
      LANGUAGES.includes(message.language);
    if (!right) throw new Error(`${file}:${at + 1} is no message with known labels: ${line}`);
    return [message];
  });
}
