import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localTime } from '../../src/clocks/local-time.js';

const shown = (at: string | Date, timeZone: string): string =>
  new Date(localTime(new Date(at), timeZone)).toISOString();

describe('the clock of a zone', () => {
  it.each([
    ['2026-03-18T09:30:00.000Z', 'Asia/Jakarta', '2026-03-18T16:30:00.000Z'],
    ['2026-03-18T17:00:00.000Z', 'Asia/Jakarta', '2026-03-19T00:00:00.000Z'],
    ['2026-12-31T23:59:59.999Z', 'Asia/Jayapura', '2027-01-01T08:59:59.999Z'],
    ['2026-01-01T00:00:00.000Z', 'Asia/Kathmandu', '2026-01-01T05:45:00.000Z'],
    ['1969-12-31T23:59:59.500Z', 'UTC', '1969-12-31T23:59:59.500Z'],
  ])('at %s in %s shows %s', (at, timeZone, expected) => {
    expect(shown(at, timeZone)).toBe(expected);
  });

  it('follows a zone over its changes, forth and back in whatever order it is asked', () => {
    const berlin = (at: string) => shown(at, 'Europe/Berlin').slice(11, 19);
    expect(berlin('2026-03-29T00:59:59Z')).toBe('01:59:59');
    expect(berlin('2026-03-29T01:00:00Z')).toBe('03:00:00');
    expect(berlin('2026-10-25T00:59:59Z')).toBe('02:59:59');
    expect(berlin('2026-10-25T01:00:00Z')).toBe('02:00:00');
    expect(berlin('2026-03-29T00:59:59Z')).toBe('01:59:59');
  });

  it('keeps zones apart that are asked for at one moment', () => {
    const at = '2026-03-18T09:30:00Z';
    const shownIn = (timeZone: string) => shown(at, timeZone).slice(11, 16);
    expect(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jakarta'].map(shownIn)).toEqual([
      '16:30',
      '17:30',
      '16:30',
    ]);
  });

  it('is seven hours ahead in Jakarta, to the millisecond, at any moment of our days', () => {
    const ourDays = fc.integer({
      min: Date.parse('1990-01-01T00:00:00Z'),
      max: Date.parse('2099-12-31T00:00:00Z'),
    });
    fc.assert(
      fc.property(ourDays, (ms) => localTime(new Date(ms), 'Asia/Jakarta') - ms === 7 * 3_600_000),
    );
  });

  it('refuses a zone that does not exist', () => {
    expect(() => localTime(new Date(0), 'Asia/Atlantis')).toThrow(RangeError);
  });
});
