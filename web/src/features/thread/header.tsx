/** Who it is, who has it, and what can be done with it. */
import { ActionIcon, Button, Kbd, Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMe } from '../../data/queries.js';
import { inboxPath } from '../../data/route.js';
import type { ConversationRow, InboxView } from '../../data/types.js';
import { type Texts, useTexts } from '../../texts/texts.js';
import { citizenName } from '../../ui/citizen.js';
import { IconArrowLeft, IconCircleCheck, IconDots, IconRobot, IconUser } from '../../ui/icons.js';
import { ChannelSign } from '../../ui/labels.js';
import { useMay } from '../../ui/permissions.js';
import css from './header.module.css';

export type Ask = 'release' | 'close' | 'take-over';

interface Props {
  row: ConversationRow;
  view: InboxView;
  busy: boolean;
  onClaim: () => void;
  onAsk: (what: Ask) => void;
  /** A switch between messages and complaint, where the screen is narrow. */
  children?: ReactNode;
}

function ownerWords(row: ConversationRow, me: string, { t }: Texts): string {
  const { owner } = row;
  if (owner.kind === 'operator') {
    return owner.operatorId === me ? t('owner.mine') : t('owner.other', { name: owner.name });
  }
  if (owner.kind === 'closed') return t('owner.closed', { outcome: t(`outcome.${owner.outcome}`) });
  if (owner.kind === 'waiting') return `${t('owner.waiting')} · ${t(`reason.${owner.reason}`)}`;
  return t('owner.bot');
}

function MineMenu({ onAsk }: { onAsk: Props['onAsk'] }) {
  const { t } = useTexts();
  const may = useMay();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" size="sm" leftSection={<IconDots size={18} aria-hidden />}>
          <span className={css.label}>{t('action.actions')}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {may('conversation.release') && (
          <Menu.Item
            leftSection={<IconRobot size={16} aria-hidden />}
            onClick={() => onAsk('release')}
          >
            {t('action.release')}
          </Menu.Item>
        )}
        {may('conversation.close') && (
          <Menu.Item
            leftSection={<IconCircleCheck size={16} aria-hidden />}
            onClick={() => onAsk('close')}
          >
            {t('action.close')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Main({ row, busy, onClaim, onAsk }: Omit<Props, 'view'>) {
  const { t } = useTexts();
  const may = useMay();
  const me = useMe().operator.id;
  const { owner } = row;
  if (owner.kind === 'operator' && owner.operatorId === me) return <MineMenu onAsk={onAsk} />;
  if (owner.kind === 'operator') {
    if (!may('conversation.take-over')) return null;
    return (
      <Button size="sm" variant="default" loading={busy} onClick={() => onAsk('take-over')}>
        {t('action.takeOver')}
      </Button>
    );
  }
  if (!may('conversation.claim')) return null;
  return (
    <Button
      className={css.claim}
      size="sm"
      color={row.danger === 2 ? 'red' : 'sahut'}
      loading={busy}
      onClick={onClaim}
      leftSection={<IconUser size={16} aria-hidden />}
      rightSection={<Kbd className={css.key}>C</Kbd>}
    >
      {t('action.claim')}
    </Button>
  );
}

export function ThreadHeader({ children, view, ...rest }: Props) {
  const texts = useTexts();
  const { row } = rest;
  const me = useMe().operator.id;
  return (
    <header className={css.header}>
      <ActionIcon
        className={css.back}
        component="a"
        href={`#${inboxPath(view)}`}
        variant="subtle"
        size="lg"
        aria-label={texts.t('keys.back')}
      >
        <IconArrowLeft size={20} aria-hidden />
      </ActionIcon>
      <div className={css.who}>
        <h2>{citizenName(row, texts)}</h2>
        <p>
          <ChannelSign channel={row.channel} bare />
          <span>{ownerWords(row, me, texts)}</span>
        </p>
      </div>
      {children}
      <Main {...rest} />
    </header>
  );
}
