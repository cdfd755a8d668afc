import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  arrange,
  belongs,
  compareRows,
  matches,
  newestOf,
  placeRow,
} from '../../web/src/data/rows.js';
import type { ConversationRow, InboxView } from '../../web/src/data/types.js';

const ME = 'me';
const at = (second: number): string => new Date(Date.UTC(2026, 2, 1, 0, 0, second)).toISOString();

const owner = fc.oneof(
  fc.constant({ kind: 'bot' as const }),
  fc.nat(50).map((s) => ({ kind: 'waiting' as const, reason: 'asked' as const, since: at(s) })),
  fc
    .constantFrom(ME, 'other')
    .map((operatorId) => ({ kind: 'operator' as const, operatorId, name: 'X', since: at(0) })),
);

const row = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    owner,
    danger: fc.constantFrom(0 as const, 1 as const, 2 as const),
    changed: fc.nat(40),
    waiting: fc.option(fc.nat(50)),
    last: fc.nat(50),
  })
  .map(
    ({ id, owner: has, danger, changed, waiting, last }): ConversationRow => ({
      id,
      channel: 'webchat',
      citizenName: null,
      language: 'id',
      owner: has,
      danger,
      lastText: `says ${id}`,
      lastAt: at(last),
      waitingSince: waiting === null ? null : at(waiting),
      firstCitizenAt: at(0),
      lastCitizenAt: at(last),
      unseen: 0,
      category: null,
      urgency: null,
      references: [],
      alarm: null,
      changed,
    }),
  );
const view = fc.constantFrom<InboxView[]>('waiting', 'mine', 'all');
/** Stamps are unique on the server; two states with one stamp are one state. */
const events = fc.uniqueArray(row, { maxLength: 40, selector: ({ changed }) => changed });

describe('the list under live events', () => {
  it('ends the same whatever the order and however often the events come', () => {
    fc.assert(
      fc.property(events, view, fc.infiniteStream(fc.nat(1000)), (rows, which, luck) => {
        const shuffled = [...rows, ...rows]
          .map((each) => ({ each, key: luck.next().value }))
          .sort((x, y) => x.key - y.key)
          .map(({ each }) => each);
        const play = (list: ConversationRow[]) => {
          const book = new Map();
          return list.reduce(
            (now, each) => {
              const [newest] = newestOf(book, [each]);
              return newest ? placeRow(now, newest, { view: which, me: ME }) : now;
            },
            { rows: [] as ConversationRow[], next: null as string | null },
          );
        };
        expect(play(shuffled)).toEqual(play(rows));
      }),
    );
  });

  it('holds every conversation once, only where it belongs, and in order', () => {
    fc.assert(
      fc.property(events, view, (rows, which) => {
        const where = { view: which, me: ME };
        let list = arrange([], { ...where, next: null });
        for (const each of rows) list = placeRow(list, each, where);
        expect(new Set(list.rows.map(({ id }) => id)).size).toBe(list.rows.length);
        for (const each of list.rows) expect(belongs(each, which, ME)).toBe(true);
        expect(list.rows).toEqual([...list.rows].sort(compareRows(which)));
      }),
    );
  });

  it('puts emergencies first, then who waits longest', () => {
    const make = (id: string, danger: 0 | 1 | 2, since: number): ConversationRow => {
      const [sample] = fc.sample(row, 1);
      if (!sample) throw new Error('no sample');
      const waiting = { kind: 'waiting' as const, reason: 'asked' as const, since: at(since) };
      return { ...sample, id, danger, owner: waiting, waitingSince: null };
    };
    const rows = [
      make('young', 0, 30),
      make('suspected', 1, 40),
      make('old', 0, 10),
      make('fire', 2, 50),
    ];
    const { rows: shown } = arrange(rows, { view: 'waiting', me: ME, next: null });
    expect(shown.map(({ id }) => id)).toEqual(['fire', 'suspected', 'old', 'young']);
  });

  it('leaves a row out that stands behind the last loaded one, until its page is read', () => {
    const [first, second] = fc.sample(row, 2);
    if (!first || !second) throw new Error('no sample');
    const shown = { ...first, id: 'shown', changed: 20 };
    const list = { rows: [shown], next: 'shown' };
    const behind = { ...second, id: 'behind', changed: 10 };
    expect(placeRow(list, behind, { view: 'all', me: ME })).toBe(list);
    expect(placeRow({ ...list, next: null }, behind, { view: 'all', me: ME }).rows).toHaveLength(2);
  });
});

describe('the filter', () => {
  it('finds every word somewhere, in any case', () => {
    const [sample] = fc.sample(row, 1);
    if (!sample) throw new Error('no sample');
    const line = {
      ...sample,
      citizenName: 'Ibu Marlina',
      references: ['K7M-2Q4X'],
      lastText: 'Jalan rusak',
    };
    expect(matches(line, '')).toBe(true);
    expect(matches(line, 'marlina JALAN')).toBe(true);
    expect(matches(line, 'k7m')).toBe(true);
    expect(matches(line, 'marlina banjir')).toBe(false);
  });
});
