import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { split } from '../../../src/bots/telegram/split.js';

describe('split', () => {
  it('keeps short texts as they are', () => {
    expect(split('Halo', 10)).toEqual(['Halo']);
    expect(split('', 10)).toEqual(['']);
  });

  it('cuts at lines, else at words, else anywhere', () => {
    expect(split('satu dua\ntiga empat', 12)).toEqual(['satu dua', 'tiga empat']);
    expect(split('satu dua tiga', 10)).toEqual(['satu dua', 'tiga']);
    expect(split('abcdefghijkl', 5)).toEqual(['abcde', 'fghij', 'kl']);
  });

  it('never exceeds the limit, loses a word or breaks a character', () => {
    const texts = fc.string({
      unit: fc.constantFrom('a', ' ', '\n', '🙏', 'é', '\u202E'),
      maxLength: 200,
    });
    fc.assert(
      fc.property(texts, fc.integer({ min: 4, max: 30 }), (text, limit) => {
        const pieces = split(text, limit);
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(limit);
          expect(piece).not.toMatch(/\p{Surrogate}/u);
        }
        expect(pieces.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });
});
