/** The bar at the top: where one is, how the line is, who one is. */
import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { signOut } from './api.js';
import { signedOut } from './data/apply.js';
import { useChannels, useMe } from './data/queries.js';
import { readRoute, usePath } from './data/route.js';
import { forgetSoundCheck } from './features/alarm/warnings.js';
import { MentionBell } from './features/mentions/bell.js';
import type { LineState } from './live.js';
import css from './shell.module.css';
import { chooseLanguage, useTexts } from './texts/texts.js';
import {
  IconAntenna,
  IconCheck,
  IconInbox,
  IconKeyboard,
  IconLogout,
  IconMessageBolt,
  IconSchool,
  IconUser,
  IconUsers,
  IconVolume,
} from './ui/icons.js';
import { Logo } from './ui/logo.js';
import { useMay } from './ui/permissions.js';
import { useComplain } from './ui/problems.js';

function Links() {
  const { t } = useTexts();
  const may = useMay();
  const [path] = usePath();
  const channels = useChannels().data ?? [];
  const trouble = channels.some(({ health }) => health.state === 'down');
  const links = [
    {
      href: '#/waiting',
      here: readRoute(path) !== null,
      Sign: IconInbox,
      words: t('app.inbox'),
      show: true,
    },
    {
      href: '#/channels',
      here: path === '/channels',
      Sign: IconAntenna,
      words: t('app.channels'),
      show: may('channel.read'),
      trouble,
    },
    {
      href: '#/quick-replies',
      here: path === '/quick-replies',
      Sign: IconMessageBolt,
      words: t('app.quickReplies'),
      show: may('quick-reply.manage'),
    },
    {
      href: '#/model',
      here: path === '/model',
      Sign: IconSchool,
      words: t('app.model'),
      show: may('model.read'),
    },
    {
      href: '#/people',
      here: path === '/people',
      Sign: IconUsers,
      words: t('app.people'),
      show: may('operator.read'),
    },
  ];
  return (
    <nav className={css.links} aria-label={t('app.menu')}>
      {links
        .filter((link) => link.show)
        .map(({ href, here, Sign, words, trouble: red }) => (
          <a key={href} href={href} aria-current={here ? 'page' : undefined} title={words}>
            <Sign size={19} aria-hidden />
            <span>{words}</span>
            {red && <i className={css.dot} title={t('health.down')} />}
          </a>
        ))}
    </nav>
  );
}

const SCHEMES = ['auto', 'light', 'dark'] as const;

function Preferences() {
  const { t, language } = useTexts();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const tick = (on: boolean) =>
    on ? <IconCheck size={16} aria-hidden /> : <span className={css.gap} />;
  return (
    <>
      <Menu.Label>{t('app.language')}</Menu.Label>
      {(['id', 'en'] as const).map((each) => (
        <Menu.Item
          key={each}
          leftSection={tick(language === each)}
          onClick={() => chooseLanguage(each)}
        >
          {each === 'id' ? 'Bahasa Indonesia' : 'English'}
        </Menu.Item>
      ))}
      <Menu.Label>{t('app.scheme')}</Menu.Label>
      {SCHEMES.map((each) => (
        <Menu.Item
          key={each}
          leftSection={tick(colorScheme === each)}
          onClick={() => setColorScheme(each)}
        >
          {t(`app.scheme.${each}`)}
        </Menu.Item>
      ))}
    </>
  );
}

function PersonMenu({ onKeys }: { onKeys: () => void }) {
  const { t } = useTexts();
  const { operator } = useMe();
  const cache = useQueryClient();
  const complain = useComplain();
  const leave = (): void => {
    forgetSoundCheck();
    signedOut(cache);
  };
  return (
    <Menu position="bottom-end" width={260} withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="default"
          size={36}
          radius="xl"
          aria-label={`${t('app.menu')}: ${operator.name}`}
        >
          <IconUser size={19} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {operator.name} · {t(`role.${operator.role}`)}
        </Menu.Label>
        <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={onKeys}>
          {t('keys.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconVolume size={16} aria-hidden />} onClick={forgetSoundCheck}>
          {t('alarm.check')}
        </Menu.Item>
        <Preferences />
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => void signOut().then(leave, complain)}
        >
          {t('app.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface Props {
  line: LineState;
  alarmed: boolean;
  onKeys: () => void;
  /** The alarm. It stands in the bar, so that nothing below moves when it comes. */
  children: ReactNode;
}

export function TopBar({ line, alarmed, onKeys, children }: Props) {
  const { t } = useTexts();
  const { organisation } = useMe();
  return (
    <header className={css.top} data-alarmed={alarmed}>
      <button
        type="button"
        className={css.skip}
        onClick={() => document.querySelector('main')?.focus()}
      >
        {t('app.skip')}
      </button>
      <Logo organisation={organisation} />
      <Links />
      {children}
      <span className={css.line} data-line={line}>
        <i aria-hidden="true" />
        <span>{t(line === 'live' ? 'line.live' : 'line.connecting')}</span>
      </span>
      <MentionBell />
      <PersonMenu onKeys={onKeys} />
    </header>
  );
}
