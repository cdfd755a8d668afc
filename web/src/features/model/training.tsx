/** Begins a training and shows how far it is. */
import { Button, Progress } from '@mantine/core';
import { retrainModel } from '../../api.js';
import { type ModelView, STAGES, type Training as UnderWay } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { useMay } from '../../ui/permissions.js';
import { RunningClock } from '../../ui/time.js';
import css from './model.module.css';
import { useModelAct } from './use-model.js';

export function Training({ model }: { model: ModelView }) {
  const { t } = useTexts();
  const may = useMay();
  const { busy, act } = useModelAct();
  const { retraining, counts, corpus } = model;
  const running = retraining?.state === 'running';
  const ready = corpus && counts.included > 0;
  return (
    <section className={css.card} aria-labelledby="model-training">
      <div className={css.cardHead}>
        <div>
          <h2 id="model-training">{t('model.training')}</h2>
          <p className={css.dim}>{t('model.training.lead')}</p>
        </div>
        {may('model.manage') && (
          <Button
            loading={busy}
            disabled={running || !ready}
            onClick={() => void act(retrainModel)}
          >
            {t('model.retrain', { count: counts.included })}
          </Button>
        )}
      </div>
      {!corpus && <p className={css.warning}>{t('model.noCorpus')}</p>}
      {corpus && counts.included === 0 && <p className={css.dim}>{t('model.nothingIncluded')}</p>}
      <div aria-live="polite">
        {running && <Running retraining={retraining} />}
        {retraining?.state === 'failed' && (
          <p className={css.warning}>
            {t('model.failed')} <span lang="en">{retraining.problem}</span>
          </p>
        )}
        {retraining?.state === 'done' && (
          <p>{t('model.trained', { version: retraining.version })}</p>
        )}
      </div>
    </section>
  );
}

function Running({ retraining }: { retraining: UnderWay }) {
  const { t } = useTexts();
  const step = STAGES.indexOf(retraining.stage) + 1;
  const words = t('model.stage', { step, steps: STAGES.length });
  return (
    <div className={css.running}>
      <p>
        {words}: {t(`model.stage.${retraining.stage}`)}
      </p>
      <Progress
        value={(step / (STAGES.length + 1)) * 100}
        animated
        aria-label={words}
        size="lg"
        radius="sm"
      />
      <p className={css.dim}>
        {t('model.running', { name: retraining.by.name, count: retraining.corrections })}{' '}
        <span aria-live="off">
          <RunningClock at={retraining.since} />
        </span>
      </p>
    </div>
  );
}
