import { banner, pairingQr } from './app/banner.js';
import { readVersion } from './app/version.js';
import { startApp } from './app.js';
import { loadConfig } from './config.js';
import { asError, SahutError } from './errors.js';
import { createLog } from './log.js';

/** A stop that takes longer than this is cut: the next start finishes what it left. */
const STOP_WITHIN_MS = 15_000;

async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLog(config.LOG_LEVEL);
  process.on('unhandledRejection', (reason) => {
    log.error({ err: asError(reason) }, 'a promise was rejected that nobody awaited');
  });
  const version = readVersion();
  const app = await startApp(config, { log, version, printQr: pairingQr });
  process.stdout.write(banner(config, app));

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    await app.stop();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
}

main().catch((thrown: unknown) => {
  const error = asError(thrown);
  const text =
    error instanceof SahutError
      ? `${error.message}\n${error.remedy}`
      : (error.stack ?? error.message);
  process.stderr.write(`\nSahut could not start.\n${text}\n`);
  process.exit(1);
});
