import type { Agent } from 'node:https';
import type { WAMessage, WAMessageUpdate, WASocket, WAVersion } from '@whiskeysockets/baileys';
import type { Logger } from '../../log.js';
import type { Clock } from '../../models/clock.js';
import type { Auth } from './auth.js';
import type { Baileys } from './baileys.js';
import type { HealthBoard } from './board.js';
import type { Journal } from './journal.js';

/** An open connection. */
export interface Session {
  sock: WASocket;
  /** Rejects with a `ChannelError` when the connection ends: what waits for an answer must not hang. */
  gone: Promise<never>;
}

/** What the connection tells the channel. */
export interface ConnectionEvents {
  message(message: WAMessage): void;
  updates(updates: WAMessageUpdate[]): void;
  typing(jid: string, typing: boolean): void;
  opened(session: Session): void;
  restricted(active: boolean, until: Date | undefined): void;
  /** A connection ended or is about to begin: what it left unsaid can be taken from the journal. */
  between(): void;
}

export interface ConnectionParts {
  baileys: Baileys;
  clock: Clock;
  log: Logger;
  random: () => number;
  board: HealthBoard;
  events: ConnectionEvents;
  /** Opens the kept session, or a new one that waits to be paired; with the journal on its keys. */
  keys(): Promise<{ auth: Auth; journal: Journal }>;
  /** Forgets the kept session. */
  forget(): Promise<void>;
  printQr: ((qr: string) => void) | undefined;
  recall: (id: string) => Promise<string | undefined>;
  wsUrl: string | undefined;
  version: WAVersion | undefined;
  agent: Agent | undefined;
  queryTimeoutMs: number;
}
