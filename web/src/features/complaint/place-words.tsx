/** Where something is, in words; the age and accuracy of a pin beside it. */
import { placeLines } from '../../data/places.js';
import type { Place } from '../../data/types.js';
import { useTexts } from '../../texts/texts.js';
import { IconExternalLink, IconMapPin } from '../../ui/icons.js';
import { coordinates } from '../../ui/pin.js';
import { Ago } from '../../ui/time.js';
import css from './emergency.module.css';

export function PlaceWords({ place, fine = false }: { place: Place; fine?: boolean }) {
  const { t } = useTexts();
  const { point, pointAt } = place;
  const [first, ...others] = placeLines(place);
  return (
    <>
      {first && <strong>{first}</strong>}
      {others.map((line) => (
        <span key={line}>{line}</span>
      ))}
      {point && (
        <a
          className={css.pin}
          href={`geo:${point.latitude},${point.longitude}?q=${point.latitude},${point.longitude}`}
          title={t('map.open')}
        >
          <IconMapPin size={14} aria-hidden />
          <span className="numbers">{coordinates(point)}</span>
          <IconExternalLink size={12} aria-hidden />
        </a>
      )}
      {point && (
        <span className={css.small}>
          {point.accuracyMetres !== undefined &&
            `${t('map.accuracy', { metres: Math.round(point.accuracyMetres) })} · `}
          {pointAt && (
            <>
              {t('card.pinAge', { ago: '' })}
              <Ago at={pointAt} fine={fine} />
            </>
          )}
        </span>
      )}
    </>
  );
}
