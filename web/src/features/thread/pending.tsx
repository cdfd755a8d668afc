/** What was written here and is not confirmed by the server yet. */
import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { again, discard } from '../../data/outbox.js';
import type { Pending } from '../../data/thread.js';
import { isTextKey, useTexts } from '../../texts/texts.js';
import { clockTime } from '../../texts/times.js';
import { IconClock, IconExclamationCircle, IconFile } from '../../ui/icons.js';
import css from './bubble.module.css';

export function PendingBubble({ pending }: { pending: Pending }) {
  const { t, language } = useTexts();
  const cache = useQueryClient();
  const { clientId, state, text, media, at } = pending;
  const refused = state === 'refused';
  const key = `problem.${pending.problem ?? ''}`;
  const problem = isTextKey(key) ? t(key) : (pending.problem ?? '');
  return (
    <div
      className={css.line}
      data-voice={pending.as === 'note' ? 'note' : 'operator'}
      data-state={refused ? 'failed' : 'pending'}
    >
      <div className={css.bubble}>
        {media && (
          <span>
            <IconFile size={15} aria-hidden /> {media.name}
          </span>
        )}
        {text !== '' && <p className={css.text}>{text}</p>}
        <span className={css.foot}>
          <time dateTime={at}>{clockTime(language, at)}</time>
          <span className={css.delivery} data-state={refused ? 'failed' : 'queued'}>
            {refused ? <IconExclamationCircle size={14} /> : <IconClock size={14} />}
            {t(`pending.${state}`, { problem })}
          </span>
        </span>
        {refused && (
          <Group gap={6} mt={4} justify="flex-end">
            <Button size="compact-xs" variant="default" onClick={() => discard(clientId)}>
              {t('pending.discard')}
            </Button>
            <Button size="compact-xs" onClick={() => again(cache, clientId)}>
              {t('pending.again')}
            </Button>
          </Group>
        )}
      </div>
    </div>
  );
}
