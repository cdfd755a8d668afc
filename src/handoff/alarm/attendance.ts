import type { Clock } from '../../models/clock.js';

/** Pages beat every few seconds; silence of this length is a closed laptop or a dead line. */
export const LOST_MS = 18_000;
const LOOK_MS = 3_500;

/** Who is at a screen. In memory: after a restart everybody has {@link LOST_MS} to come back. */
export interface Attendance {
  /** A line to this person's page; call the answer when it closed. */
  joined(operatorId: string): () => void;
  /** The page says that it is there. From then on a line alone is no sign of life: it may be half open. */
  beat(operatorId: string): void;
  /** Somebody who may own something without being here; lost unless they show up. */
  expect(operatorId: string): void;
  stop(): void;
}

interface Seen {
  lines: number;
  beats: boolean;
  at: number;
}

/** Builds it; `lost` is called once for each person who went, until they are seen again. */
export function createAttendance(parts: {
  clock: Clock;
  lost(operatorId: string): Promise<void>;
}): Attendance {
  const { clock, lost } = parts;
  const known = new Map<string, Seen>();
  let stopped = false;
  let stopLooking: (() => void) | null = null;

  const now = () => clock.now().getTime();

  function seen(operatorId: string): Seen {
    const one = known.get(operatorId) ?? { lines: 0, beats: false, at: now() };
    known.set(operatorId, one);
    if (!stopped) stopLooking ??= clock.after(LOOK_MS, look);
    return one;
  }

  function look(): void {
    stopLooking = null;
    for (const [operatorId, { lines, beats, at }] of known) {
      const here = lines > 0 && !beats;
      if (here || now() - at < LOST_MS) continue;
      known.delete(operatorId);
      void lost(operatorId);
    }
    if (known.size > 0 && !stopped) stopLooking = clock.after(LOOK_MS, look);
  }

  return {
    joined(operatorId) {
      const one = seen(operatorId);
      one.lines += 1;
      one.at = now();
      return () => {
        const still = seen(operatorId);
        still.lines = Math.max(0, still.lines - 1);
        if (!still.beats) still.at = now();
      };
    },
    beat(operatorId) {
      const one = seen(operatorId);
      one.beats = true;
      one.at = now();
    },
    expect: (operatorId) => void seen(operatorId),
    stop() {
      stopped = true;
      stopLooking?.();
    },
  };
}
