import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import stemmer from 'natural/lib/natural/stemmers/indonesian/stemmer_id.js';
import { remembering } from '../../src/nlp/reading/memo.js';
import { createRepair, editDistance } from '../../src/nlp/reading/near.js';
import { createStem } from '../../src/nlp/reading/stem.js';
import { createReader } from '../../src/nlp/reading/words.js';

/** The textbook matrix, to compare with: slow and plain. */
function byMatrix(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, row) =>
    Array.from({ length: b.length + 1 }, (_x, column) => (row === 0 ? column : row)),
  );
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= a.length; row++) {
    for (let column = 1; column <= b.length; column++) {
      const changed = a[row - 1] === b[column - 1] ? 0 : 1;
      let least = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + changed,
      );
      const crossed =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (crossed) least = Math.min(least, at(row - 2, column - 2) + 1);
      const line = rows[row];
      if (line) line[column] = least;
    }
  }
  return at(a.length, b.length);
}

const word = (most: number) =>
  fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 0, maxLength: most });

describe('slips', () => {
  it('are counted as the textbook counts them', () => {
    fc.assert(
      fc.property(word(9), word(9), fc.constantFrom(0, 1, 2), (a, b, most) => {
        expect(editDistance(a, b, most)).toBe(Math.min(byMatrix(a, b), most + 1));
      }),
      { numRuns: 2000 },
    );
  });

  it('of one letter are repaired wherever they are', () => {
    const repair = createRepair(['kebakaran', 'longsor', 'tenggelam']);
    fc.assert(
      fc.property(
        fc.constantFrom('kebakaran', 'longsor', 'tenggelam'),
        fc.nat(),
        fc.constantFrom('', 'x'),
        (right, place, put) => {
          const at = place % right.length;
          expect(repair(right.slice(0, at) + put + right.slice(at + 1))).toBe(right);
        },
      ),
    );
    expect(repair('meja')).toBeUndefined();
  });
});

describe('roots', () => {
  it('are those of natural, also where its rules are not asked', () => {
    const stem = createStem();
    const part = fc.constantFrom(
      ...['di', 'ke', 'ber', 'mem', 'peng', 'ter', 'kan', 'an', 'nya', 'lah', 'isasi', 'el', 'x'],
      ...['baca', 'ajar', 'rumah', 'lintas', 'pukul', 'zq', 'tangis'],
    );
    const words = fc.oneof(
      fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
      fc.string({ unit: fc.constantFrom(...'abcdeiklmnprstu'), maxLength: 12 }),
    );
    fc.assert(
      fc.property(words, (each) => {
        fc.pre(each.length >= 5 && each.length <= 24);
        expect(stem(each)).toBe(stemmer.stem(each));
      }),
      { numRuns: 2000 },
    );
    expect(stem('kerusakan')).toBe('rusak');
  });
});

describe('what is remembered', () => {
  it('is bounded, and nobody can tell', () => {
    let asked = 0;
    const remembered = remembering(10, (key) => {
      asked++;
      return key.toUpperCase();
    });
    for (let round = 0; round < 3; round++) expect(remembered('a')).toBe('A');
    expect(asked).toBe(1);
    for (let each = 0; each < 100; each++) expect(remembered(`k${each}`)).toBe(`K${each}`);
    expect(remembered('a')).toBe('A');
    expect(asked).toBe(102);
  });

  it('does not change what is read', () => {
    const vital = new Set(['kebakaran', 'banjir']);
    const old = createReader([], vital);
    const token = fc.constantFrom(
      'kebakran',
      'BANJIR',
      'rumahnya',
      'adakebakaran',
      'x1',
      '🔥',
      '!',
    );
    const texts = fc.array(token).map((tokens) => tokens.join(' '));
    fc.assert(
      fc.property(texts, (text) => {
        expect(old(text)).toEqual(createReader([], vital)(text));
      }),
      { numRuns: 20 },
    );
  });
});

it('repairs the first and the last unknown words of a long text', () => {
  const noise = Array.from({ length: 400 }, (_, at) => `zq${at.toString(36)}wx`).join(' ');
  const read = createReader([], new Set(['kebakaran']));
  const found = (text: string): boolean => read(text).some((each) => each.word === 'kebakaran');
  expect(found(`kebakran ${noise}`)).toBe(true);
  expect(found(`${noise} kebakran`)).toBe(true);
  expect(found(`${noise} kebakaran ${noise}`)).toBe(true);
});
