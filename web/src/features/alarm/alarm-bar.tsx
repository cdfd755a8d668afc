/** The red bar over every page, while an emergency waits for somebody. */
import { Kbd } from '@mantine/core';
import { useRef } from 'react';
import { waitsSince } from '../../data/clock.js';
import type { ConversationRow } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { citizenName } from '../../ui/citizen.js';
import { excerptWords } from '../../ui/excerpt.js';
import { IconAlertTriangle } from '../../ui/icons.js';
import { ChannelSign } from '../../ui/labels.js';
import { RunningClock } from '../../ui/time.js';
import css from './alarm.module.css';

interface Props {
  emergencies: ConversationRow[];
  /** Total as the server counts; more may wait than are loaded. */
  count: number;
  onAccept: (row: ConversationRow) => void;
}

export function AlarmBar({ emergencies, count, onAccept }: Props) {
  const texts = useTexts();
  const { t } = texts;
  const [top] = emergencies;
  /** What the finger went down on, should another one come to the head meanwhile. */
  const aimed = useRef<ConversationRow | null>(null);
  if (!top) return null;
  return (
    <section className={css.bar} aria-label={t('alarm.bar', { count })}>
      <p className="visually-hidden" role="alert">
        {t('alarm.bar', { count })}
      </p>
      <IconAlertTriangle size={22} aria-hidden className={css.sign} />
      <RunningClock at={waitsSince(top) ?? top.lastAt} heat />
      <span className={css.words}>
        <strong>
          {top.category ? t(`category.${top.category}`) : t('list.emergency')} ·{' '}
          {citizenName(top, texts)}
        </strong>
        <span className={css.quote}>“{top.alarm?.words ?? excerptWords(top.lastText, t)}”</span>
      </span>
      <span className={css.channel}>
        <ChannelSign channel={top.channel} />
      </span>
      {count > 1 && <span className={css.others}>{t('alarm.others', { count: count - 1 })}</span>}
      <button
        type="button"
        className={css.accept}
        onPointerDown={() => {
          aimed.current = top;
        }}
        onClick={() => {
          onAccept(aimed.current ?? top);
          aimed.current = null;
        }}
        aria-keyshortcuts="A F2"
      >
        {t('alarm.accept')}
        <Kbd className={css.key}>A</Kbd>
        <Kbd className={css.key}>F2</Kbd>
      </button>
    </section>
  );
}
