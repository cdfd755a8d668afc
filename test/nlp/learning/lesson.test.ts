import { describe, expect, it } from '@jest/globals';
import { isRefused } from '../../../src/models/model-version.js';
import type { Alarm, Triage } from '../../../src/models/triage.js';
import type { Message } from '../../../src/nlp/corpus.js';
import { compare, taughtOf } from '../../../src/nlp/learning/lesson.js';
import { modelFigures, modelFile } from '../../../src/nlp/load.js';
import { TRIAGE } from '../../handoff/house.js';

const message = (text: string, more: Partial<Message> = {}): Message => ({
  text,
  category: 'road',
  urgency: 'normal',
  intent: 'report',
  language: 'id',
  ...more,
});

/** A model that says this of each emergency: `!` calls it one, `?` suspects it, `-` is calm. */
function says(answers: Record<string, '!' | '?' | '-'>) {
  const alarms: Record<string, Alarm> = { '!': 'certain', '?': 'suspected', '-': 'no' };
  const entries = Object.entries(answers);
  const called = entries.filter(([, answer]) => answer === '!').length;
  return {
    figures: { ...modelFigures.figures, emergencyRecall: called / entries.length },
    emergencies: entries.map(([text, answer]) => {
      const alarm = alarms[answer] ?? 'no';
      const triage: Triage = { ...TRIAGE, alarm, urgency: answer === '!' ? 'emergency' : 'high' };
      return { text, triage };
    }),
  };
}

const refused = (before: ReturnType<typeof says>, after: ReturnType<typeof says>) =>
  isRefused({ against: 'v0', ...compare(before, after) });

describe('two models side by side', () => {
  it('names what the new one misses, and what it only suspects', () => {
    const before = says({ api: '!', banjir: '?', ular: '!', gempa: '-' });
    const after = says({ api: '-', banjir: '-', ular: '?', gempa: '!' });
    expect(compare(before, after)).toMatchObject({ missed: ['api', 'banjir'], weaker: ['ular'] });
  });

  it('refuses one that misses what the old one caught, however much it gains', () => {
    expect(refused(says({ api: '?', a: '-', b: '-' }), says({ api: '-', a: '!', b: '!' }))).toBe(
      true,
    );
  });

  it('refuses one that calls fewer emergencies an emergency', () => {
    expect(refused(says({ api: '!', banjir: '!' }), says({ api: '!', banjir: '?' }))).toBe(true);
    expect(refused(says({ api: '!', banjir: '?' }), says({ api: '?', banjir: '!' }))).toBe(false);
  });
});

describe('what is taught', () => {
  it('is the corpus and the corrections, and a correction outweighs the same words', () => {
    const taught = taughtOf(
      [message('air mati'), message('jalan rusak')],
      [message('air mati', { category: 'water' }), message('pohon tumbang')],
    );
    expect(taught.map(({ text, category }) => `${text}: ${category}`)).toEqual([
      'jalan rusak: road',
      'air mati: water',
      'pohon tumbang: road',
    ]);
  });
});

it('the figures that the page shows are those of the delivered model: npm run evaluate', () => {
  expect(modelFigures.version).toBe(modelFile.version);
});
