import type { Token } from './tokens.js';

/** What a phrase means and how many tokens it is long. */
export interface Hit<V> {
  value: V;
  length: number;
}

/** Finds the longest listed phrase that begins at a token. */
export type Phrasebook<V> = (tokens: readonly Token[], at: number) => Hit<V> | undefined;

/** Phrases by what they mean, as the JSON files hold them: one line a language, `|` between phrases. */
export type Listed = Readonly<Record<string, readonly string[]>>;

/** Builds a phrasebook; `meaning` turns the name of a list into a value. */
export function phrasebook<V>(lists: Listed, meaning: (name: string) => V): Phrasebook<V> {
  const byFirst = new Map<string, Entry<V>[]>();
  for (const [name, lines] of Object.entries(lists)) {
    for (const phrase of phrasesIn(lines)) {
      const parts = phrase.split(' ');
      const entry = { parts, value: meaning(name) };
      const first = parts[0] ?? '';
      byFirst.set(first, [...(byFirst.get(first) ?? []), entry]);
    }
  }
  for (const entries of byFirst.values()) entries.sort((a, b) => b.parts.length - a.parts.length);
  return (tokens, at) => {
    const token = tokens[at];
    if (token?.kind !== 'word') return undefined;
    let best: Entry<V> | undefined;
    for (const form of token.forms) {
      const found = firstFit(byFirst.get(form), tokens, at);
      if (found && found.parts.length > (best?.parts.length ?? 0)) best = found;
    }
    return best && { value: best.value, length: best.parts.length };
  };
}

interface Entry<V> {
  parts: readonly string[];
  value: V;
}

function firstFit<V>(
  entries: readonly Entry<V>[] | undefined,
  tokens: readonly Token[],
  at: number,
): Entry<V> | undefined {
  if (!entries) return undefined;
  for (const entry of entries) if (fits(entry.parts, tokens, at)) return entry;
  return undefined;
}

/** A phrasebook of one list, whose phrases all mean the same. */
export function book(lines: readonly string[]): Phrasebook<true> {
  return phrasebook({ only: lines }, () => true);
}

/** Every phrase of some lines. */
export function phrasesIn(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split('|').map((phrase) => phrase.trim())).filter(Boolean);
}

function fits(parts: readonly string[], tokens: readonly Token[], at: number): boolean {
  for (let index = 1; index < parts.length; index++) {
    if (tokens[at + index]?.forms.includes(parts[index] ?? '') !== true) return false;
  }
  return true;
}
