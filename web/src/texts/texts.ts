/** The sentences of the pages, in two languages, and how dates and sizes are written in them. */
import { useMemo, useSyncExternalStore } from 'react';
import { keep, readKept } from '../data/kept.js';
import type { Language } from '../data/types.js';
import en from './en.json' with { type: 'json' };
import id from './id.json' with { type: 'json' };

export type TextKey = keyof typeof id;
type Fields = Record<string, string | number>;

const DICTIONARIES: Record<Language, Record<TextKey, string>> = { id, en };
const listeners = new Set<() => void>();
let chosen: Language | null = asLanguage(readKept('language'));
let current: Language = chosen ?? 'id';

function asLanguage(word: string | null): Language | null {
  return word === 'id' || word === 'en' ? word : null;
}

function show(language: Language): void {
  current = language;
  document.documentElement.lang = language;
  for (const listener of listeners) listener();
}

/** The person's own choice; remembered in this browser. */
export function chooseLanguage(language: Language): void {
  chosen = language;
  keep('language', language);
  show(language);
}

/** The account's language, as long as nothing was chosen here. */
export function suggestLanguage(language: Language): void {
  if (chosen === null && language !== current) show(language);
}

/** True when there is such a sentence. */
export const isTextKey = (key: string): key is TextKey => key in id;

/** The sentence with its `{fields}` filled in. */
export function fill(language: Language, key: TextKey, fields: Fields = {}): string {
  return DICTIONARIES[language][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(fields[name] ?? whole),
  );
}

export interface Texts {
  language: Language;
  t(key: TextKey, fields?: Fields): string;
}

/** The sentences in the language now chosen. */
export function useTexts(): Texts {
  const language = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
  return useMemo(() => ({ language, t: (key, fields) => fill(language, key, fields) }), [language]);
}
