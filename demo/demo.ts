import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '../src/app.js';
import { asError } from '../src/errors.js';
import type { Logger } from '../src/log.js';
import { chanceOf } from './chance.js';
import { openHouse } from './house.js';
import { startNetworks } from './networks.js';
import { livePast, type PastParts, SHIFTS } from './past.js';
import { PastClock } from './past-clock.js';
import { livePresent } from './present.js';
import { hireStaff, type Staff } from './staff.js';
import { foundTown, type Town } from './town.js';
import type { Pause } from './work.js';

/** Banyuasin in idn-area-data. */
const REGENCY_CODE = '16.07';
const A_LITTLE_MORE_MINUTES = 30;
const TIDY_MS = 10 * 60_000;

export interface DemoOptions {
  seed: string;
  /** 1 is life, 2 twice as fast. */
  pace: number;
  log: Logger;
  port: number;
  host?: string | undefined;
  /** Fewer days of the past, for tests. */
  shifts?: PastParts['shifts'];
  /** False: nobody but the newcomer works at the inbox. */
  colleagues?: boolean;
  /** 0: the bot answers every bubble at once. */
  patience?: number;
}

/** A county at work. */
export interface Demo {
  url: string;
  town: Town;
  staff: Staff;
  /** Stops everything and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts the made-up networks, lives through the last days in a house of its own clock, then opens
 * the same house in the present, where people keep writing.
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { log, port, host, pace } = options;
  const chance = chanceOf(options.seed);
  const dataDir = await mkdtemp(join(tmpdir(), 'sahut-demo-'));
  const over = new AbortController();
  // However it ends, nothing is left behind.
  const wipe = (): void => rmSync(dataDir, { recursive: true, force: true });
  process.once('exit', wipe);
  let url = '';
  let pause: Pause;
  const networks = await startNetworks(() => url);
  const town = foundTown({ networks, chance, regencyCode: REGENCY_CODE, pause: () => pause });
  const parts = { networks, dataDir, log };
  let app: App | undefined;

  const stop = async (): Promise<void> => {
    over.abort();
    await networks.stop();
    await app?.stop();
    await rm(dataDir, { recursive: true, force: true });
    process.off('exit', wipe);
  };

  try {
    const shifts = options.shifts ?? SHIFTS;
    const clock = new PastClock(((shifts[0]?.minutesAgo ?? 0) + A_LITTLE_MORE_MINUTES) * 60_000);
    pause = async (seconds) => clock.pass(seconds);
    app = await openHouse({ ...parts, port: 0, clock, patience: 0 });
    url = app.url;
    const staff = await hireStaff(() => url);
    await livePast({ town, staff, clock, chance: chance.fork('past'), shifts });

    pause = pauseFor(pace, over.signal);
    // While the house is shut nobody knocks.
    url = '';
    await app.stop();
    const { patience } = options;
    app = await openHouse({
      ...parts,
      port,
      host,
      ...(patience === undefined ? {} : { patience }),
    });
    url = app.url;
    const tidy = setInterval(networks.forget, TIDY_MS).unref();
    over.signal.addEventListener('abort', () => clearInterval(tidy));
    const colleagues = options.colleagues ?? true;
    void livePresent({
      town,
      ...(colleagues ? { staff } : {}),
      chance: chance.fork('present'),
      pause,
      signal: over.signal,
      pace,
      trouble: (thrown) => {
        if (!over.signal.aborted)
          log.warn({ err: asError(thrown) }, 'something in the demo went wrong');
      },
    });
    return { url, town, staff, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits in the present; after the end it never comes back, so that nobody goes on. */
function pauseFor(pace: number, signal: AbortSignal): Pause {
  const timers = new Set<NodeJS.Timeout>();
  signal.addEventListener('abort', () => timers.forEach((timer) => void clearTimeout(timer)));
  return (seconds) =>
    new Promise((resolve) => {
      if (signal.aborted) return;
      const timer = setTimeout(
        () => {
          timers.delete(timer);
          resolve();
        },
        (seconds * 1000) / pace,
      ).unref();
      timers.add(timer);
    });
}
