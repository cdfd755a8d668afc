/** Times: relative, with the exact one on hover; and running clocks. */
import { heatOf, runningClock, useNow } from '../data/clock.js';
import { useTexts } from '../texts/texts.js';
import { exactTime, relativeTime } from '../texts/times.js';
import css from './time.module.css';

/** `5 menit lalu`; seconds too when `fine`. */
export function Ago({ at, fine = false }: { at: string; fine?: boolean }) {
  const { language } = useTexts();
  const now = useNow();
  return (
    <time dateTime={at} title={exactTime(language, at)}>
      {relativeTime(language, at, { ms: now, fine })}
    </time>
  );
}

/** A clock running since `at`; `heat` colours it at 15, 30 and 60 seconds. */
export function RunningClock({ at, heat = false }: { at: string; heat?: boolean }) {
  const { language } = useTexts();
  const ms = useNow() - Date.parse(at);
  return (
    <time
      className={css.clock}
      data-heat={heat ? heatOf(ms) : undefined}
      dateTime={at}
      title={exactTime(language, at)}
    >
      {runningClock(ms)}
    </time>
  );
}
