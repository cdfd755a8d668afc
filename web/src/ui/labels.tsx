/** Small signs that mean the same on every page: channel, urgency, health. */
import { Badge } from '@mantine/core';
import type { ComponentType } from 'react';
import type { Category, Channel, Health, Urgency } from '../data/types.js';
import { useTexts } from '../texts/texts.js';
import * as icons from './icons.js';
import css from './labels.module.css';

export type Icon = ComponentType<{ size?: number | string; 'aria-hidden'?: boolean }>;

export const CHANNEL_ICONS: Record<Channel, Icon> = {
  telegram: icons.IconBrandTelegram,
  whatsapp: icons.IconBrandWhatsapp,
  webchat: icons.IconWorld,
  terminal: icons.IconTerminal2,
};

export const CATEGORY_ICONS: Record<Category, Icon> = {
  road: icons.IconRoad,
  power: icons.IconBolt,
  water: icons.IconDroplet,
  waste: icons.IconTrash,
  admin_service: icons.IconBuildingCommunity,
  corruption: icons.IconCash,
  education: icons.IconSchool,
  health: icons.IconHeartbeat,
  law_order: icons.IconShield,
  social: icons.IconUsers,
  transport: icons.IconBus,
  fire: icons.IconFlame,
  accident: icons.IconCar,
  medical: icons.IconAmbulance,
  disaster: icons.IconTornado,
  animal_rescue: icons.IconPaw,
  other: icons.IconHelpCircle,
};

/** The road a citizen came on: sign and name. */
export function ChannelSign({ channel, bare }: { channel: Channel; bare?: boolean }) {
  const { t } = useTexts();
  const Sign = CHANNEL_ICONS[channel];
  const name = t(`channel.${channel}`);
  return (
    <span className={css.sign} data-channel={channel} title={name}>
      <Sign size={15} aria-hidden />
      <span className={bare ? 'visually-hidden' : undefined}>{name}</span>
    </span>
  );
}

/** Urgency in a word; only what presses has a colour. */
export function UrgencySign({ urgency }: { urgency: Urgency }) {
  const { t } = useTexts();
  return (
    <span className={css.urgency} data-urgency={urgency}>
      {t(`urgency.${urgency}`)}
    </span>
  );
}

const HEALTH_SIGNS: Record<Health['state'], Icon> = {
  off: icons.IconX,
  starting: icons.IconHourglass,
  waiting: icons.IconHourglass,
  up: icons.IconCircleCheck,
  limited: icons.IconAlertTriangle,
  down: icons.IconExclamationCircle,
};

/** How a channel is: colour, sign and word. */
export function HealthSign({ state }: { state: Health['state'] }) {
  const { t } = useTexts();
  const Sign = HEALTH_SIGNS[state];
  return (
    <Badge
      className={css.health}
      data-health={state}
      variant="default"
      leftSection={<Sign size={13} aria-hidden />}
    >
      {t(`health.${state}`)}
    </Badge>
  );
}
