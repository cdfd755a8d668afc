import { toString as toQr } from 'qrcode';
import type { App } from '../app.js';
import type { Config } from '../config.js';
import type { ChannelHealth, ChannelName } from '../models/channel.js';

/** What switches a channel on, for those that are off. */
const SWITCHES: Record<string, string> = {
  telegram: 'off: set TELEGRAM_BOT_TOKEN to the token from @BotFather',
  whatsapp: 'off: set WHATSAPP=on, then scan the QR code',
};

/** What a newcomer needs after `npm start`: where everything is, and how each channel is. */
export function banner(config: Config, app: App): string {
  const url = config.PUBLIC_URL ? config.publicUrl : app.url;
  const password = app.oneTimePassword
    ? `            ${config.ADMIN_EMAIL}, one-time password: ${app.oneTimePassword}\n`
    : '';
  return `
Sahut serves ${config.ORG_NAME}

  Web chat  ${url}/chat
  Inbox     ${url}/
${password}
${channelLines(app)}
  Storage ${app.storage}, queue ${app.queue}, data in ${config.dataDir}
  Stop with Ctrl+C.

`;
}

function channelLines(app: App): string {
  const names: ChannelName[] = ['webchat', 'telegram', 'whatsapp'];
  return names
    .map((name) => {
      const channel = app.channels.find((one) => one.name === name);
      return `  ${name.padEnd(9)} ${channel ? stateLine(channel.health()) : SWITCHES[name]}\n`;
    })
    .join('');
}

function stateLine({ state, detail }: ChannelHealth): string {
  return `${state === 'up' ? 'on' : state}: ${detail}`;
}

/** Shows the QR code that pairs WhatsApp, in the terminal. */
export function pairingQr(qr: string): void {
  void toQr(qr, { type: 'utf8' }).then((picture) => {
    process.stdout.write(
      `\nWhatsApp: open Settings > Linked devices on the phone and scan this code.\n${picture}\n`,
    );
  });
}
