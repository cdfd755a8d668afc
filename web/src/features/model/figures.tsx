/** What was measured of a model, alone or beside the one before it. */
import type { Measure, ModelFigures } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { REACHABLE } from '../../ui/reachable.js';
import css from './model.module.css';

/** What is shown, in this order, and whether more of it is better. */
const BETTER = {
  emergencyRecall: 'more',
  emergencyCaught: 'more',
  falseAlarms: 'less',
  category: 'more',
  categoryTop3: 'more',
  categoryMacroF1: 'more',
  answered: 'more',
  answeredRight: 'more',
  urgency: 'more',
  intentMacroF1: 'more',
  calibrationError: 'less',
} as const satisfies Record<Measure, 'more' | 'less'>;
const SHOWN = Object.keys(BETTER) as Measure[];
/** Smaller differences are shown as none. */
const NOTHING = 0.0005;

interface Props {
  now: ModelFigures;
  /** The model that it is compared with; the columns bear these names. */
  before?: { figures: ModelFigures; names: [string, string] };
}

export function Figures({ now, before }: Props) {
  const { t, language } = useTexts();
  const share = new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 1 });
  const words = { messages: now.messages, emergencies: now.emergencies };
  return (
    <div className={css.scroll} {...REACHABLE}>
      <table className={css.figures}>
        <caption>{t('model.figures.of', words)}</caption>
        {before && (
          <thead>
            <tr>
              <th scope="col">{t('model.measure')}</th>
              {before.names.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
              <th scope="col">{t('model.difference')}</th>
            </tr>
          </thead>
        )}
        <tbody>
          {SHOWN.map((measure) => (
            <tr key={measure}>
              <th scope="row">{t(`model.measure.${measure}`)}</th>
              {before && <td>{share.format(before.figures[measure])}</td>}
              <td>{share.format(now[measure])}</td>
              {before && (
                <Difference measure={measure} by={now[measure] - before.figures[measure]} />
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Difference({ measure, by }: { measure: Measure; by: number }) {
  const { t, language } = useTexts();
  if (Math.abs(by) < NOTHING) return <td className={css.same}>{t('model.same')}</td>;
  const better = by > 0 === (BETTER[measure] === 'more');
  const points = new Intl.NumberFormat(language, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'always',
  }).format(by * 100);
  return (
    <td className={css.difference} data-better={better}>
      {points} {t(better ? 'model.better' : 'model.worse')}
    </td>
  );
}
