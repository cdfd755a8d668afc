import { describe, expect, it } from '@jest/globals';
import { excerpt } from '../../src/intake/excerpt.js';
import { excerptWords } from '../../web/src/ui/excerpt.js';

const shown = (text: string): string => excerptWords(text, (key) => `<${key}>`);

describe('excerpts in the list', () => {
  it.each(['photo', 'video', 'audio', 'document', 'sticker', 'location', 'unsupported'])(
    'says a %s in the language of the page',
    (kind) => {
      expect(shown(excerpt({ kind }))).toMatch(/^<message\.\w+>$/);
    },
  );

  it('says what was deleted', () => {
    expect(shown(excerpt({ kind: 'edit', text: '' }))).toBe('<message.deletion>');
  });

  it.each(['[lapor]', 'ada [photo] di sini', '[constructor]', ''])('leaves %j alone', (text) => {
    expect(shown(text)).toBe(text);
  });
});
