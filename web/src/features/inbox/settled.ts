/** Keeps rows where they are while somebody points at them: nothing moves under a click. */
import { type PointerEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ConversationRow } from '../../data/types.js';

const STILL_MS = 1_500;

/** The order shown, with the newest content of each row; rows that are new stand at the end. */
export function holdOrder(shown: string[], rows: ConversationRow[]): ConversationRow[] {
  const place = new Map(shown.map((id, index) => [id, index]));
  const at = (row: ConversationRow): number => place.get(row.id) ?? shown.length;
  return [...rows].sort((a, b) => at(a) - at(b));
}

/** Rows in an order that rests while a mouse moves over the list, and handlers for the list. */
export function useSettled(rows: ConversationRow[]) {
  const [moving, setMoving] = useState(false);
  const shown = useRef<string[]>([]);
  const timer = useRef<number | undefined>(undefined);
  const settled = useMemo(() => (moving ? holdOrder(shown.current, rows) : rows), [moving, rows]);
  useEffect(() => {
    shown.current = settled.map((row) => row.id);
  }, [settled]);
  const onPointerMove = useCallback((event: PointerEvent) => {
    if (event.pointerType === 'touch') return;
    window.clearTimeout(timer.current);
    setMoving(true);
    timer.current = window.setTimeout(() => setMoving(false), STILL_MS);
  }, []);
  return { rows: settled, onPointerMove };
}
