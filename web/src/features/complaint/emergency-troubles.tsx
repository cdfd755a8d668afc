/** What went wrong and what to do, loud and at the top of the card. */
import { useNow } from '../../data/clock.js';
import { useOutbox } from '../../data/outbox.js';
import { useChannels, useMe, useThread } from '../../data/queries.js';
import { textOf } from '../../data/thread.js';
import type { ConversationDetail, EmergencyView, MessageView } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import css from './emergency-acts.module.css';

const OLD_PIN_MS = 5 * 60_000;

interface Trouble {
  key: string;
  what: string;
  todo?: string;
}

/** Failed, and nothing was said successfully since. */
function lastFailed(messages: MessageView[]): MessageView | null {
  const last = messages.findLast(({ direction }) => direction === 'out');
  return last?.delivery?.state === 'failed' ? last : null;
}

export function EmergencyTroubles(props: {
  conversation: ConversationDetail;
  emergency: EmergencyView;
}) {
  const { conversation, emergency } = props;
  const { t } = useTexts();
  const now = useNow();
  const me = useMe().operator.id;
  const { id, channel, channelHealth, phone } = conversation;
  const messages = useThread(id).query.data?.messages ?? [];
  const failed = lastFailed(messages);
  const unsent = useOutbox().filter((each) => each.conversationId === id && each.by === me);
  const live = useChannels().data?.find(({ name }) => name === channel)?.health.state;
  const state = live ?? channelHealth.state;
  const { place } = emergency;
  const pinIsOld = place?.pointAt && now - Date.parse(place.pointAt) > OLD_PIN_MS;

  const troubles: Trouble[] = [];
  if (state !== 'up' && state !== 'limited')
    troubles.push({
      key: 'channel',
      what: t('trouble.channel.down', { channel: t(`channel.${channel}`) }),
      todo: t('trouble.channel.do'),
    });
  if (failed)
    troubles.push({
      key: failed.id,
      what: t('trouble.undelivered', { text: textOf(failed) }),
      todo: t('trouble.undelivered.do'),
    });
  for (const { clientId, state: sending, text } of unsent) {
    if (sending === 'sending') continue;
    troubles.push({ key: clientId, what: t(`trouble.${sending}`, { text }) });
  }
  if (pinIsOld) troubles.push({ key: 'pin', what: t('trouble.oldPin') });
  return (
    <div role="alert">
      {troubles.map(({ key, what, todo }) => (
        <p key={key} className={css.trouble} data-trouble={key}>
          <strong>{what}</strong>
          {todo && <span>{todo}</span>}
          {todo && phone && <a href={`tel:${phone}`}>{t('card.call', { phone })}</a>}
        </p>
      ))}
    </div>
  );
}
