import { describe, expect, it } from '@jest/globals';
import { heatOf, runningClock, waitsSince } from '../../web/src/data/clock.js';
import type { ConversationRow } from '../../web/src/data/types.js';
import { holdOrder } from '../../web/src/features/inbox/settled.js';
import { passwordFaults } from '../../web/src/features/session/password-rules.js';
import { dayKey, fileSize, relativeTime, setTimeZone } from '../../web/src/texts/times.js';

const row = (change: Partial<ConversationRow>): ConversationRow => ({
  id: 'a',
  channel: 'webchat',
  citizenName: null,
  language: 'id',
  owner: { kind: 'bot' },
  danger: 0,
  lastText: '',
  lastAt: '2026-03-01T00:00:00.000Z',
  waitingSince: null,
  firstCitizenAt: '2026-03-01T00:00:00.000Z',
  lastCitizenAt: '2026-03-01T00:00:00.000Z',
  unseen: 0,
  category: null,
  urgency: null,
  references: [],
  alarm: null,
  changed: 1,
  ...change,
});

describe('running clocks', () => {
  it.each([
    [-5_000, '0:00'],
    [7_900, '0:07'],
    [725_000, '12:05'],
    [10_925_000, '3:02:05'],
  ])('%i ms is %s', (ms, words) => {
    expect(runningClock(ms)).toBe(words);
  });

  it('change colour at 15, 30 and 60 seconds', () => {
    const at = [14_999, 15_000, 29_999, 30_000, 59_999, 60_000];
    expect(at.map(heatOf)).toEqual(['calm', 'warm', 'warm', 'hot', 'hot', 'over']);
  });

  it('count from the earlier of first unanswered message and handoff', () => {
    const owner = {
      kind: 'waiting',
      reason: 'emergency',
      since: '2026-03-01T00:00:09.000Z',
    } as const;
    expect(waitsSince(row({ owner }))).toBe(owner.since);
    expect(waitsSince(row({ owner, waitingSince: '2026-03-01T00:00:04.000Z' }))).toBe(
      '2026-03-01T00:00:04.000Z',
    );
    expect(waitsSince(row({ owner, waitingSince: '2026-03-01T00:00:30.000Z' }))).toBe(owner.since);
    expect(waitsSince(row({}))).toBeNull();
  });
});

describe('times for people', () => {
  it('knows the day in the organisation’s zone', () => {
    setTimeZone('Asia/Jakarta');
    expect(dayKey('2026-03-01T18:00:00.000Z')).toBe('2026-03-02');
    setTimeZone('Asia/Jayapura');
    expect(dayKey('2026-03-01T15:30:00.000Z')).toBe('2026-03-02');
  });

  it('says how long ago in the largest fitting unit', () => {
    const ms = Date.parse('2026-03-02T00:00:00.000Z');
    const ago = (iso: string, fine = false) => relativeTime('en', iso, { ms, fine });
    expect(ago('2026-03-01T23:59:40.000Z')).toBe('now');
    expect(ago('2026-03-01T23:59:40.000Z', true)).toBe('20 sec. ago');
    expect(ago('2026-03-01T23:50:00.000Z')).toBe('10 min. ago');
    expect(ago('2026-03-05T01:00:00.000Z')).toBe('in 3 days');
  });

  it('writes sizes', () => {
    expect(fileSize('en', 100)).toBe('1 KB');
    expect(fileSize('id', 1_572_864)).toBe('1,5 MB');
  });
});

describe('the list at rest', () => {
  it('keeps the shown order, and puts what is new at the end', () => {
    const rows = ['new', 'c', 'a', 'b'].map((id) => row({ id }));
    expect(holdOrder(['a', 'b', 'c', 'gone'], rows).map(({ id }) => id)).toEqual([
      'a',
      'b',
      'c',
      'new',
    ]);
  });
});

describe('a new password', () => {
  const fields = { current: 'sekali-pakai', next: 'rahasia-baru', again: 'rahasia-baru' };
  it('is accepted when it is long, new and written twice', () => {
    expect(passwordFaults(fields)).toEqual({});
  });
  it.each([
    ['current', { current: '' }],
    ['next', { next: 'pendek', again: 'pendek' }],
    ['next', { next: 'sekali-pakai', again: 'sekali-pakai' }],
    ['again', { again: 'lain-lagi-ya' }],
  ])('names the field %s otherwise', (field, change) => {
    expect(Object.keys(passwordFaults({ ...fields, ...change }))).toEqual([field]);
  });
});
