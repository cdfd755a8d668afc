/** Every open emergency with its clock, at the edge of every page. Always there, so that nothing moves. */
import { useRef, useState } from 'react';
import { waitsSince } from '../../data/clock.js';
import { useMe } from '../../data/queries.js';
import { inboxPath } from '../../data/route.js';
import type { ConversationRow } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { RunningClock } from '../../ui/time.js';
import css from './alarm.module.css';

/** While somebody points at them they stay where they are, also those that ended. */
function useHeld(rows: ConversationRow[]) {
  const [held, setHeld] = useState(false);
  const shown = useRef(rows);
  if (!held) shown.current = rows;
  const newest = new Map(rows.map((row) => [row.id, row]));
  const kept = shown.current.map((row) => newest.get(row.id) ?? row);
  const fresh = rows.filter(({ id }) => !shown.current.some((row) => row.id === id));
  return {
    rows: held ? [...kept, ...fresh] : rows,
    over: { onPointerEnter: () => setHeld(true), onPointerLeave: () => setHeld(false) },
  };
}

interface Props {
  emergencies: ConversationRow[];
  /** Told where folded notices may stand. */
  onShelf: (shelf: HTMLElement | null) => void;
}

export function Edge({ emergencies, onShelf }: Props) {
  const { t } = useTexts();
  const me = useMe().operator.id;
  const { rows, over } = useHeld(emergencies);
  const who = ({ owner }: ConversationRow): string => {
    if (owner.kind === 'waiting') return t('edge.waiting');
    if (owner.kind !== 'operator') return '–';
    return owner.operatorId === me ? t('list.you') : owner.name;
  };
  return (
    <footer className={css.edge}>
      <nav className={css.open} aria-label={t('edge.title')} {...over}>
        {rows.length === 0 && <span className={css.calm}>{t('edge.none')}</span>}
        {rows.map((row) => (
          <a
            key={row.id}
            className={css.chip}
            data-danger={row.danger}
            data-waiting={row.owner.kind === 'waiting'}
            href={`#${inboxPath('all', row.id)}`}
          >
            {row.category ? t(`category.${row.category}`) : t('list.emergency')}{' '}
            <RunningClock at={waitsSince(row) ?? row.lastAt} heat={row.danger === 2} />{' '}
            <span>{who(row)}</span>
          </a>
        ))}
      </nav>
      <div className={css.shelf} ref={onShelf} />
    </footer>
  );
}
