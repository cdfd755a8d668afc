import type { Agent } from 'node:https';
import type { WAVersion } from '@whiskeysockets/baileys';
import type { Logger } from '../../log.js';
import type { ChannelLimits } from '../../models/channel.js';
import type { Clock } from '../../models/clock.js';
import type { Vault } from '../../models/vault.js';
import type { Channel } from '../channel.js';
import type { Cipher } from './cipher.js';
import type { Pace } from './pace.js';

/** What a caller gives; the rest has sensible values. */
export interface WhatsAppOptions {
  /** Where the session's keys are kept. */
  vault: Vault;
  clock: Clock;
  log: Logger;
  /** From 0 to 1; delays vary by it. */
  random?: () => number;
  /**
   * Names this line among several. Not the number: the id of every conversation and message
   * derives from it, and they must stay the same when the line is paired with another phone.
   */
  account?: string;
  /** Encrypts the keys at rest. */
  cipher?: Cipher;
  /** Another server, `ws://…` on loopback: a made-up one, without encryption or pace. */
  wsUrl?: string;
  /** Shows the QR code to whoever started the program. */
  printQr?: (qr: string) => void;
  /** When WhatsApp refuses the version built in (405). */
  version?: WAVersion;
  pace?: Pace;
  /** The text sent under this vendor id, so that a phone that could not decrypt it gets it again after a restart. */
  recall?: (externalId: string) => Promise<string | undefined>;
  queryTimeoutMs?: number;
}

/** WhatsApp as a linked device, with what only this channel can. */
export interface WhatsAppChannel extends Channel {
  /** Unlinks the device and forgets its keys. */
  logout(): Promise<void>;
  /** Forgets the keys and shows a new QR code. */
  pairAgain(): Promise<void>;
}

/** Everything a road needs, with nothing left open. */
export interface RoadParts {
  vault: Vault;
  clock: Clock;
  log: Logger;
  random: () => number;
  account: string;
  cipher: Cipher;
  pace: Pace;
  limits: ChannelLimits;
  queryTimeoutMs: number;
  loopback: boolean;
  agent: Agent | undefined;
  wsUrl: string | undefined;
  version: WAVersion | undefined;
  printQr: ((qr: string) => void) | undefined;
  recall: (externalId: string) => Promise<string | undefined>;
}
