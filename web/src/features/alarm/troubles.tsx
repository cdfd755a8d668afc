/** Loud failures of the whole desk, on every page: not delivered, channel dead, own line lost. */
import { Button } from '@mantine/core';
import { useChannels, useMe } from '../../data/queries.js';
import { inboxPath } from '../../data/route.js';
import type { ConversationRow } from '../../data/types.js';
import { putAside, useUndelivered, wordsOf } from '../../data/undelivered.js';
import { useTexts } from '../../texts/texts.js';
import { citizenName } from '../../ui/citizen.js';
import { IconAlertTriangle, IconWifiOff } from '../../ui/icons.js';
import css from './alarm.module.css';

function Undelivered({ emergencies }: { emergencies: ConversationRow[] }) {
  const texts = useTexts();
  const { t } = texts;
  const failed = useUndelivered();
  return failed.map((message) => {
    const row = emergencies.find(({ id }) => id === message.conversationId);
    if (!row) return null;
    const text = wordsOf(message);
    return (
      <div key={message.id} role="alert" className={css.loud} data-loud="undelivered">
        <IconAlertTriangle size={18} aria-hidden />
        <span>{t('alarm.undelivered', { name: citizenName(row, texts), text })}</span>
        <a href={`#${inboxPath('all', row.id)}`}>{t('alarm.open')}</a>
        <Button size="compact-sm" variant="default" onClick={() => putAside(message.id)}>
          {t('alarm.aside')}
        </Button>
      </div>
    );
  });
}

function DeadChannels({ emergencies }: { emergencies: ConversationRow[] }) {
  const { t } = useTexts();
  const channels = useChannels().data ?? [];
  return channels.map(({ name, health }) => {
    const count = emergencies.filter(({ channel }) => channel === name).length;
    const dead = health.state !== 'up' && health.state !== 'limited' && health.state !== 'off';
    if (count === 0 || !dead) return null;
    return (
      <div key={name} role="alert" className={css.loud} data-loud="channel">
        <IconAlertTriangle size={18} aria-hidden />
        <span>{t('alarm.channelDown', { channel: t(`channel.${name}`), count })}</span>
      </div>
    );
  });
}

interface Props {
  emergencies: ConversationRow[];
  lost: boolean;
}

export function Troubles({ emergencies, lost }: Props) {
  const { t } = useTexts();
  const me = useMe().operator.id;
  const mine = emergencies.filter(
    ({ owner }) => owner.kind === 'operator' && owner.operatorId === me,
  );
  return (
    <>
      {lost && mine.length > 0 && (
        <div role="alert" className={css.loud} data-loud="line">
          <IconWifiOff size={18} aria-hidden />
          <span>{t('alarm.lineLost', { count: mine.length })}</span>
        </div>
      )}
      <DeadChannels emergencies={emergencies} />
      <Undelivered emergencies={emergencies} />
    </>
  );
}
