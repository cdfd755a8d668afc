/** What triage has learnt, and what it may learn from operators. */
import { Skeleton } from '@mantine/core';
import { useTexts } from '../../texts/texts.js';
import { Page } from '../../ui/page.js';
import { Failed } from '../../ui/states.js';
import { Corrections } from './corrections.js';
import { InService } from './in-service.js';
import css from './model.module.css';
import { Training } from './training.js';
import { useModel } from './use-model.js';
import { Versions } from './versions.js';

export default function ModelPage() {
  const { t } = useTexts();
  const { data, error, isPending, isError, refetch } = useModel();
  return (
    <Page title={t('model.title')} lead={t('model.lead')} width="wide">
      {isPending && <Skeleton height={320} radius="lg" />}
      {isError && !data && <Failed problem={error} retry={refetch} />}
      {data && (
        <div className={css.cards}>
          <div className={css.column}>
            <InService model={data} />
            <Versions model={data} />
          </div>
          <div className={css.column}>
            <Training model={data} />
            <Corrections model={data} />
          </div>
        </div>
      )}
    </Page>
  );
}
