import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CATEGORIES, INTENTS } from '../../src/models/category.js';
import { compose } from '../../src/nlp/compose.js';
import frames from '../../src/nlp/corpus/frames.json' with { type: 'json' };
import { messagesOf, parallelsOf } from '../../src/nlp/corpus.js';
import {
  evaluationMessages,
  parallelMessages,
  writtenMessages,
} from '../../src/nlp/corpus-files.js';
import { plainOf, twinsAmong } from '../../src/nlp/measuring/duplicates.js';

const [written, evaluation, parallel] = [
  writtenMessages(),
  evaluationMessages(),
  parallelMessages(),
];
const COMPOSED = 'src/nlp/corpus/composed.jsonl';
const composed = messagesOf(readFileSync(COMPOSED, 'utf8'), COMPOSED);
/** Overlap from which two messages count as one. */
const ALIKE = 0.75;

describe('the corpus', () => {
  it('has at least 8,000 distinct messages to learn from and 1,000 to measure with', () => {
    expect(new Set(written.map(({ text }) => plainOf(text))).size).toBeGreaterThanOrEqual(8000);
    expect(evaluation.length).toBeGreaterThanOrEqual(1000);
    expect(parallel.length).toBeGreaterThanOrEqual(50);
  });

  it('covers every category, intent and language in both parts', () => {
    for (const messages of [written, evaluation]) {
      expect(new Set(messages.map(({ category }) => category))).toEqual(new Set(CATEGORIES));
      expect(new Set(messages.map(({ intent }) => intent))).toEqual(new Set(INTENTS));
      expect(new Set(messages.map(({ language }) => language)).size).toBe(6);
    }
  });

  it('marks what was composed, and composes the same again', () => {
    const own = new Set(written.map((message) => message.text));
    expect(compose(frames).filter((message) => !own.has(message.text))).toEqual(composed);
    expect(composed.every((message) => message.made === 'composed')).toBe(true);
  });

  it('names the line that has a wrong label', () => {
    expect(() => messagesOf('{"text":"x","category":"roads"}', 'f.jsonl')).toThrow('f.jsonl:1');
    expect(() => parallelsOf('\n{"category":"road","texts":{}}', 'p.jsonl')).toThrow('p.jsonl:2');
  });
});

describe('near duplicates', () => {
  const texts = [...written, ...evaluation].map(({ text }) => text);
  const places = [...written, ...evaluation].map(({ file, text }) => `${file}: ${text}`);
  const twins = twinsAmong(texts, ALIKE);
  const named = (found: typeof twins) =>
    found.map(({ first, second }) => [places[first], places[second]]);

  it('are in no two parts', () => {
    const across = twins.filter(
      ({ first, second }) => first < written.length !== second < written.length,
    );
    expect(named(across)).toEqual([]);
  });

  it('are in neither part', () => {
    const inside = twins.filter(
      ({ first, second }) => first < written.length === second < written.length,
    );
    expect(named(inside)).toEqual([]);
  });

  it('are found wherever comparing everything finds them', () => {
    const sentence = fc.array(fc.constantFrom('jalan', 'rusak', 'parah', 'di', 'desa', 'kami'), {
      minLength: 5,
      maxLength: 9,
    });
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 2, maxLength: 6 }), (sentences) => {
        const some = sentences.map((words) => words.join(' '));
        const among = new Set(twinsAmong(some, ALIKE).map(({ second }) => second));
        for (const second of some.keys()) {
          const one = some
            .slice(0, second)
            .some((first) => twinsAmong([first, some[second] ?? ''], ALIKE).length > 0);
          expect(among.has(second)).toBe(one);
        }
      }),
      { numRuns: 200 },
    );
  });
});
