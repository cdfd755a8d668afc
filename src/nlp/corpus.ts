import type { Category, Intent, TriageLanguage, Urgency } from '../models/category.js';
import { CATEGORIES, INTENTS, URGENCIES } from '../models/category.js';

/** What every message of the corpus is labelled with. */
export interface Labels {
  category: Category;
  urgency: Urgency;
  intent: Intent;
}

/** One line of src/nlp/corpus/**.jsonl. */
export interface Message extends Labels {
  text: string;
  language: TriageLanguage;
  /** How somebody writes: fragment, chat, capitals, polite, narrative, …; free, for the cards. */
  register?: string;
  /** Present when the line was composed from a frame and slot words, not written by itself. */
  made?: 'composed';
}

/** One line of src/nlp/corpus/evaluation/parallel.jsonl: the same message in five languages. */
export interface Parallel extends Labels {
  texts: Readonly<Record<ParallelLanguage, string>>;
}

export const PARALLEL_LANGUAGES = ['id', 'plm', 'jv', 'su', 'min'] as const;
export type ParallelLanguage = (typeof PARALLEL_LANGUAGES)[number];

const LANGUAGES: readonly string[] = ['id', 'plm', 'jv', 'su', 'min', 'en', 'ms'];
/** The Malay of Riau is not told from that of Palembang. */
const MALAY = new Map<string, TriageLanguage>([['ms', 'plm']]);

/** Reads JSON lines; throws on the first line that is no message, naming it. */
export function messagesOf(jsonl: string, file: string): Message[] {
  const lines = linesOf<Message>(
    { jsonl, file },
    (message) =>
      typeof message.text === 'string' && isLabelled(message) && isLanguage(message.language),
  );
  return lines.map((line) => ({ ...line, language: MALAY.get(line.language) ?? line.language }));
}

/** Reads the parallel sentences; throws on the first line that is none, naming it. */
export function parallelsOf(jsonl: string, file: string): Parallel[] {
  return linesOf<Parallel>(
    { jsonl, file },
    (each) =>
      isLabelled(each) &&
      PARALLEL_LANGUAGES.every((language) => typeof each.texts?.[language] === 'string'),
  );
}

function linesOf<T>(
  { jsonl, file }: { jsonl: string; file: string },
  isRight: (line: T) => boolean,
): T[] {
  return jsonl.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    const read = JSON.parse(line) as T;
    if (!isRight(read)) {
      throw new Error(`${file}:${at + 1} is no message with known labels: ${line}`);
    }
    return [read];
  });
}

function isLabelled({ category, urgency, intent }: Labels): boolean {
  return CATEGORIES.includes(category) && URGENCIES.includes(urgency) && INTENTS.includes(intent);
}

function isLanguage(language: TriageLanguage): boolean {
  return LANGUAGES.includes(language);
}
