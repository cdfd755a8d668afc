/** What operators put right, masked: read it, then let triage learn from it or not. */
import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { correctionsUrl, decideCorrections } from '../../api.js';
import { cacheKey } from '../../data/keys.js';
import type { CorrectionPage, CorrectionView, ModelView } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { shortDate } from '../../texts/times.js';
import { useMay } from '../../ui/permissions.js';
import { Failed } from '../../ui/states.js';
import css from './model.module.css';
import { useCorrections, useModelAct } from './use-model.js';

type Decide = (ids: string[], state: CorrectionView['state']) => void;

export function Corrections({ model }: { model: ModelView }) {
  const { t } = useTexts();
  const may = useMay();
  const cache = useQueryClient();
  const { act } = useModelAct();
  const { data, error, isPending, isError, refetch, ...more } = useCorrections();
  const shown = data?.pages.flatMap(({ corrections }) => corrections) ?? [];
  const fresh = shown.filter(({ state }) => state === 'new').map(({ id }) => id);
  const { counts } = model;

  const decide: Decide = (ids, state) => {
    cache.setQueryData<InfiniteData<CorrectionPage>>(cacheKey.corrections, (now) =>
      marked(now, ids, state),
    );
    void act(() => decideCorrections(ids, state));
  };

  return (
    <section className={css.card} aria-labelledby="model-corrections">
      <div className={css.cardHead}>
        <div>
          <h2 id="model-corrections">{t('model.corrections')}</h2>
          <p className={css.dim}>{t('model.corrections.lead')}</p>
          <p className={css.dim}>{t('model.corrections.counts', counts)}</p>
        </div>
        {may('model.manage') && (
          <div className={css.buttons}>
            {fresh.length > 0 && (
              <Button
                variant="default"
                size="sm"
                onClick={() => decide(fresh.slice(0, 200), 'included')}
              >
                {t('model.includeShown', { count: Math.min(fresh.length, 200) })}
              </Button>
            )}
            {counts.included > 0 && (
              <Button variant="default" size="sm" component="a" href={correctionsUrl} download>
                {t('model.export')}
              </Button>
            )}
          </div>
        )}
      </div>
      {isPending && <Skeleton height={160} radius="md" />}
      {isError && !data && <Failed problem={error} retry={refetch} />}
      {data && shown.length === 0 && <p className={css.dim}>{t('model.corrections.none')}</p>}
      <ul className={css.corrections}>
        {shown.map((correction) => (
          <Correction key={correction.id} correction={correction} decide={decide} />
        ))}
      </ul>
      {more.hasNextPage && (
        <Button
          variant="default"
          size="sm"
          loading={more.isFetchingNextPage}
          onClick={() => void more.fetchNextPage()}
        >
          {t('app.more')}
        </Button>
      )}
    </section>
  );
}

function marked(
  now: InfiniteData<CorrectionPage> | undefined,
  ids: string[],
  state: CorrectionView['state'],
): InfiniteData<CorrectionPage> | undefined {
  return (
    now && {
      ...now,
      pages: now.pages.map((page) => ({
        ...page,
        corrections: page.corrections.map((each) =>
          ids.includes(each.id) ? { ...each, state } : each,
        ),
      })),
    }
  );
}

function Correction({ correction, decide }: { correction: CorrectionView; decide: Decide }) {
  const { t, language } = useTexts();
  const may = useMay();
  const { id, text, said, category, urgency, by, at, state } = correction;
  const labels = (['new', 'included', 'excluded'] as const).map((value) => ({
    value,
    label: t(`model.correction.${value}`),
  }));
  return (
    <li className={css.correction} data-state={state}>
      <p className={css.words} lang={correction.language === 'en' ? 'en' : 'id'}>
        {text}
      </p>
      <p className={css.dim}>
        {t('model.said')}: <s>{t(`category.${said.category}`)}</s>,{' '}
        <s>{t(`urgency.${said.urgency}`)}</s> → <strong>{t(`category.${category}`)}</strong>,{' '}
        <strong>{t(`urgency.${urgency}`)}</strong>
      </p>
      <p className={css.dim}>
        {id} · {by.name} · {shortDate(language, at)} · <code>{said.model}</code>
      </p>
      {may('model.manage') ? (
        <SegmentedControl
          size="xs"
          aria-label={t('model.correction.learn', { id })}
          value={state}
          data={labels}
          onChange={(value) => decide([id], value as CorrectionView['state'])}
        />
      ) : (
        <p className={css.dim}>{t(`model.correction.${state}`)}</p>
      )}
    </li>
  );
}
