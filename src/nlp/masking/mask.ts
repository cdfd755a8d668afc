import names from './names.json' with { type: 'json' };
import { withoutNumbers } from './numbers.js';

const NOT_NAMES = new Set(names.notNames);
const TITLES = new Set(names.titles.map((title) => title.replace('.', '')));
const GIVEN = new Set(names.given);
const NAME = '[nama]';
/** A name is so many words long at most. */
const LONGEST_NAME = 4;
const SHORTEST_PART = 3;
/** A full stop after an initial ("M.") ends no sentence. */
const SENTENCE_END = /\p{L}{3}\.$/u;
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const WORD = String.raw`[\p{L}][\p{L}'’.-]*`;
const INTRODUCED = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(${names.before
    .toSorted((a, b) => b.length - a.length)
    .map((words) => escaped(words).replaceAll(' ', String.raw`\s+`))
    .join(
      '|',
    )})(\s*(?:adalah|ialah|yaitu|itu|is)?\s*[:,=(-]?\s*)((?:${WORD}\s*){1,${LONGEST_NAME}})`,
  'giu',
);
const TITLED = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(${[...TITLES].toSorted((a, b) => b.length - a.length).join('|')})(\.?\s+)((?:${WORD}\s*){1,3})`,
  'giu',
);

/**
 * A message without what points at a person: names that are told or known, telephone and identity
 * numbers, plates, e-mail, accounts, links, house numbers, RT/RW. `known` are names that the house has
 * of the citizen. Masks too much rather than too little; what it leaves must still be read by a person
 * before it is used.
 */
export function mask(text: string, known: readonly string[] = []): string {
  const plain = withoutNumbers(text.normalize('NFKC').replace(/\p{Cf}/gu, ''));
  const told = plain
    .replace(
      INTRODUCED,
      (_all, before: string, gap: string, after: string) =>
        before + gap + nameTaken(after, isToldName),
    )
    .replace(
      TITLED,
      (_all, title: string, gap: string, after: string) =>
        title + gap + nameTaken(after, isTitledName),
    );
  return withoutKnown(told, known)
    .replace(/(?:\[nama\][\s.]*){2,}/g, `${NAME} `)
    .trim();
}

/** The words with the name at their beginning, if there is one, masked. */
function nameTaken(words: string, isName: (word: string, at: number) => boolean): string {
  const parts = words.split(/(\s+)/);
  let taken = 0;
  while (taken * 2 < parts.length && isName(parts[taken * 2] ?? '', taken)) {
    taken++;
    if (SENTENCE_END.test(parts[taken * 2 - 2] ?? '')) break;
  }
  return taken === 0 ? words : `${NAME}${parts.slice(taken * 2 - 1).join('')}`;
}

/** After "my name is" everything is a name that is not known to be none; later words must look it. */
function isToldName(word: string, at: number): boolean {
  if (isNone(word)) return false;
  return at === 0 || looksLikeName(word) || at < 2;
}

/** After "Mr" a name has a capital or is a known one: "pak tolong jalan rusak" names nobody. */
function isTitledName(word: string): boolean {
  return !isNone(word) && looksLikeName(word);
}

function looksLikeName(word: string): boolean {
  return /^\p{Lu}[\p{Ll}'’.-]/u.test(word) || GIVEN.has(bare(word));
}

function isNone(word: string): boolean {
  const plain = bare(word);
  return plain === '' || NOT_NAMES.has(plain);
}

function bare(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}-]/gu, '');
}

/** Each part of a known name, wherever it stands; titles and everyday words of it stay. */
function withoutKnown(text: string, known: readonly string[]): string {
  const parts = known
    .flatMap((name) => name.normalize('NFKC').split(/[^\p{L}\p{N}]+/u))
    .filter((part) => [...part].length >= SHORTEST_PART && !/^\d+$/.test(part))
    .filter((part) => !NOT_NAMES.has(part.toLowerCase()) && !TITLES.has(part.toLowerCase()));
  if (parts.length === 0) return text;
  const any = [...new Set(parts)].toSorted((a, b) => b.length - a.length).map(escaped);
  const pattern = String.raw`(?<![\p{L}\p{N}\[])(?:${any.join('|')})(?![\p{L}\p{N}\]])`;
  return text.replace(new RegExp(pattern, 'giu'), NAME);
}
