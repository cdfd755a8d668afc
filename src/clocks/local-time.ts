/** Clocks are changed on a quarter of an hour, nowhere between. */
const QUARTER_MS = 900_000;
/** How far each zone's clock is ahead of UTC, in the quarter that was asked for last. */
const offsets = new Map<string, { quarter: number; offsetMs: number }>();

/**
 * Milliseconds whose UTC reading is what the clock of an IANA zone shows: arithmetic on days
 * becomes plain. Throws a RangeError for a zone that does not exist.
 */
export function localTime(at: Date, timeZone: string): number {
  const ms = at.getTime();
  const quarter = Math.floor(ms / QUARTER_MS);
  const known = offsets.get(timeZone);
  if (known?.quarter === quarter) return ms + known.offsetMs;
  const offsetMs = clockReading(at, timeZone) - Math.floor(ms / 1000) * 1000;
  offsets.set(timeZone, { quarter, offsetMs });
  return ms + offsetMs;
}

function clockReading(at: Date, timeZone: string): number {
  const parts = formatter(timeZone).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs far more than using it. */
function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(timeZone, made);
  return made;
}
