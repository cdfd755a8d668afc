/** Keeps rows where they are while somebody points at them or has the focus in them: nothing moves under a click. */
import { type FocusEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { ConversationRow } from '../../data/types.js';

/** The order shown, with the newest content of each row; rows that are new stand at the end. */
export function holdOrder(shown: string[], rows: ConversationRow[]): ConversationRow[] {
  const place = new Map(shown.map((id, index) => [id, index]));
  const at = (row: ConversationRow): number => place.get(row.id) ?? shown.length;
  return [...rows].sort((a, b) => at(a) - at(b));
}

const sameOrder = (one: ConversationRow[], other: ConversationRow[]): boolean =>
  one.length === other.length && one.every((row, index) => row.id === other[index]?.id);

/**
 * Rows in an order that rests while the pointer or the focus is in the list, and handlers for the
 * list. `moved` is true when the true order is another one by now; `update` shows it at once.
 */
export function useSettled(rows: ConversationRow[]) {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const [updates, setUpdates] = useState(0);
  const shown = useRef<string[]>([]);
  const taken = useRef(0);
  const held = pointed || focused;
  const settled = useMemo(() => {
    const wanted = updates !== taken.current;
    taken.current = updates;
    return held && !wanted && shown.current.length > 0 ? holdOrder(shown.current, rows) : rows;
  }, [held, rows, updates]);
  useEffect(() => {
    shown.current = settled.map((row) => row.id);
  }, [settled]);
  return {
    rows: settled,
    moved: held && !sameOrder(settled, rows),
    update: () => setUpdates((count) => count + 1),
    over: {
      onPointerEnter: (event: PointerEvent) => setPointed(event.pointerType !== 'touch'),
      onPointerLeave: () => setPointed(false),
      onFocus: () => setFocused(true),
      onBlur: (event: FocusEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false);
      },
    },
  };
}
