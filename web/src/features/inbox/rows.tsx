/** The scrolling part of the list: only what is seen is in the page, however long the list is. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useActs } from '../../data/acts.js';
import { inboxPath, usePath } from '../../data/route.js';
import type { ConversationRow, InboxView } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { useComplain } from '../../ui/problems.js';
import { useShortcuts } from '../../ui/shortcuts.js';
import css from './list.module.css';
import { Row } from './row.js';
import { useSettled } from './settled.js';

const ROW_PIXELS = 84;

interface Props {
  rows: ConversationRow[];
  view: InboxView;
  openId: string | null;
  me: string;
  more: () => void;
}

export function Rows({ rows: given, view, openId, me, more }: Props) {
  const { t } = useTexts();
  const [, go] = usePath();
  const acts = useActs();
  const complain = useComplain();
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, moved, update, over } = useSettled(given);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PIXELS,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= rows.length - 10) more();
  }, [last, rows.length, more]);

  const focusRow = (index: number): void => {
    const row = rows[index];
    if (!row) return;
    virtual.scrollToIndex(index);
    const find = (): HTMLElement | null =>
      document.querySelector(`[data-row="${CSS.escape(row.id)}"]`);
    const found = find();
    if (found) found.focus();
    else requestAnimationFrame(() => find()?.focus());
  };
  const move = (by: number): void => {
    const focused = document.activeElement?.getAttribute('data-row') ?? openId;
    const at = rows.findIndex((row) => row.id === focused);
    focusRow(at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by)));
  };
  const arrow = (by: number) => () => {
    if (!document.activeElement?.hasAttribute('data-row')) return false;
    move(by);
    return true;
  };
  const back = (): void => go(inboxPath(view));
  /** `c` on a line that is focused but not open: opens and takes it. */
  const claimFocused = (): boolean => {
    const focused = document.activeElement?.getAttribute('data-row');
    const row = rows.find((each) => each.id === focused);
    if (!row || row.id === openId || row.owner.kind === 'operator') return false;
    go(inboxPath(view, row.id));
    acts.claim(row.id).catch(complain);
    return true;
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: arrow(1),
    ArrowUp: arrow(-1),
    Escape: back,
    c: claimFocused,
  });

  return (
    <div ref={scroller} className={css.scroller} {...over}>
      {moved && (
        <button type="button" className={css.moved} onClick={update}>
          {t('list.moved')}
        </button>
      )}
      <ul
        className={css.rows}
        style={{ height: virtual.getTotalSize() }}
        aria-label={t(`view.${view}`)}
      >
        {items.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <li
              key={item.key}
              aria-setsize={rows.length}
              aria-posinset={item.index + 1}
              style={{ height: ROW_PIXELS, transform: `translateY(${item.start}px)` }}
            >
              <Row
                row={row}
                me={me}
                open={row.id === openId}
                href={`#${inboxPath(view, row.id)}`}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
