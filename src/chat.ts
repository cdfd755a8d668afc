import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { startApp } from './app.js';
import { createTerminal } from './bots/terminal/terminal.js';
import { systemClock } from './clocks/system.js';
import { loadConfig } from './config.js';
import { createLog } from './log.js';
import type { Choice, Content, OutboundContent } from './models/message.js';

/** One citizen at this keyboard, remembered from one run to the next. */
const CHAT = 'keyboard';

/** `npm run chat`: talks to the bot in the terminal, with storage of its own. */
async function main(): Promise<void> {
  const configured = loadConfig();
  const config = { ...configured, PORT: 0, dataDir: join(configured.dataDir, 'chat') };
  let menu: Choice[] = [];
  const terminal = createTerminal(({ content }) => {
    menu = 'choices' in content ? (content.choices ?? []) : [];
    process.stdout.write(`\n${render(content)}\n> `);
  }, systemClock);
  const app = await startApp(
    { ...config, WHATSAPP: false, TELEGRAM_BOT_TOKEN: undefined },
    { log: createLog('silent'), channels: [terminal] },
  );
  process.stdout.write('Write to the bot; a number chooses. Ctrl+D ends.\n> ');
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    if (line.trim()) await terminal.write(CHAT, read(line, menu));
  }
  await app.stop();
}

function read(line: string, menu: Choice[]): Content {
  const chosen = menu[Number(line) - 1];
  return chosen ? { kind: 'choice', ...chosen } : { kind: 'text', text: line };
}

function render(content: OutboundContent): string {
  if (content.kind !== 'text') return `[${content.kind}]`;
  const choices = (content.choices ?? []).map(({ label }, index) => `  ${index + 1}. ${label}`);
  return [content.text, ...choices].join('\n');
}

await main();
