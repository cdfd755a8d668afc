/** Loud failures of the whole desk, on every page: not delivered, channel dead, own line lost. */
import { Button } from '@mantine/core';
import { useChannels, useMe } from '../../data/queries.js';
import { inboxPath } from '../../data/route.js';
import { textOf } from '../../data/thread.js';
import type { ConversationRow } from '../../data/types.js';
import { putAside, useUndelivered } from '../../data/undelivered.js';
import { useTexts } from '../../texts/texts.js';
import { citizenName } from '../../ui/citizen.js';
import { IconAlertTriangle, IconWifiOff } from '../../ui/icons.js';
import { Notice } from './notice.js';

function Undelivered({ emergencies }: { emergencies: ConversationRow[] }) {
  const texts = useTexts();
  const { t } = texts;
  const failed = useUndelivered();
  return failed.map((message) => {
    const row = emergencies.find(({ id }) => id === message.conversationId);
    if (!row) return null;
    const text = textOf(message);
    return (
      <Notice
        key={message.id}
        tone="loud"
        loud="undelivered"
        icon={<IconAlertTriangle size={18} aria-hidden />}
        words={t('alarm.undelivered', { name: citizenName(row, texts), text })}
      >
        <a href={`#${inboxPath('all', row.id)}`}>{t('alarm.open')}</a>
        <Button size="compact-sm" variant="default" onClick={() => putAside(message.id)}>
          {t('alarm.aside')}
        </Button>
      </Notice>
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
      <Notice
        key={name}
        tone="loud"
        loud="channel"
        icon={<IconAlertTriangle size={18} aria-hidden />}
        words={t('alarm.channelDown', { channel: t(`channel.${name}`), count })}
      />
    );
  });
}

/** The own line; louder when emergencies hang on it. */
function LostLine({ emergencies }: { emergencies: ConversationRow[] }) {
  const { t } = useTexts();
  const me = useMe().operator.id;
  const mine = emergencies.filter(
    ({ owner }) => owner.kind === 'operator' && owner.operatorId === me,
  );
  const icon = <IconWifiOff size={18} aria-hidden />;
  if (mine.length === 0) return <Notice tone="dark" icon={icon} words={t('line.lost')} />;
  const words = t('alarm.lineLost', { count: mine.length });
  return <Notice tone="loud" loud="line" icon={icon} words={words} />;
}

interface Props {
  emergencies: ConversationRow[];
  lost: boolean;
}

export function Troubles({ emergencies, lost }: Props) {
  return (
    <>
      {lost && <LostLine emergencies={emergencies} />}
      <DeadChannels emergencies={emergencies} />
      <Undelivered emergencies={emergencies} />
    </>
  );
}
