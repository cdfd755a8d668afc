import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian and others put Chromium. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine; null where there is none. */
export const CHROMIUM = PLACES.find((path) => existsSync(path)) ?? null;

/** Why the browser's part of a suite is left out here; never on CI, where nothing is. */
export const NO_CHROMIUM =
  'LEFT OUT: no Chromium on this machine; `apt-get install chromium`, then run this again';

/** Starts it; on CI a missing browser is a failure. */
export async function openBrowser(): Promise<Browser> {
  if (!CHROMIUM) throw new Error(NO_CHROMIUM);
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
}

/** True where the browser's part must run, be there a browser or not. */
export const BROWSER_WANTED = CHROMIUM !== null || process.env.CI === 'true';
