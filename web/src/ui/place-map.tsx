/** A pin: on a map when tiles are configured and load, drawn otherwise. Coordinates and a link are always there. */
import { Anchor, Group, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTexts } from '../texts/texts.js';
import { IconExternalLink } from './icons.js';
import { coordinates, type PinPoint } from './pin.js';
import css from './place-map.module.css';

const TileMap = lazy(() => import('./tile-map.js'));
const TILES = document.querySelector<HTMLMetaElement>('meta[name="sahut-tiles"]')?.content ?? '';
/** Metres across the drawn map. */
const DRAWN_METRES = 400;

/** A grid of 100 m squares with the pin and its circle of accuracy, to scale. */
function DrawnMap({ point }: { point: PinPoint }) {
  const { t } = useTexts();
  const radius = Math.min(95, ((point.accuracyMetres ?? 0) / DRAWN_METRES) * 200);
  return (
    <svg
      className={css.drawn}
      viewBox="0 0 200 100"
      preserveAspectRatio="xMidYMid slice"
      role="img"
    >
      <title>{`${t('map.label', { point: coordinates(point) })}. ${t('map.drawn')}`}</title>
      <path
        className={css.grid}
        d="M0 25H200M0 50H200M0 75H200M25 0V100M50 0V100M75 0V100M100 0V100M125 0V100M150 0V100M175 0V100"
      />
      {radius > 0 && <circle className={css.accuracy} cx="100" cy="50" r={radius} />}
      <path className={css.pin} d="M100 50c-6-9-8-12-8-16a8 8 0 0 1 16 0c0 4-2 7-8 16z" />
      <circle cx="100" cy="34" r="3" fill="#fff" />
    </svg>
  );
}

export function PlaceMap({ point }: { point: PinPoint }) {
  const { t } = useTexts();
  const [tilesFail, setTilesFail] = useState(TILES === '');
  const { latitude, longitude, accuracyMetres } = point;
  return (
    <div className={css.map}>
      <div className={css.frame}>
        {tilesFail ? (
          <DrawnMap point={point} />
        ) : (
          <Suspense fallback={<DrawnMap point={point} />}>
            <TileMap point={point} tiles={TILES} onFail={() => setTilesFail(true)} />
          </Suspense>
        )}
      </div>
      <Group gap={8} wrap="wrap" className={css.foot}>
        <Text size="xs" className="numbers">
          {coordinates(point)}
          {accuracyMetres !== undefined &&
            ` · ${t('map.accuracy', { metres: Math.round(accuracyMetres) })}`}
        </Text>
        <Anchor size="xs" href={`geo:${latitude},${longitude}?q=${latitude},${longitude}`}>
          {t('map.open')} <IconExternalLink size={12} aria-hidden />
        </Anchor>
      </Group>
    </div>
  );
}
