/** One message. Who speaks shows in side, colour, sign and name. */
import { memo } from 'react';
import type { MessageView } from '../../data/types.js';
import { type Texts, useTexts } from '../../texts/texts.js';
import { clockTime, exactTime } from '../../texts/times.js';
import { IconDeviceMobile, IconNote, IconRobot, IconUser } from '../../ui/icons.js';
import type { Icon } from '../../ui/labels.js';
import css from './bubble.module.css';
import { MessageContent } from './content.js';
import { DeliverySign } from './delivery.js';

type Voice = 'citizen' | 'bot' | 'operator' | 'phone' | 'note';

const SIGNS: Record<Voice, Icon> = {
  citizen: IconUser,
  bot: IconRobot,
  operator: IconUser,
  phone: IconDeviceMobile,
  note: IconNote,
};

const voiceOf = ({ direction, author }: MessageView): Voice =>
  direction === 'note' ? 'note' : author.kind;

function speaker({ author }: MessageView, citizen: string, { t }: Texts): string {
  if (author.kind === 'operator') return author.name;
  return author.kind === 'citizen' ? citizen : t(`message.${author.kind}`);
}

interface Props {
  message: MessageView;
  citizen: string;
  /** False when the same voice spoke right before: the name is not repeated. */
  named: boolean;
}

export const Bubble = memo(function Bubble({ message, citizen, named }: Props) {
  const texts = useTexts();
  const { t, language } = texts;
  const voice = voiceOf(message);
  const Sign = SIGNS[voice];
  const { delivery, originalText, reactions = [] } = message;
  return (
    <li className={css.line} data-voice={voice} data-state={delivery?.state}>
      <div className={css.bubble}>
        <span className={named ? css.speaker : 'visually-hidden'}>
          <Sign size={13} aria-hidden /> {speaker(message, citizen, texts)}
        </span>
        {voice === 'note' && <span className={css.aside}>{t('message.note')}</span>}
        {message.deletedAt ? (
          <details className={css.original}>
            <summary>{t('message.deleted')}</summary>
            <MessageContent content={message.content} />
          </details>
        ) : (
          <MessageContent content={message.content} />
        )}
        {originalText !== undefined && (
          <details className={css.original}>
            <summary>{t('message.edited')}</summary>
            {t('message.original', { text: originalText })}
          </details>
        )}
        {delivery?.problem && delivery.state === 'failed' && (
          <p className={css.problem}>{delivery.problem}</p>
        )}
        <span className={css.foot}>
          <time dateTime={message.at} title={exactTime(language, message.at)}>
            {clockTime(language, message.at)}
          </time>
          {delivery && <DeliverySign delivery={delivery} />}
        </span>
      </div>
      {reactions.length > 0 && (
        <span className={css.reactions}>
          {reactions.map(({ by, emoji }) => (
            <span key={by} role="img" aria-label={t(`message.reaction.${by}`, { emoji })}>
              {emoji}
            </span>
          ))}
        </span>
      )}
    </li>
  );
});
