import { describe, expect, it } from '@jest/globals';
import english from '../../src/dialogue/phrases/en.json' with { type: 'json' };
import indonesian from '../../src/dialogue/phrases/id.json' with { type: 'json' };
import { phrase } from '../../src/dialogue/phrases/phrases.js';

const placeholders = (text: string): string[] => [...(text.match(/\{\w+\}/g) ?? [])].sort();

describe('the phrases', () => {
  it('have the same keys in both languages, in the same order', () => {
    expect(Object.keys(english)).toEqual(Object.keys(indonesian));
  });

  it.each(Object.keys(indonesian) as (keyof typeof indonesian)[])('%s agrees', (key) => {
    expect(placeholders(english[key])).toEqual(placeholders(indonesian[key]));
    for (const text of [english[key], indonesian[key]]) {
      expect(text.trim()).not.toBe('');
      expect(text.length).toBeLessThanOrEqual(350);
    }
  });

  it('leave braces and dollars of the citizen as they are', () => {
    const said = phrase('id', 'describe.cut', { limit: '{limit} $& {other}' });
    expect(said).toContain('{limit} $& {other}');
  });

  it('carry the emergency number in every question of the lane', () => {
    for (const texts of [english, indonesian]) {
      const lane = [
        'ack',
        'place',
        'place-known',
        'people',
        'more',
        'filed',
        'nudge',
        'stay',
      ] as const;
      for (const key of lane) expect(texts[`danger.${key}`]).toContain('{emergency}');
    }
  });
});
