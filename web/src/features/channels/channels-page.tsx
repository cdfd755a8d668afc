/** How each road to the citizens is, and pairing WhatsApp. */
import { Skeleton, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { logoutWhatsapp, pairWhatsapp } from '../../api.js';
import { cacheKey } from '../../data/keys.js';
import { useChannels } from '../../data/queries.js';
import type { ChannelView } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { fileSize, shortDate } from '../../texts/times.js';
import { Asked } from '../../ui/asked.js';
import { IconAntenna } from '../../ui/icons.js';
import { CHANNEL_ICONS, HealthSign } from '../../ui/labels.js';
import { Page } from '../../ui/page.js';
import { useMay } from '../../ui/permissions.js';
import { useComplain } from '../../ui/problems.js';
import { Empty, Failed } from '../../ui/states.js';
import css from './channels.module.css';

/** As an image the drawing cannot run anything. */
const asImage = (svg: string): string =>
  `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;

function Pairing({ svg }: { svg: string }) {
  const { t } = useTexts();
  return (
    <div className={css.pairing}>
      <img src={asImage(svg)} alt={t('channels.qr')} width={220} height={220} />
      <Text size="sm">{t('channels.qr.lead')}</Text>
    </div>
  );
}

interface LineProps {
  what: 'logout' | 'pair';
  act: () => Promise<unknown>;
}

/** Cuts or begins the line to citizens, once it is sure. */
function Line({ what, act }: LineProps) {
  const { t } = useTexts();
  const complain = useComplain();
  const cache = useQueryClient();
  const [busy, setBusy] = useState(false);
  const go = async (): Promise<void> => {
    setBusy(true);
    await act().catch(complain);
    await cache.invalidateQueries({ queryKey: cacheKey.channels });
    setBusy(false);
  };
  return (
    <Asked
      words={t(`channels.${what}`)}
      question={t(`channels.${what}.ask`)}
      busy={busy}
      onYes={go}
      size="xs"
      color="red"
    />
  );
}

function ChannelCard({ channel }: { channel: ChannelView }) {
  const { t, language } = useTexts();
  const may = useMay();
  const Sign = CHANNEL_ICONS[channel.name];
  const { health, limits, qrSvg } = channel;
  const whatsapp = channel.name === 'whatsapp' && !qrSvg;
  const cut = whatsapp && (health.state === 'down' || health.state === 'waiting');
  const paired = whatsapp && health.state !== 'off' && !cut;
  const words = {
    characters: limits.textCharacters.toLocaleString(language),
    upload: fileSize(language, limits.uploadBytes),
  };
  return (
    <article className={css.card} data-health={health.state}>
      <header>
        <Sign size={24} aria-hidden />
        <h2>{t(`channel.${channel.name}`)}</h2>
        <HealthSign state={health.state} />
      </header>
      <p className={css.detail} lang="en">
        {health.detail}
      </p>
      {qrSvg && <Pairing svg={qrSvg} />}
      <dl>
        <dt>{t('channels.account')}</dt>
        <dd>{channel.account || '–'}</dd>
        <dt>{t('channels.since')}</dt>
        <dd>{shortDate(language, health.since)}</dd>
        <dt>{t('channels.limits')}</dt>
        <dd>{t('channels.limits.text', words)}</dd>
      </dl>
      <p className={css.reports}>
        {t(limits.reportsDelivery ? 'channels.reports' : 'channels.noReports')}
      </p>
      {paired && may('channel.manage') && <Line what="logout" act={logoutWhatsapp} />}
      {cut && may('channel.manage') && <Line what="pair" act={pairWhatsapp} />}
    </article>
  );
}

export default function ChannelsPage() {
  const { t } = useTexts();
  const { data, error, isPending, isError, refetch } = useChannels();
  return (
    <Page title={t('channels.title')} lead={t('channels.lead')} width="wide">
      {isPending && <Skeleton height={200} maw={360} radius="lg" />}
      {isError && !data && <Failed problem={error} retry={refetch} />}
      {data?.length === 0 && (
        <Empty icon={IconAntenna} title={t('channels.empty')} lead={t('channels.empty.lead')} />
      )}
      <div className={css.cards}>
        {data?.map((channel) => (
          <ChannelCard key={`${channel.name}/${channel.account}`} channel={channel} />
        ))}
      </div>
    </Page>
  );
}
