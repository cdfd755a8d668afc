/** The card of the first ten seconds: WHAT, WHERE, WHO IS IN DANGER, WHEN, STILL THERE? Always in this order. */
import { UnstyledButton } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { takeCard } from '../../data/intent.js';
import { placeLines } from '../../data/places.js';
import type { ConversationDetail, EmergencyView } from '../../data/types.js';
import { type Texts, useTexts } from '../../texts/texts.js';
import { IconAlertTriangle, IconChevronDown, IconChevronUp, IconPhone } from '../../ui/icons.js';
import { CATEGORY_ICONS, ChannelSign, HealthSign } from '../../ui/labels.js';
import { Marked } from '../../ui/marked.js';
import { REACHABLE } from '../../ui/reachable.js';
import { Ago, RunningClock } from '../../ui/time.js';
import css from './emergency.module.css';
import { EmergencyActs } from './emergency-acts.js';
import { EmergencyFoot } from './emergency-foot.js';
import { EmergencyTroubles } from './emergency-troubles.js';
import { PlaceWords } from './place-words.js';
import { ToldFacts } from './told-facts.js';

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={css.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function why(emergency: EmergencyView, { t }: Texts): string {
  const { triage, confirmed } = emergency;
  const byRule = triage.reasons.some((reason) => reason.rule !== 'model');
  const sure = t('card.sure', { percent: Math.round(triage.confidence * 100) });
  return [
    sure,
    t(byRule ? 'card.rule' : 'card.model'),
    confirmed && t(`card.confirmed.${confirmed}`),
  ]
    .filter(Boolean)
    .join(' · ');
}

function What({ emergency }: { emergency: EmergencyView }) {
  const texts = useTexts();
  const { triage, words } = emergency;
  const Sign = CATEGORY_ICONS[triage.category];
  return (
    <>
      <span className={css.big}>
        <Sign size={22} aria-hidden /> {texts.t(`category.${triage.category}`)}
      </span>
      <q className={css.quote}>
        <Marked text={words} reasons={triage.reasons} facts={emergency.facts} />
      </q>
      <ToldFacts facts={emergency.facts} kinds={['plates', 'agencies']} />
      <span className={css.small}>{why(emergency, texts)}</span>
    </>
  );
}

function Where({ emergency }: { emergency: EmergencyView }) {
  const { t } = useTexts();
  const { place } = emergency;
  const lines = place ? placeLines(place) : [];
  const told = <ToldFacts facts={emergency.facts} kinds={['places']} said={lines} />;
  if (place && Object.keys(place).length > 0) {
    return (
      <>
        <PlaceWords place={place} fine />
        {told}
      </>
    );
  }
  return (
    <>
      <span className={css.lacking}>{t('card.noPlace')}</span>
      <span className={css.small}>{t('card.noPlace.lead')}</span>
      {told}
    </>
  );
}

function StillThere({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTexts();
  const { phone, channel, channelHealth, lastCitizenAt } = conversation;
  return (
    <>
      <span>
        {t('card.lastMessage', { ago: '' })}
        <Ago at={lastCitizenAt} fine />
      </span>
      <span className={css.inline}>
        <ChannelSign channel={channel} /> <HealthSign state={channelHealth.state} />
      </span>
      {phone ? (
        <a className={css.call} href={`tel:${phone}`}>
          <IconPhone size={15} aria-hidden /> {t('card.call', { phone })}
        </a>
      ) : (
        <span className={css.small}>{t('card.noPhone')}</span>
      )}
    </>
  );
}

interface Props {
  conversation: ConversationDetail;
  emergency: EmergencyView;
}

export function EmergencyCard({ conversation, emergency }: Props) {
  const { t } = useTexts();
  const [folded, setFolded] = useState(false);
  const certain = conversation.danger === 2;
  const Fold = folded ? IconChevronDown : IconChevronUp;
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (takeCard(conversation.id)) card.current?.focus();
  });
  return (
    <section
      ref={card}
      tabIndex={-1}
      className={css.card}
      data-danger={conversation.danger}
      aria-label={t('card.title')}
    >
      <header className={css.head}>
        <IconAlertTriangle size={18} aria-hidden />
        <strong>{t(certain ? 'list.emergency' : 'card.suspected')}</strong>
        {folded && <span>{t(`category.${emergency.triage.category}`)}</span>}
        <UnstyledButton
          className={css.fold}
          aria-expanded={!folded}
          aria-label={t(folded ? 'card.unfold' : 'card.fold')}
          onClick={() => setFolded(!folded)}
        >
          <Fold size={18} aria-hidden />
        </UnstyledButton>
      </header>
      <EmergencyTroubles conversation={conversation} emergency={emergency} />
      {!folded && (
        <dl className={css.facts} {...REACHABLE}>
          <Fact label={t('card.what')}>
            <What emergency={emergency} />
          </Fact>
          <Fact label={t('card.where')}>
            <Where emergency={emergency} />
          </Fact>
          <Fact label={t('card.who')}>
            {emergency.people ??
              ((emergency.facts?.people.length ?? 0) === 0 && (
                <span className={css.lacking}>{t('card.noPeople')}</span>
              ))}
            <ToldFacts facts={emergency.facts} kinds={['people']} />
          </Fact>
          <Fact label={t('card.when')}>
            <span className={css.clock}>
              <RunningClock at={emergency.openedAt} heat />
            </span>
            <span className={css.small}>{t('card.sinceFirst')}</span>
            <ToldFacts facts={emergency.facts} kinds={['times']} />
          </Fact>
          <Fact label={t('card.there')}>
            <StillThere conversation={conversation} />
            <ToldFacts facts={emergency.facts} kinds={['phones']} />
          </Fact>
        </dl>
      )}
      <EmergencyActs conversation={conversation} />
      {!folded && <EmergencyFoot conversation={conversation} />}
    </section>
  );
}
