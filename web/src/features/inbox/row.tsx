/** One line of the list. */
import { memo } from 'react';
import { waitsSince } from '../../data/clock.js';
import { useColleaguesHere } from '../../data/presence.js';
import type { ConversationRow } from '../../data/types.js';
import { type Texts, useTexts } from '../../texts/texts.js';
import { citizenName } from '../../ui/citizen.js';
import { excerptWords } from '../../ui/excerpt.js';
import { IconEye, IconRobot, IconUser } from '../../ui/icons.js';
import { CATEGORY_ICONS, ChannelSign, UrgencySign } from '../../ui/labels.js';
import { Ago, RunningClock } from '../../ui/time.js';
import css from './list.module.css';

interface Props {
  row: ConversationRow;
  href: string;
  open: boolean;
  me: string;
}

function ownerWords({ owner }: ConversationRow, me: string, { t }: Texts): string {
  if (owner.kind === 'bot') return t('list.bot');
  if (owner.kind === 'closed') return t('list.closed');
  if (owner.kind === 'waiting') return t(`reason.${owner.reason}`);
  return owner.operatorId === me ? t('list.you') : owner.name;
}

function Clock({ row }: { row: ConversationRow }) {
  const since = row.owner.kind === 'closed' ? null : waitsSince(row);
  if (since === null) return <Ago at={row.lastAt} />;
  return <RunningClock at={since} heat={row.danger === 2} />;
}

function Category({ category }: { category: NonNullable<ConversationRow['category']> }) {
  const { t } = useTexts();
  const Sign = CATEGORY_ICONS[category];
  return (
    <span className={css.category}>
      <Sign size={14} aria-hidden />
      <span>{t(`category.${category}`)}</span>
    </span>
  );
}

/** A colleague who types or looks, in the place of the owner: the line stays as high as it is. */
function Owner({ row, me }: Pick<Props, 'row' | 'me'>) {
  const texts = useTexts();
  const [first] = useColleaguesHere(row.id);
  const { kind } = row.owner;
  return (
    <span className={css.owner}>
      {first && <IconEye size={13} aria-hidden />}
      {!first && kind === 'bot' && <IconRobot size={13} aria-hidden />}
      {!first && kind === 'operator' && <IconUser size={13} aria-hidden />}
      <span>
        {first
          ? texts.t(`presence.${first.doing}`, { names: first.name })
          : ownerWords(row, me, texts)}
      </span>
    </span>
  );
}

export const Row = memo(function Row({ row, href, open, me }: Props) {
  const texts = useTexts();
  const { t } = texts;
  const pressing = row.urgency === 'high' || (row.urgency === 'emergency' && row.danger === 0);
  return (
    <a
      className={css.row}
      href={href}
      data-danger={row.danger}
      data-row={row.id}
      aria-current={open ? 'true' : undefined}
    >
      <span className={css.top}>
        {row.danger === 2 && <span className={css.alarm}>{t('list.emergency')}</span>}
        {row.danger === 1 && <span className={css.suspected}>{t('list.suspected')}</span>}
        <span className={css.name}>{citizenName(row, texts)}</span>
        <span className={css.when}>
          <Clock row={row} />
        </span>
      </span>
      <span className={css.middle}>
        <span className={css.text}>{excerptWords(row.lastText, t)}</span>
        {row.unseen > 0 && (
          <span className={css.unseen}>
            <span aria-hidden="true">{row.unseen > 99 ? '99+' : row.unseen}</span>
            <span className="visually-hidden">{t('list.unseen', { count: row.unseen })}</span>
          </span>
        )}
      </span>
      <span className={css.bottom}>
        <ChannelSign channel={row.channel} bare />
        {row.category && <Category category={row.category} />}
        {pressing && row.urgency && <UrgencySign urgency={row.urgency} />}
        <Owner row={row} me={me} />
        <span className={css.language} title={t(`language.${row.language}`)}>
          {row.language.toUpperCase()}
        </span>
      </span>
    </a>
  );
});
