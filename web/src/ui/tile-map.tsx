/** The Leaflet part of a map; a chunk of its own, loaded when a pin is to be shown on tiles. */
import 'leaflet/dist/leaflet.css';
import leaflet from 'leaflet';
import { useEffect, useRef } from 'react';
import { useTexts } from '../texts/texts.js';
import { coordinates, type PinPoint } from './pin.js';
import css from './place-map.module.css';

/** So many tiles failing before any was shown: there is no map service. */
const FAILURES_TO_GIVE_UP = 2;

interface Props {
  point: PinPoint;
  tiles: string;
  onFail: () => void;
}

export default function TileMap({ point, tiles, onFail }: Props) {
  const { t } = useTexts();
  const box = useRef<HTMLDivElement>(null);
  const fail = useRef(onFail);
  const { latitude, longitude, accuracyMetres } = point;
  useEffect(() => {
    if (!box.current) return;
    const map = leaflet
      .map(box.current, { scrollWheelZoom: false })
      .setView([latitude, longitude], 16);
    let failures = 0;
    let shown = false;
    const layer = leaflet.tileLayer(tiles, { maxZoom: 19 }).addTo(map);
    layer.on('tileload', () => {
      shown = true;
    });
    layer.on('tileerror', () => {
      failures += 1;
      if (!shown && failures >= FAILURES_TO_GIVE_UP) fail.current();
    });
    if (accuracyMetres)
      leaflet.circle([latitude, longitude], { radius: accuracyMetres }).addTo(map);
    leaflet
      .circleMarker([latitude, longitude], {
        radius: 8,
        color: '#fff',
        fillColor: '#b91616',
        fillOpacity: 1,
      })
      .addTo(map);
    return () => {
      map.remove();
    };
  }, [latitude, longitude, accuracyMetres, tiles]);
  return (
    <section
      ref={box}
      className={css.tiles}
      aria-label={t('map.label', { point: coordinates(point) })}
    />
  );
}
