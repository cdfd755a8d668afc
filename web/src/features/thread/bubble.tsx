/** One message. Who speaks shows in side, colour, sign and name. */
import { memo } from 'react';
import type { MessageView } from '../../data/types.js';
import { isTextKey, type Texts, useTexts } from '../../texts/texts.js';
import { clockTime, exactTime } from '../../texts/times.js';
import {
  IconArrowBackUp,
  IconAt,
  IconDeviceMobile,
  IconNote,
  IconRobot,
  IconUser,
} from '../../ui/icons.js';
import type { Icon } from '../../ui/labels.js';
import css from './bubble.module.css';
import { MessageContent } from './content.js';
import { DeliverySign } from './delivery.js';
import { Held } from './held.js';
import { Quoted, quoteOf } from './quoted.js';

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
  /** Goes to another message. */
  onJump: (id: string) => void;
  /** Quotes this one in the next answer; absent where that cannot be. */
  onAnswer?: ((quote: ReturnType<typeof quoteOf>) => void) | undefined;
}

/** The words; of what was deleted they stand behind a fold. */
function Body({ message }: { message: MessageView }) {
  const { t } = useTexts();
  const { content, deletedAt, originalText } = message;
  return (
    <>
      {deletedAt ? (
        <details className={css.original}>
          <summary>{t('message.deleted')}</summary>
          <MessageContent content={content} />
        </details>
      ) : (
        <MessageContent content={content} />
      )}
      {originalText !== undefined && (
        <details className={css.original}>
          <summary>{t('message.edited')}</summary>
          {t('message.original', { text: originalText })}
        </details>
      )}
    </>
  );
}

function Reactions({ message }: { message: MessageView }) {
  const { t } = useTexts();
  const { reactions = [] } = message;
  if (reactions.length === 0) return null;
  return (
    <span className={css.reactions}>
      {reactions.map(({ by, emoji }) => (
        <span key={by} role="img" aria-label={t(`message.reaction.${by}`, { emoji })}>
          {emoji}
        </span>
      ))}
    </span>
  );
}

export const Bubble = memo(function Bubble(props: Props) {
  const { message, citizen, named, onJump, onAnswer } = props;
  const texts = useTexts();
  const { t, language } = texts;
  const voice = voiceOf(message);
  const Sign = SIGNS[voice];
  const { delivery, replyTo, mentions } = message;
  const kindWords = (kind: string): string => {
    const key = `message.${kind}`;
    return isTextKey(key) ? t(key) : kind;
  };
  return (
    <div className={css.line} data-voice={voice} data-state={delivery?.state}>
      <div className={css.row}>
        <div className={css.bubble}>
          <span className={named ? css.speaker : 'visually-hidden'}>
            <Sign size={13} aria-hidden /> {speaker(message, citizen, texts)}
          </span>
          {voice === 'note' && <span className={css.aside}>{t('message.note')}</span>}
          {replyTo && <Quoted quote={replyTo} onJump={onJump} />}
          <Body message={message} />
          {mentions && (
            <span className={css.aside}>
              <IconAt size={13} aria-hidden />
              {t('message.mentions', { names: mentions.map(({ name }) => name).join(', ') })}
            </span>
          )}
          {delivery?.problem && delivery.state === 'failed' && (
            <p className={css.problem}>{delivery.problem}</p>
          )}
          <span className={css.foot}>
            {message.heldUntil !== undefined && <Held message={message} />}
            <time dateTime={message.at} title={exactTime(language, message.at)}>
              {clockTime(language, message.at)}
            </time>
            {delivery && <DeliverySign delivery={delivery} />}
          </span>
        </div>
        {onAnswer && (
          <button
            type="button"
            className={css.answer}
            aria-label={t('message.answer')}
            title={t('message.answer')}
            onClick={() => onAnswer(quoteOf(message, kindWords))}
          >
            <IconArrowBackUp size={16} aria-hidden />
          </button>
        )}
      </div>
      <Reactions message={message} />
    </div>
  );
});
