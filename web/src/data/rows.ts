/** Rows of the list, pure: which view a row belongs to, in what order, and how a newer one is put in place. */

import { waitsSince } from './clock.js';
import type { ConversationRow, InboxView } from './types.js';

/** What is loaded of one view. */
export interface RowList {
  rows: ConversationRow[];
  /** Cursor of the next page; null at the end. */
  next: string | null;
}

/** The newest known state of every row seen. */
export type RowBook = Map<string, ConversationRow>;

/** True when a row is to be shown in a view. */
export function belongs(row: ConversationRow, view: InboxView, me: string): boolean {
  if (view === 'all') return true;
  if (view === 'waiting') return row.owner.kind === 'waiting';
  return row.owner.kind === 'operator' && row.owner.operatorId === me;
}

function byDanger(a: ConversationRow, b: ConversationRow): number {
  if (a.danger !== b.danger) return b.danger - a.danger;
  const [from, to] = [waitsSince(a) ?? a.lastAt, waitsSince(b) ?? b.lastAt];
  return from < to ? -1 : Number(from > to);
}

/** Danger first, then who waits longest; `all` newest change first. The same for everybody. */
export function compareRows(view: InboxView): (a: ConversationRow, b: ConversationRow) => number {
  const order =
    view === 'all' ? (a: ConversationRow, b: ConversationRow) => b.changed - a.changed : byDanger;
  return (a, b) => order(a, b) || (a.id < b.id ? -1 : Number(a.id > b.id));
}

/** Writes rows into the book unless it knows newer ones, and returns the newest of each. */
export function newestOf(book: RowBook, rows: ConversationRow[]): ConversationRow[] {
  return rows.map((row) => {
    const known = book.get(row.id);
    if (known && known.changed > row.changed) return known;
    book.set(row.id, row);
    return row;
  });
}

/** A list from fetched rows: each once, only those that belong, in order. */
export function arrange(
  rows: ConversationRow[],
  where: { view: InboxView; me: string; next: string | null },
): RowList {
  const each = new Map(rows.map((row) => [row.id, row]));
  const kept = [...each.values()].filter((row) => belongs(row, where.view, where.me));
  return { rows: kept.sort(compareRows(where.view)), next: where.next };
}

/**
 * Puts the newest state of a row into a list, or takes it out. A row that would stand behind the
 * last loaded one stays out while there are further pages: it comes with them.
 */
export function placeRow(
  list: RowList,
  row: ConversationRow,
  where: { view: InboxView; me: string },
): RowList {
  const known = list.rows.find((each) => each.id === row.id);
  if (known && known.changed > row.changed) return list;
  const others = list.rows.filter((each) => each.id !== row.id);
  if (!belongs(row, where.view, where.me)) return known ? { ...list, rows: others } : list;
  const compare = compareRows(where.view);
  const at = others.findIndex((each) => compare(row, each) < 0);
  if (at === -1 && list.next !== null && !known) return list;
  const rows = others.toSpliced(at === -1 ? others.length : at, 0, row);
  return { ...list, rows };
}

/** True when a row says what was typed into the filter. Every word must be found somewhere. */
export function matches(row: ConversationRow, typed: string): boolean {
  const text = [row.citizenName ?? '', row.lastText, row.channel, ...row.references]
    .join(' ')
    .toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
