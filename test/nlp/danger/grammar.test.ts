import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CATEGORIES } from '../../../src/models/category.js';
import { judge } from '../../../src/nlp/danger/judge.js';
import { DANGER, type DangerConcept, GROUPS } from '../../../src/nlp/danger/lexicon.js';
import { outcomeOf, probesOf } from '../../../src/nlp/danger/probes.js';
import { createTriageReader, dangerIn } from '../../../src/nlp/hearing.js';
import { createPhrases, type Found } from '../../../src/nlp/phrases.js';
import type { Word } from '../../../src/nlp/reading/word.js';

/**
 * What every phrase decides, written down: `npm run evaluate` writes it after a change of the
 * grammar, and the change is then to be read line by line in the diff.
 */
const FIXTURE = 'test/nlp/danger/probes.txt';
const read = createTriageReader();
const fixture = readFileSync(FIXTURE, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => {
    const [concept = '', phrase = '', text = '', outcome = ''] = line.split('\t');
    return { concept, phrase, text, outcome, words: read(text) };
  });
const everything = createPhrases(DANGER, GROUPS);
const kindOf = ({ name, kind }: DangerConcept): string => `${kind} ${name}`;
const conceptOf = new Map(DANGER.map((concept) => [concept.name, concept]));

/** What the grammar says once some concepts are replaced; the others are searched only once. */
function mutated(
  words: readonly Word[],
  { original, mutant }: { original: DangerConcept; mutant?: DangerConcept },
): string {
  const found: Found<DangerConcept>[] = everything
    .find(words)
    .filter(({ concept }) => concept !== original);
  if (mutant) found.push(...createPhrases([mutant], GROUPS).find(words));
  return outcomeOf(judge(words, found));
}

const without = (concept: DangerConcept, phrase: string): DangerConcept => ({
  ...concept,
  words: Object.fromEntries(
    Object.entries(concept.words).map(([language, phrases]) => [
      language,
      phrases.filter((each) => each !== phrase),
    ]),
  ),
});

describe('the danger grammar', () => {
  it('knows every weight, role, category and group', () => {
    expect(new Set(DANGER.map(kindOf)).size).toBe(DANGER.length);
    for (const concept of DANGER) {
      const phrases = Object.values(concept.words).flat();
      expect(phrases.length).toBeGreaterThan(0);
      for (const group of phrases.join(' ').match(/<\w+>/g) ?? []) {
        expect(Object.keys(GROUPS)).toContain(group.slice(1, -1));
      }
      if (concept.kind !== 'hazard') continue;
      expect(CATEGORIES).toContain(concept.category);
      expect(['alone', 'company', 'hint']).toContain(concept.weight);
    }
  });

  it('says of every probe what was written down', () => {
    const said = fixture.map(({ concept, phrase, text, words }) =>
      [concept, phrase, text, outcomeOf(dangerIn(words))].join('\t'),
    );
    expect(said).toEqual(
      fixture.map(({ concept, phrase, text, outcome }) =>
        [concept, phrase, text, outcome].join('\t'),
      ),
    );
  });

  it('has a probe for every phrase, and no other', () => {
    const line = ({ concept, phrase, text }: { concept: string; phrase: string; text: string }) =>
      `${concept}\t${phrase}\t${text}`;
    expect(new Set(fixture.map(line))).toEqual(new Set(probesOf(DANGER).map(line)));
  });
});

describe('mutants of the danger grammar', () => {
  it('without one phrase are caught, unless another phrase says the same', () => {
    let caught = 0;
    const escaped = fixture.filter(({ concept, phrase, words, outcome }) => {
      const original = conceptOf.get(concept);
      if (!original) return true;
      const mutant = without(original, phrase);
      if (mutated(words, { original, mutant }) !== outcome) {
        caught++;
        return false;
      }
      const others = everything.find(words).filter((found) => found.concept !== original);
      const alike = others.some((found) => found.concept.kind === original.kind);
      return !alike && createPhrases([mutant], GROUPS).find(words).length === 0;
    });
    expect(escaped.map(({ concept, phrase }) => `${concept}: ${phrase}`)).toEqual([]);
    expect(caught / fixture.length).toBeGreaterThan(0.7);
  });

  const probes = (concept: DangerConcept) =>
    fixture.filter((each) => each.concept === concept.name);
  const isCaught = (original: DangerConcept, mutant?: DangerConcept): boolean =>
    probes(original).some(
      ({ words, outcome }) => mutated(words, { original, ...(mutant && { mutant }) }) !== outcome,
    );

  it.each(DANGER.map((concept) => [kindOf(concept), concept] as const))(
    'without or with another %s are caught',
    (_name, concept) => {
      expect(isCaught(concept)).toBe(true);
      if (concept.kind !== 'hazard') return;
      const weights = (['alone', 'company', 'hint'] as const).filter(
        (weight) => weight !== concept.weight && isCaught(concept, { ...concept, weight }),
      );
      expect(weights).not.toEqual([]);
      const category = concept.category === 'fire' ? 'medical' : 'fire';
      expect(isCaught(concept, { ...concept, category })).toBe(true);
    },
  );

  it.each(
    DANGER.flatMap((concept) =>
      concept.kind === 'cancel' ? [[concept.role, concept] as const] : [],
    ),
  )('with %s taken for a name are caught', (role, concept) => {
    if (role === 'name' || role === 'figure') return;
    expect(isCaught(concept, { ...concept, role: 'name' })).toBe(true);
  });
});
