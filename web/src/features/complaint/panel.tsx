/** The right side of a conversation: the citizen, and each complaint that was filed here. */
import type { ConversationDetail } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { shortDate } from '../../texts/times.js';
import { citizenName } from '../../ui/citizen.js';
import { IconNote } from '../../ui/icons.js';
import { ChannelSign } from '../../ui/labels.js';
import { REACHABLE } from '../../ui/reachable.js';
import { Empty } from '../../ui/states.js';
import { ComplaintCard } from './complaint-card.js';
import css from './panel.module.css';

function Citizen({ conversation }: { conversation: ConversationDetail }) {
  const texts = useTexts();
  const { t, language } = texts;
  return (
    <dl className={css.citizen}>
      <dt>{t('case.citizen')}</dt>
      <dd>{citizenName(conversation, texts)}</dd>
      <dt>{t('case.phone')}</dt>
      <dd>
        {conversation.phone ? <a href={`tel:${conversation.phone}`}>{conversation.phone}</a> : '–'}
      </dd>
      <dt>{t('case.language')}</dt>
      <dd>
        {t(`language.${conversation.language}`)} · <ChannelSign channel={conversation.channel} />
      </dd>
      <dt>{t('case.firstAt')}</dt>
      <dd>{shortDate(language, conversation.firstCitizenAt)}</dd>
    </dl>
  );
}

export function CasePanel({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTexts();
  const newestFirst = conversation.complaints.toReversed();
  return (
    <section {...REACHABLE} className={css.panel} aria-label={t('case.title')}>
      <Citizen conversation={conversation} />
      {newestFirst.length === 0 && (
        <div className={css.none}>
          <Empty icon={IconNote} title={t('case.none')} lead={t('case.none.lead')} />
        </div>
      )}
      {newestFirst.map((complaint) => (
        <ComplaintCard
          key={complaint.reference}
          complaint={complaint}
          conversationId={conversation.id}
        />
      ))}
    </section>
  );
}
