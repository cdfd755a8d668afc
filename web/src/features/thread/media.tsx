/** Photos, voices, films and documents in a bubble, or why there is none. */
import { Anchor, Text } from '@mantine/core';
import { useState } from 'react';
import { mediaUrl } from '../../api.js';
import type { MediaContent, MediaRef } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { fileSize } from '../../texts/times.js';
import { IconDownload, IconFile, IconHourglass } from '../../ui/icons.js';
import css from './media.module.css';
import { useOpenPhoto } from './photos.js';

function NoFile({ media }: { media: MediaRef }) {
  const { t } = useTexts();
  return (
    <Text size="sm" className={css.missing}>
      <IconHourglass size={15} aria-hidden />
      {t(media.missing ? `media.${media.missing}` : 'media.fetching')}
    </Text>
  );
}

function Photo({ media, url, label }: { media: MediaRef; url: string; label: string }) {
  const { t } = useTexts();
  const open = useOpenPhoto();
  const [broken, setBroken] = useState(false);
  if (broken) return <Text size="sm">{t('media.broken')}</Text>;
  return (
    <button type="button" className={css.photo} onClick={() => open(media.mediaId ?? '')}>
      <img
        src={url}
        alt={`${t('message.openPhoto')}: ${label}`}
        width={media.width ?? 320}
        height={media.height ?? 240}
        loading="lazy"
        onError={() => setBroken(true)}
      />
    </button>
  );
}

function Download({ media, url }: { media: MediaRef; url: string }) {
  const { t, language } = useTexts();
  return (
    <Anchor className={css.document} href={url} download={media.fileName ?? ''}>
      <IconFile size={26} aria-hidden />
      <span className={css.fileName}>
        {media.fileName ?? t('message.document')}
        <small>
          {fileSize(language, media.bytes)} · {media.mimeType}
        </small>
      </span>
      <IconDownload size={18} aria-label={t('message.download')} />
    </Anchor>
  );
}

/** The file of a message, shown as what it is. */
export function Media({ content }: { content: MediaContent }) {
  const { t } = useTexts();
  const { kind, media, caption } = content;
  if (media.mediaId === null) return <NoFile media={media} />;
  const url = mediaUrl(media.mediaId);
  const label = caption ?? t(`message.${kind}`);
  if (kind === 'photo' || kind === 'sticker')
    return <Photo media={media} url={url} label={label} />;
  if (kind === 'document') return <Download media={media} url={url} />;
  if (kind === 'video') {
    return (
      <video className={css.video} src={url} controls preload="metadata" aria-label={label}>
        <track kind="captions" />
      </video>
    );
  }
  return (
    <audio className={css.audio} src={url} controls preload="metadata" aria-label={label}>
      <track kind="captions" />
    </audio>
  );
}
