import { readVersion } from '../src/app/version.js';
import { type App, startApp } from '../src/app.js';
import { parseConfig } from '../src/config.js';
import type { Logger } from '../src/log.js';
import type { Clock } from '../src/models/clock.js';
import { BOT_TOKEN, type Networks } from './networks.js';
import { ADMIN } from './staff.js';

const LOOK_MS = 20;
/** A channel that is not up after so long never will be. */
const UP_WITHIN_MS = 20_000;

export interface HouseParts {
  networks: Networks;
  dataDir: string;
  log: Logger;
  port: number;
  host?: string | undefined;
  clock?: Clock;
  /** 0 answers every bubble at once. */
  patience?: number;
}

/**
 * Starts the whole house on the made-up networks, and waits until all channels are up. Nothing of
 * the real settings is read: neither a token nor a database of somebody's office.
 */
export async function openHouse(parts: HouseParts): Promise<App> {
  const { networks, dataDir, log, port, host, clock, patience } = parts;
  const config = parseConfig({
    PORT: String(port),
    HOST: host,
    DATA_DIR: dataDir,
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    TELEGRAM_BOT_TOKEN: BOT_TOKEN,
    TELEGRAM_API_ROOT: networks.telegramUrl,
    WHATSAPP: 'on',
    WHATSAPP_WS_URL: networks.whatsappUrl,
  });
  const app = await startApp(config, {
    log,
    version: readVersion(),
    ...(clock ? { clock } : {}),
    ...(patience === undefined ? {} : { patience }),
    printQr: (qr) => networks.scan(qr),
  });
  await allUp(app);
  return app;
}

async function allUp(app: App): Promise<void> {
  const until = Date.now() + UP_WITHIN_MS;
  for (;;) {
    const down = app.channels.filter((channel) => channel.health().state !== 'up');
    if (down.length === 0) return;
    if (Date.now() > until) {
      const names = down.map(({ name, health }) => `${name} (${health().detail})`);
      throw new Error(`These channels did not come up: ${names.join(', ')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
