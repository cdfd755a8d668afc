import type { Logger } from '../../log.js';
import { quietLibsignal } from './quiet-console.js';

export type Baileys = typeof import('@whiskeysockets/baileys');

/** What Baileys wants of a logger. */
export interface BaileysLog {
  level: string;
  child(bindings: Record<string, unknown>): BaileysLog;
  trace(object: unknown, message?: string): void;
  debug(object: unknown, message?: string): void;
  info(object: unknown, message?: string): void;
  warn(object: unknown, message?: string): void;
  error(object: unknown, message?: string): void;
}

/**
 * Loads Baileys when WhatsApp is switched on, and only then: it costs about half a second and
 * some 60 MB. libsignal, which comes with it, is made to keep its mouth shut first.
 */
export function loadBaileys(): Promise<Baileys> {
  quietLibsignal();
  return import('@whiskeysockets/baileys');
}

/**
 * Baileys logs stanzas, keys and numbers as objects. Of each line only the fixed sentence goes
 * into our log, at debug level, with long runs of digits blanked.
 */
export function baileysLog(log: Logger): BaileysLog {
  const pass = (object: unknown, message?: string) => {
    const sentence = message ?? (typeof object === 'string' ? object : undefined);
    if (sentence) log.debug(sentence.replace(/\d{5,}/g, '#').slice(0, 200));
  };
  const quiet = () => undefined;
  const adapter: BaileysLog = {
    level: 'warn',
    child: () => adapter,
    trace: quiet,
    debug: quiet,
    info: quiet,
    warn: pass,
    error: pass,
  };
  return adapter;
}
