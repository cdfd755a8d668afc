/** Every model that was trained here, with what it gains and what it would miss. */
import { Badge } from '@mantine/core';
import { serveModel } from '../../api.js';
import type { ModelVersionView, ModelView } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { shortDate } from '../../texts/times.js';
import { Asked } from '../../ui/asked.js';
import { useMay } from '../../ui/permissions.js';
import { Figures } from './figures.js';
import css from './model.module.css';
import { useModelAct } from './use-model.js';

export function Versions({ model }: { model: ModelView }) {
  const { t, language } = useTexts();
  const { versions, switches } = model;
  return (
    <section className={css.card} aria-labelledby="model-versions">
      <h2 id="model-versions">{t('model.versions')}</h2>
      {versions.length === 0 && <p className={css.dim}>{t('model.versions.none')}</p>}
      <ul className={css.versions}>
        {versions.map((each, at) => (
          <Version key={each.version} model={model} version={each} open={at === 0} />
        ))}
        {model.version !== model.shipped && <Shipped model={model} />}
      </ul>
      {switches.length > 0 && (
        <details className={css.record}>
          <summary>{t('model.switches', { count: switches.length })}</summary>
          <ul>
            {switches.map(({ at, by, from, to }) => (
              <li key={at}>
                {shortDate(language, at)}: <code>{from}</code> → <code>{to}</code>,{' '}
                {by?.name ?? t('model.switches.house')}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Serve({ version }: { version: string }) {
  const { t } = useTexts();
  const may = useMay();
  const { busy, act } = useModelAct();
  if (!may('model.manage')) return null;
  return (
    <Asked
      words={t('model.serve')}
      question={t('model.serve.ask', { version })}
      busy={busy}
      onYes={() => act(() => serveModel(version))}
    />
  );
}

function Shipped({ model }: { model: ModelView }) {
  const { t } = useTexts();
  return (
    <li className={css.one}>
      <div className={css.cardHead}>
        <p className={css.version}>
          <code>{model.shipped}</code> {t('model.shipped')}
        </p>
        <Serve version={model.shipped} />
      </div>
    </li>
  );
}

interface Props {
  model: ModelView;
  version: ModelVersionView;
  open: boolean;
}

function Version({ model, version: each, open }: Props) {
  const { t, language } = useTexts();
  const { version, comparison, refused } = each;
  const inService = version === model.version;
  const state = refused ? 'refused' : inService ? 'serving' : 'kept';
  const made = {
    date: shortDate(language, each.at),
    name: each.by.name,
    count: each.corrections,
  };
  return (
    <li className={css.one} data-state={state}>
      <div className={css.cardHead}>
        <div>
          <h3 className={css.version}>
            <code>{version}</code>{' '}
            <Badge className={css.badge} variant="default" data-state={state}>
              {t(`model.state.${state}`)}
            </Badge>
          </h3>
          <p className={css.dim}>{t('model.made', made)}</p>
        </div>
        {state === 'kept' && <Serve version={version} />}
      </div>
      {refused && (
        <Texts
          of={comparison.missed}
          title={t('model.missed', { count: comparison.missed.length })}
        />
      )}
      <details open={open}>
        <summary>{t('model.compare', { version: comparison.against })}</summary>
        <Figures
          now={comparison.after}
          before={{ figures: comparison.before, names: [comparison.against, version] }}
        />
        {comparison.weaker.length > 0 && (
          <Texts
            of={comparison.weaker}
            title={t('model.weaker', { count: comparison.weaker.length })}
          />
        )}
      </details>
    </li>
  );
}

function Texts({ of, title }: { of: string[]; title: string }) {
  return (
    <div className={css.missed}>
      <strong>{title}</strong>
      <ul>
        {of.map((text) => (
          <li key={text} lang="id">
            {text}
          </li>
        ))}
      </ul>
    </div>
  );
}
