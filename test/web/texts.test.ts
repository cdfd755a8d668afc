import { describe, expect, it } from '@jest/globals';
import en from '../../web/src/texts/en.json' with { type: 'json' };
import id from '../../web/src/texts/id.json' with { type: 'json' };

const fields = (sentence: string): string[] => (sentence.match(/\{\w+\}/g) ?? []).sort();

describe('the two dictionaries', () => {
  it('have the same keys in the same order', () => {
    expect(Object.keys(en)).toEqual(Object.keys(id));
  });

  it.each(Object.entries(id))(
    '%s has the same fields in both, and is not empty',
    (key, sentence) => {
      const other = en[key as keyof typeof en];
      expect(fields(other)).toEqual(fields(sentence));
      expect(sentence.trim()).not.toBe('');
      expect(other.trim()).not.toBe('');
    },
  );
});
