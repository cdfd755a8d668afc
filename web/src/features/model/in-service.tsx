/** The model that reads messages now: since when, by whom, how good; and back to the one before. */
import { rollBackModel } from '../../api.js';
import type { ModelView } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { shortDate } from '../../texts/times.js';
import { Asked } from '../../ui/asked.js';
import { useMay } from '../../ui/permissions.js';
import { Figures } from './figures.js';
import css from './model.module.css';
import { useModelAct } from './use-model.js';

export function InService({ model }: { model: ModelView }) {
  const { t, language } = useTexts();
  const may = useMay();
  const { busy, act } = useModelAct();
  const [last] = model.switches;
  const trained = model.versions.find(({ version }) => version === model.version);
  const figures = trained ? trained.comparison.after : model.shippedFigures;
  const since = last
    ? t('model.since', { date: shortDate(language, last.at), name: last.by?.name ?? 'Sahut' })
    : t('model.since.shipped');
  return (
    <section className={css.card} aria-labelledby="model-now">
      <div className={css.cardHead}>
        <div>
          <h2 id="model-now">{t('model.now')}</h2>
          <p className={css.version}>
            <code>{model.version}</code>{' '}
            {model.version === model.shipped
              ? t('model.shipped')
              : t('model.corrections.of', { count: trained?.corrections ?? 0 })}
          </p>
          <p className={css.dim}>{since}</p>
        </div>
        {last && may('model.manage') && (
          <Asked
            words={t('model.rollBack')}
            question={t('model.rollBack.ask', { version: last.from })}
            busy={busy}
            onYes={() => act(rollBackModel)}
          />
        )}
      </div>
      {last?.because && (
        <p className={css.warning} role="alert">
          {t('model.fellBack', { version: last.from })} <span lang="en">{last.because}</span>
        </p>
      )}
      {figures ? <Figures now={figures} /> : <p className={css.dim}>{t('model.figures.none')}</p>}
    </section>
  );
}
