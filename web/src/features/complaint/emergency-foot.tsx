/** The kept times of an emergency, at the foot of its card. */
import type { ReactNode } from 'react';
import type { EmergencyDesk } from '../../data/asked.js';
import { runningClock } from '../../data/clock.js';
import type { ConversationDetail } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { clockTime, exactTime } from '../../texts/times.js';
import { REACHABLE } from '../../ui/reachable.js';
import css from './emergency-acts.module.css';

type Times = EmergencyDesk['times'];

/** A time of the day, and how long after the first word of danger. */
function At({ at, from }: { at: string; from: string }) {
  const { language } = useTexts();
  const after = Date.parse(at) - Date.parse(from);
  return (
    <time dateTime={at} title={exactTime(language, at)}>
      {clockTime(language, at)} (+{runningClock(after)})
    </time>
  );
}

function People({ acts, from }: { acts: Times['shown']; from: string }) {
  return acts.map(({ operatorId, name, at }, index) => (
    <span key={`${operatorId} ${at}`}>
      {index > 0 && ', '}
      {name} <At at={at} from={from} />
    </span>
  ));
}

function Time({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function EmergencyFoot({ conversation }: { conversation: ConversationDetail }) {
  const { t, language } = useTexts();
  const times = conversation.emergencyDesk?.times;
  if (!times) return null;
  const { openedAt: from, shown, accepted, lost, firstWordsAt, closedAt } = times;
  const notYet = t('foot.notYet');
  return (
    <dl className={css.foot} aria-label={t('foot.title')} {...REACHABLE}>
      <Time label={t('foot.first')}>
        <time dateTime={from} title={exactTime(language, from)}>
          {clockTime(language, from)}
        </time>
      </Time>
      <Time label={t('foot.shown')}>
        {shown.length > 0 ? <People acts={shown} from={from} /> : notYet}
      </Time>
      <Time label={t('foot.accepted')}>
        {accepted.length > 0 ? <People acts={accepted} from={from} /> : notYet}
      </Time>
      {lost.length > 0 && (
        <Time label={t('foot.lost')}>
          <People acts={lost} from={from} />
        </Time>
      )}
      <Time label={t('foot.words')}>
        {firstWordsAt ? <At at={firstWordsAt} from={from} /> : notYet}
      </Time>
      {closedAt && (
        <Time label={t('foot.closed')}>
          <At at={closedAt} from={from} />
        </Time>
      )}
    </dl>
  );
}
