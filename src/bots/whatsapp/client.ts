import type { ChannelLimits } from '../../models/channel.js';
import { noCipher } from './cipher.js';
import { plainAgent } from './download.js';
import type { WhatsAppChannel, WhatsAppOptions } from './options.js';
import { NO_PACE, USUAL_PACE } from './pace.js';
import { WhatsAppRoad } from './road.js';

export type { WhatsAppChannel, WhatsAppOptions } from './options.js';

const MEGABYTE = 1024 * 1024;

const LIMITS: ChannelLimits = {
  textCharacters: 4_096,
  captionCharacters: 1_024,
  choices: 12,
  choiceCharacters: 120,
  uploadBytes: 50 * MEGABYTE,
  downloadBytes: 50 * MEGABYTE,
  quotes: true,
  reportsDelivery: true,
};

/** Prepares the channel; nothing of Baileys is loaded before `start`. */
export function createWhatsApp(options: WhatsAppOptions): WhatsAppChannel {
  const loopback = isLoopback(options.wsUrl);
  return new WhatsAppRoad({
    vault: options.vault,
    clock: options.clock,
    log: options.log,
    random: options.random ?? Math.random,
    account: options.account ?? 'main',
    cipher: options.cipher ?? noCipher,
    pace: options.pace ?? (loopback ? NO_PACE : USUAL_PACE),
    limits: LIMITS,
    queryTimeoutMs: options.queryTimeoutMs ?? 15_000,
    loopback,
    agent: loopback ? plainAgent() : undefined,
    wsUrl: options.wsUrl,
    version: options.version,
    printQr: options.printQr,
    recall: options.recall ?? (async () => undefined),
  });
}

function isLoopback(wsUrl: string | undefined): boolean {
  if (!wsUrl) return false;
  const { protocol, hostname } = new URL(wsUrl);
  return protocol === 'ws:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}
