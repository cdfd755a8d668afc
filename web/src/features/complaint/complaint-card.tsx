/** One complaint: what, how sure, where it stands, and what may be done. */
import { CopyButton, NativeSelect, UnstyledButton } from '@mantine/core';
import {
  CATEGORIES,
  type Category,
  type ComplaintView,
  URGENCIES,
  type Urgency,
} from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { IconCopy } from '../../ui/icons.js';
import { Marked } from '../../ui/marked.js';
import { useMay } from '../../ui/permissions.js';
import { Facts } from './facts.js';
import { History } from './history.js';
import css from './panel.module.css';
import { StatusForm } from './status-form.js';
import { ToldFacts } from './told-facts.js';
import { useChange } from './use-change.js';

interface Props {
  complaint: ComplaintView;
  conversationId: string;
}

function Reference({ reference }: { reference: string }) {
  const { t } = useTexts();
  return (
    <CopyButton value={reference}>
      {({ copied, copy }) => (
        <UnstyledButton className={css.reference} onClick={copy} title={t('app.copy')}>
          {reference} <IconCopy size={14} aria-hidden />
          <span role="status" className={css.copied}>
            {copied ? t('app.copied') : ''}
          </span>
        </UnstyledButton>
      )}
    </CopyButton>
  );
}

function TriageWords({ complaint }: { complaint: ComplaintView }) {
  const { t } = useTexts();
  const { triage, categoryBy } = complaint;
  if (triage.abstain && categoryBy === 'triage') return <strong>{t('case.unsure')}</strong>;
  const percent = Math.round(triage.confidence * 100);
  const category = t(`category.${triage.category}`);
  return (
    <>
      {t('case.triage', { percent, category })} · {t(`case.by.${categoryBy}`)}
    </>
  );
}

export function ComplaintCard({ complaint, conversationId }: Props) {
  const { t } = useTexts();
  const may = useMay();
  const { busy, change } = useChange(complaint, conversationId);
  const locked = busy || !may('complaint.change');
  return (
    <article
      className={css.complaint}
      aria-label={t('list.reference', { reference: complaint.reference })}
    >
      <header className={css.head}>
        <Reference reference={complaint.reference} />
        <span className={css.status} data-status={complaint.status}>
          {t(`status.${complaint.status}`)}
        </span>
      </header>
      <p className={css.description}>
        <Marked
          text={complaint.description}
          reasons={complaint.triage.reasons}
          facts={complaint.facts}
        />
      </p>
      <ToldFacts facts={complaint.facts} />
      <div className={css.choices}>
        <NativeSelect
          size="xs"
          label={t('case.category')}
          disabled={locked}
          value={complaint.category}
          data={CATEGORIES.map((value) => ({ value, label: t(`category.${value}`) }))}
          onChange={(event) => void change({ category: event.currentTarget.value as Category })}
        />
        <NativeSelect
          size="xs"
          label={t('case.urgency')}
          disabled={locked}
          value={complaint.urgency}
          data={URGENCIES.map((value) => ({ value, label: t(`urgency.${value}`) }))}
          onChange={(event) => void change({ urgency: event.currentTarget.value as Urgency })}
        />
      </div>
      <p className={css.triage}>
        <TriageWords complaint={complaint} />
      </p>
      {may('complaint.change') && <StatusForm complaint={complaint} busy={busy} change={change} />}
      <Facts complaint={complaint} />
      <History history={complaint.history} />
    </article>
  );
}
