import { describe, expect, it } from '@jest/globals';
import { dueAt } from '../../src/clocks/deadlines.js';
import { addWorkingDays, type Calendar, isOfficeOpen } from '../../src/clocks/workdays.js';

const jakarta: Calendar = {
  timeZone: 'Asia/Jakarta',
  yearly: ['12-25', '01-01'],
  dates: ['2026-12-24'],
  opensAtHour: 8,
  closesAtHour: 16,
};

describe('working days', () => {
  it('skips the weekend: Friday plus three is Wednesday at closing time', () => {
    const due = addWorkingDays(new Date('2026-11-20T03:00:00Z'), 3, jakarta);
    expect(due.toISOString()).toBe('2026-11-25T09:00:00.000Z');
  });

  it('skips yearly holidays and single days off', () => {
    const due = addWorkingDays(new Date('2026-12-23T03:00:00Z'), 1, jakarta);
    expect(due.toISOString()).toBe('2026-12-28T09:00:00.000Z');
  });

  it('counts from the local day, not from the day in Greenwich', () => {
    const mondayMorningInJakarta = new Date('2026-11-22T23:30:00Z');
    expect(addWorkingDays(mondayMorningInJakarta, 1, jakarta).toISOString()).toBe(
      '2026-11-24T09:00:00.000Z',
    );
  });

  it.each([
    ['2026-11-23T01:00:00Z', true],
    ['2026-11-23T00:59:59Z', false],
    ['2026-11-23T09:00:00Z', false],
    ['2026-11-22T03:00:00Z', false],
    ['2026-12-25T03:00:00Z', false],
  ])('knows whether the office is open at %s', (at, open) => {
    expect(isOfficeOpen(new Date(at), jakarta)).toBe(open);
  });
});

describe('deadlines', () => {
  const filed = new Date('2026-11-23T03:00:00Z');
  it.each([
    ['emergency', '2026-11-23T03:15:00.000Z'],
    ['high', '2026-11-24T09:00:00.000Z'],
    ['normal', '2026-11-26T09:00:00.000Z'],
    ['low', '2026-11-30T09:00:00.000Z'],
  ] as const)('gives a %s complaint until %s', (urgency, due) => {
    expect(dueAt(urgency, filed, jakarta).toISOString()).toBe(due);
  });
});
