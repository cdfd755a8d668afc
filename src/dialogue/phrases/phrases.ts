import type { SpokenLanguage } from '../../models/category.js';
import english from './en.json' with { type: 'json' };
import indonesian from './id.json' with { type: 'json' };

export type PhraseKey = keyof typeof indonesian;
export type Variables = Readonly<Record<string, string | number>>;

const PHRASES: Record<SpokenLanguage, Record<PhraseKey, string>> = { id: indonesian, en: english };

/** A sentence in the citizen's language; `{name}` is replaced once, so a citizen's own braces stay as written. */
export function phrase(
  language: SpokenLanguage,
  key: PhraseKey,
  variables: Variables = {},
): string {
  return PHRASES[language][key].replace(/\{(\w+)\}/g, (_, name: string) =>
    String(variables[name] ?? ''),
  );
}
