import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CATEGORIES } from '../../src/models/category.js';
import { modelCard } from '../../src/nlp/card.js';
import { compose } from '../../src/nlp/compose.js';
import frames from '../../src/nlp/corpus/frames.json' with { type: 'json' };
import { messagesOf } from '../../src/nlp/corpus.js';
import { DANGER } from '../../src/nlp/danger/lexicon.js';
import { loadTriage } from '../../src/nlp/load.js';
import { measure } from '../../src/nlp/measure.js';
import artefact from '../../src/nlp/model.json' with { type: 'json' };
import { corpusPrint } from '../../src/nlp/training.js';

const part = (name: string) =>
  messagesOf(readFileSync(`src/nlp/corpus/${name}.jsonl`, 'utf8'), name);
const [written, composed, evaluation] = [part('written'), part('composed'), part('evaluation')];
const triage = loadTriage();

describe('the corpus', () => {
  it('has at least 1,500 distinct messages to learn from and 300 to measure with', () => {
    const plain = (text: string): string =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim();
    const learnt = new Set([...written, ...composed].map((message) => plain(message.text)));
    expect(learnt.size).toBeGreaterThanOrEqual(1400);
    expect(written.length + composed.length).toBeGreaterThanOrEqual(1500);
    expect(evaluation.length).toBeGreaterThanOrEqual(300);
    const both = evaluation.filter(
      (message) => learnt.has(plain(message.text)) && message.text.length > 25,
    );
    expect(both).toEqual([]);
  });

  it('covers every category in both parts', () => {
    for (const messages of [written, evaluation]) {
      expect(new Set(messages.map((message) => message.category))).toEqual(new Set(CATEGORIES));
    }
  });

  it('marks what was composed, and composes the same again', () => {
    const own = new Set(written.map((message) => message.text));
    expect(compose(frames).filter((message) => !own.has(message.text))).toEqual(composed);
    expect(composed.every((message) => message.made === 'composed')).toBe(true);
  });

  it('names the line that has a wrong label', () => {
    expect(() => messagesOf('{"text":"x","category":"roads"}', 'f.jsonl')).toThrow('f.jsonl:1');
  });
});

describe('the danger grammar', () => {
  it('knows every weight, role and category', () => {
    for (const concept of DANGER) {
      expect(Object.values(concept.words).flat().length).toBeGreaterThan(0);
      if (concept.kind !== 'hazard') continue;
      expect(CATEGORIES).toContain(concept.category);
      expect(['alone', 'company', 'hint']).toContain(concept.weight);
    }
  });
});

describe('the committed model', () => {
  const figures = measure(triage, evaluation);
  it('stays above the floors', () => {
    expect(figures.emergencyRecall.share).toBeGreaterThanOrEqual(0.98);
    expect(figures.emergencyCaught.share).toBeGreaterThanOrEqual(0.98);
    expect(figures.falseAlarms.share).toBeLessThanOrEqual(0.015);
    expect(figures.category.share).toBeGreaterThanOrEqual(0.8);
    expect(figures.categoryTop3.share).toBeGreaterThanOrEqual(0.92);
    expect(figures.answeredRight.share).toBeGreaterThanOrEqual(0.85);
    expect(figures.answered.share).toBeGreaterThanOrEqual(0.8);
    expect(figures.intent.share).toBeGreaterThanOrEqual(0.9);
    expect(figures.calibrationError).toBeLessThanOrEqual(0.075);
  });

  it('is what docs/model-card.md says', () => {
    const made = { version: triage('').model, written: written.length, composed: composed.length };
    expect(readFileSync('docs/model-card.md', 'utf8')).toBe(modelCard(figures, made));
  });

  it('fits in one megabyte', () => {
    expect(readFileSync('src/nlp/model.json').byteLength).toBeLessThanOrEqual(1_000_000);
  });

  it('was learnt from the corpus as it stands; if not, npm run train && npm run evaluate', () => {
    expect(artefact.corpus).toBe(corpusPrint([...written, ...composed]));
  });
});
