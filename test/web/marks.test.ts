import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { markReasons } from '../../web/src/data/marks.js';

const marked = (text: string, reasons: Parameters<typeof markReasons>[1]): string[] =>
  markReasons(text, reasons)
    .filter((piece) => piece.rules.length > 0)
    .map((piece) => piece.text);

describe('marking the words that decided', () => {
  it('never changes the citizen’s text, whatever the reasons say', () => {
    const reason = fc.record({
      words: fc.string({ maxLength: 6 }),
      rule: fc.constantFrom('danger.fire', 'model'),
      start: fc.integer({ min: -3, max: 40 }),
      end: fc.integer({ min: -3, max: 60 }),
    });
    fc.assert(
      fc.property(
        fc.string({ maxLength: 40, unit: 'grapheme' }),
        fc.array(reason),
        (text, reasons) => {
          expect(
            markReasons(text, reasons)
              .map((piece) => piece.text)
              .join(''),
          ).toBe(text);
        },
      ),
    );
  });

  it('takes the offsets when they fit', () => {
    const text = 'api di api';
    expect(marked(text, [{ words: 'api', rule: 'r', start: 7, end: 10 }])).toEqual(['api']);
    expect(markReasons(text, [{ words: 'api', rule: 'r', start: 7, end: 10 }])[0]?.text).toBe(
      'api di ',
    );
  });

  it('looks the words up when the text is another one', () => {
    expect(marked('Ada KEBAKARAN', [{ words: 'kebakaran', rule: 'r', start: 0, end: 9 }])).toEqual([
      'KEBAKARAN',
    ]);
    expect(marked('Ada banjir', [{ words: 'kebakaran', rule: 'r', start: 0, end: 9 }])).toEqual([]);
  });

  it('joins the rules of words that overlap', () => {
    const pieces = markReasons('orang di dalam', [
      { words: 'orang di', rule: 'a', start: 0, end: 8 },
      { words: 'di dalam', rule: 'b', start: 6, end: 14 },
    ]);
    expect(pieces.map(({ text, rules }) => [text, rules.join()])).toEqual([
      ['orang ', 'a'],
      ['di', 'a,b'],
      [' dalam', 'b'],
    ]);
  });
});
