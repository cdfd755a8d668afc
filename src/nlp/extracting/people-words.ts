import type { Harm } from '../../models/facts.js';
import { createRepair } from '../reading/near.js';
import { ROOTS } from '../reading/roots.js';
import data from './people.json' with { type: 'json' };
import { book, type Hit, phrasebook, phrasesIn } from './phrasebook.js';
import type { Token } from './tokens.js';

/** What kind of people a word means: of `speaker` there is one, of `some` and `family` at least two. */
export type PersonKind = 'one' | 'victim' | 'speaker' | 'some' | 'family';

export const personAt = phrasebook(data.persons, (name) => name as PersonKind);
export const togetherAt = phrasebook(data.together, Number);
export const singleAt = phrasebook(data.single, Number);
export const noneAt = book(data.none);

const listedHarmAt = phrasebook(data.harms, (name) => name as Harm);
const NEAR = new Set(phrasesIn(data.near));
const NOT = new Set(phrasesIn(data.not));
const LINK = new Set(phrasesIn(data.link));
const JOINS = new Set(phrasesIn(data.joins));
const BELONGS = new Set(phrasesIn(data.belongs));

/** Singular nouns of other languages and plain plurals: `children` are several. */
const PLURAL =
  /^(?:children|kids|people|babies|men|women|victims|passengers|students|workers|casualties)$/;
export const isPlural = ({ word }: Token): boolean => PLURAL.test(word);
export const isJoin = (token: Token): boolean => JOINS.has(token.plain) || token.word === '&';
export const isBelonging = (token: Token): boolean => token.forms.some((form) => BELONGS.has(form));
export const isLink = (token: Token): boolean => LINK.has(token.plain);
export const isNot = (token: Token): boolean => NOT.has(token.plain);

/** What became of people, as a word says it. */
export interface HarmWord {
  harm: Harm;
  /** False when the word was guessed from a misspelling. */
  literal: boolean;
  /** Said of things too (`lampu mati`, `motor hilang`): it counts right beside people only. */
  near: boolean;
}

const SHORTEST_REPAIRED = 6;
const HARM_WORDS = Object.values(data.harms)
  .flatMap(phrasesIn)
  .filter((phrase) => !phrase.includes(' ') && phrase.length >= SHORTEST_REPAIRED);
const KNOWN = new Set(HARM_WORDS);
const repair = createRepair(HARM_WORDS);
/** Of a longer text slips are forgiven in the first words only: each look costs. */
const MOST_REPAIRED = 150;
const seen = new WeakMap<Token, Hit<HarmWord> | null>();

/** The word of harm that begins at a token; a slip or two is forgiven in long words. */
export function harmAt(tokens: readonly Token[], at: number): Hit<HarmWord> | undefined {
  const token = tokens[at];
  if (token?.kind !== 'word') return undefined;
  const before = seen.get(token);
  if (before !== undefined) return before ?? undefined;
  const hit = lookUp(token, tokens, at);
  seen.set(token, hit ?? null);
  return hit;
}

function lookUp(token: Token, tokens: readonly Token[], at: number): Hit<HarmWord> | undefined {
  const listed = listedHarmAt(tokens, at);
  if (listed) {
    const words = tokens.slice(at, at + listed.length).map(({ word }) => word);
    return {
      ...listed,
      value: { harm: listed.value, literal: true, near: NEAR.has(words.join(' ')) },
    };
  }
  const { plain } = token;
  if (
    at >= MOST_REPAIRED ||
    plain.length < SHORTEST_REPAIRED ||
    ROOTS.has(plain) ||
    KNOWN.has(plain)
  )
    return undefined;
  const right = repair(plain);
  const meant = right
    ? listedHarmAt([{ ...token, word: right, plain: right, forms: [right] }], 0)
    : undefined;
  return meant && { length: 1, value: { harm: meant.value, literal: false, near: false } };
}
