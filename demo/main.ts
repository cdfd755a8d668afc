import { asError, SahutError } from '../src/errors.js';
import { createLog } from '../src/log.js';
import { type Demo, startDemo } from './demo.js';
import { VISITORS } from './staff.js';

/** A stop that takes longer than this is cut. */
const STOP_WITHIN_MS = 15_000;

const say = (text: string): void => void process.stdout.write(text);

/** What a newcomer needs. */
function greeting(url: string): string {
  const accounts = VISITORS.map(
    ({ role, email, password }) => `    ${role.padEnd(11)}${email.padEnd(25)}${password}\n`,
  );
  return `
Kabupaten Banyuasin, made up: its citizens write on WhatsApp, Telegram and the web chat.

  Inbox     ${url}/
${accounts.join('')}
  Web chat  ${url}/chat   (be a citizen yourself)

  An emergency comes in within half a minute, then every few minutes. Take it, answer, and the
  citizen answers back. Sari and Joko are simulated too: they take what you leave for long.
  DEMO_PACE=2 is twice as fast, DEMO_SEED=… another county. Nothing is kept. Stop with Ctrl+C.

`;
}

async function main(): Promise<void> {
  const { DEMO_PACE = '1', DEMO_SEED = 'banyuasin', PORT = '3000', HOST, LOG_LEVEL } = process.env;
  const pace = Number(DEMO_PACE);
  if (!(pace > 0 && pace <= 100)) {
    throw new SahutError('config/invalid', 'DEMO_PACE cannot be used: give a number up to 100.');
  }
  say('Living through the last days of Kabupaten Banyuasin…\n');
  const log = createLog(LOG_LEVEL === undefined ? 'warn' : (LOG_LEVEL as 'warn'));
  let demo: Demo | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(demo));
  demo = await startDemo({ seed: DEMO_SEED, pace, log, port: Number(PORT), host: HOST });
  say(greeting(demo.url));
}

/** Before the county is there, leaving is enough: its folder goes with the process. */
async function stop(demo: Demo | undefined): Promise<void> {
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  await demo?.stop();
  process.exit(0);
}

main().catch((thrown: unknown) => {
  const error = asError(thrown);
  const text = error instanceof SahutError ? `${error.message}\n${error.remedy}` : error.stack;
  process.stderr.write(`\nThe demo could not start.\n${text ?? error.message}\n`);
  process.exit(1);
});
