import { describe, expect, it } from '@jest/globals';
import { distinctBy, type Facts, factsWithin } from '../../web/src/data/told.js';
import { setTimeZone, stretch } from '../../web/src/texts/times.js';

const facts: Facts = {
  people: [
    {
      harm: 'hurt',
      least: 2,
      most: 2,
      words: '2 orang luka',
      start: 0,
      end: 12,
      certainty: 'said',
    },
  ],
  places: [{ kind: 'rt-rw', value: 'RT 05', words: 'RT 5', start: 20, end: 24, certainty: 'said' }],
  times: [],
  phones: [],
  plates: [],
  agencies: [],
};

describe('what reports tell', () => {
  it('marks in a text only the words that stand there', () => {
    expect(factsWithin('2 orang luka', facts).map(({ kind }) => kind)).toEqual(['people']);
    expect(factsWithin('2 orang luka, mohon RT 5', facts)).toHaveLength(2);
    expect(factsWithin('halo', facts)).toEqual([]);
    expect(factsWithin('halo', undefined)).toEqual([]);
  });
  it('shows the same once', () => {
    expect(distinctBy(['a', 'A', 'b'], (each) => each.toLowerCase())).toEqual(['a', 'b']);
  });
  it.each([
    ['2026-03-17T17:00:00Z', '2026-03-18T17:00:00Z', '18 Mar'],
    ['2026-03-08T17:00:00Z', '2026-03-15T17:00:00Z', '9 Mar – 15 Mar'],
    ['2026-03-18T06:30:00Z', '2026-03-18T07:30:00Z', '18 Mar, 13.30–14.30'],
    ['2026-03-17T11:00:00Z', '2026-03-17T22:00:00Z', '17 Mar, 18.00 – 18 Mar, 05.00'],
    ['2026-03-18T07:30:00Z', '2026-03-18T07:31:00Z', '18 Mar, 14.30'],
  ])('says the stretch %s to %s as %s', (from, to, said) => {
    setTimeZone('Asia/Jakarta');
    expect(stretch('id', from, to)).toBe(said);
  });
});
