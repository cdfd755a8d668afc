import type { WAMessage } from '@whiskeysockets/baileys';
import { asError } from '../../errors.js';
import type { ChannelHealth, ChannelLimits, ClosedRoad } from '../../models/channel.js';
import type { MediaRef } from '../../models/message.js';
import type { ChannelSink, FetchedMedia, Outbound } from '../channel.js';
import { ChannelError } from '../channel.js';
import { Arrivals } from './arrivals.js';
import { type Auth, openAuth } from './auth.js';
import { type Baileys, loadBaileys } from './baileys.js';
import { HealthBoard } from './board.js';
import { Connection } from './connection.js';
import { Identities, type Mapping } from './identity.js';
import { isPerson } from './jid.js';
import { Journal } from './journal.js';
import { createMapping } from './mapping.js';
import { fetchMedia } from './media.js';
import type { RoadParts, WhatsAppChannel } from './options.js';
import { Pacer } from './pace.js';
import { rebuild } from './rebuild.js';
import { Reports } from './reports.js';
import { Restrictions } from './restrictions.js';
import { Sender } from './sender.js';
import type { Session } from './session.js';

/** What exists while the channel runs. */
interface Running {
  baileys: Baileys;
  connection: Connection;
  sender: Sender;
}

/** The channel: joins the parts of this folder, and holds no rule of its own. */
export class WhatsAppRoad implements WhatsAppChannel {
  readonly name = 'whatsapp';
  readonly account: string;
  readonly limits: ChannelLimits;
  #parts: RoadParts;
  #scope: string;
  #board: HealthBoard;
  #identities: Identities;
  #arrivals: Arrivals;
  #reports: Reports;
  #restrictions: Restrictions;
  #mapping: Mapping;
  #sink: ChannelSink | undefined;
  #running: Running | undefined;
  #auth: Auth | undefined;
  #journal: Journal | undefined;

  constructor(parts: RoadParts) {
    const { vault, clock, log, account } = parts;
    this.#parts = parts;
    this.account = account;
    this.limits = parts.limits;
    this.#scope = `whatsapp:${account}`;
    const board = new HealthBoard(clock);
    const sink = () => this.#listener();
    this.#board = board;
    this.#identities = new Identities(vault, `${this.#scope}:chats`);
    this.#reports = new Reports({ clock, log, sink });
    const ask = () => this.#askRestrictions();
    this.#restrictions = new Restrictions({ clock, board, ask });
    this.#mapping = createMapping({
      clock,
      keys: () => this.#auth?.state.keys,
      session: () => this.#running?.connection.current(),
    });
    this.#arrivals = new Arrivals({
      clock,
      log,
      board,
      sink,
      random: parts.random,
      identities: this.#identities,
      mapping: this.#mapping,
      journal: () => this.#journal,
      wrote: (chatId) => this.#restrictions.wrote(chatId),
    });
  }

  async start(sink: ChannelSink): Promise<void> {
    this.#sink = sink;
    this.#board.listen((health) => sink.health(health));
    this.#arrivals.start();
    this.#running ??= await this.#load();
    await this.#running.connection.start();
  }

  async stop(): Promise<void> {
    await this.#running?.connection.stop();
    this.#restrictions.stop();
    await this.#arrivals.stop();
    this.#board.set('off', 'Stopped.');
  }

  async send(outbound: Outbound): Promise<{ externalId: string }> {
    return this.#started().sender.send(outbound);
  }

  async typing(chatId: string): Promise<void> {
    try {
      const { sock } = this.#session();
      await sock.sendPresenceUpdate('composing', await this.#identities.addressOf(chatId));
    } catch {
      // Nobody misses it.
    }
  }

  async fetch(media: MediaRef): Promise<FetchedMedia> {
    const { clock, agent, loopback, limits } = this.#parts;
    return fetchMedia(media, {
      baileys: async () => this.#running?.baileys ?? loadBaileys(),
      session: () => this.#session(),
      clock,
      agent,
      loopback,
      limitBytes: limits.downloadBytes,
    });
  }

  health(): ChannelHealth {
    return this.#board.health();
  }

  closed(chatId: string): ClosedRoad | null {
    const until = this.#restrictions.until(chatId);
    return until && { reason: 'restricted', until };
  }

  async logout(): Promise<void> {
    await this.#started().connection.logout();
  }

  async pairAgain(): Promise<void> {
    await this.#started().connection.pairAgain();
  }

  async #load(): Promise<Running> {
    this.#board.set('starting', 'Loading the WhatsApp client.');
    const { clock, log, random, printQr, recall, wsUrl, version, agent, queryTimeoutMs, pace } =
      this.#parts;
    const baileys = await loadBaileys();
    const connection = new Connection({
      baileys,
      clock,
      log,
      random,
      board: this.#board,
      printQr,
      recall,
      wsUrl,
      version,
      agent,
      queryTimeoutMs,
      keys: () => this.#keys(baileys),
      forget: () => this.#forget(),
      events: {
        message: (message) => this.#message(message),
        updates: (updates) => this.#reports.updated(updates),
        typing: (jid, typing) => this.#citizenTypes(jid, typing),
        opened: () => this.#askRestrictions(),
        restricted: (active, until) => this.#restrictions.account(active, until),
        between: () => this.#replay(),
      },
    });
    const sender = new Sender({
      baileys,
      clock,
      queryTimeoutMs,
      pacer: new Pacer(pace, clock, random),
      identities: this.#identities,
      reports: this.#reports,
      restrictions: this.#restrictions,
      session: () => connection.session(),
    });
    return { baileys, connection, sender };
  }

  async #keys(baileys: Baileys): Promise<{ auth: Auth; journal: Journal }> {
    const { vault, cipher, clock, log } = this.#parts;
    this.#auth ??= await openAuth({ baileys, vault, scope: this.#scope, cipher, clock, log });
    const { keys } = this.#auth.state;
    if (!this.#journal) {
      const journal = new Journal(keys);
      await journal.load();
      this.#journal = journal;
    }
    return { auth: this.#auth, journal: this.#journal };
  }

  /** Forgets the session; messages not kept yet move into the next one. */
  async #forget(): Promise<void> {
    const { vault, cipher, clock, log } = this.#parts;
    const { baileys } = this.#started();
    this.#auth?.retire();
    await this.#auth?.saved();
    await vault.clear(this.#scope);
    this.#auth = await openAuth({ baileys, vault, scope: this.#scope, cipher, clock, log });
    await this.#journal?.moveTo(this.#auth.state.keys);
  }

  #message(message: WAMessage): void {
    if (!this.#reports.upserted(message)) this.#arrivals.take(message);
  }

  /** Takes what a connection, or a former process, decrypted and did not hand over. */
  #replay(): void {
    const { baileys, connection } = this.#started();
    for (const entry of this.#journal?.untaken() ?? []) {
      try {
        this.#message(rebuild(entry, baileys, connection.me()));
      } catch (error) {
        this.#parts.log.error(
          { err: asError(error) },
          'a journalled WhatsApp message is unreadable',
        );
      }
    }
  }

  #citizenTypes(jid: string, typing: boolean): void {
    const tell = this.#sink?.typing;
    if (!tell || !isPerson(jid)) return;
    this.#identities
      .resolve({ remoteJid: jid }, this.#mapping)
      .then(({ chatId }) => tell.call(this.#sink, chatId, typing))
      .catch(() => undefined);
  }

  /** Whether WhatsApp restricts the account; the answer comes as an event. */
  #askRestrictions(): void {
    const sock = this.#running?.connection.current()?.sock;
    sock?.fetchAccountReachoutTimelock().catch(() => undefined);
  }

  #session(): Session {
    return this.#started().connection.session();
  }

  #started(): Running {
    if (this.#running) return this.#running;
    throw new ChannelError('down', 'WhatsApp is not started.', 15_000);
  }

  #listener(): ChannelSink {
    if (this.#sink) return this.#sink;
    throw new Error('WhatsApp is not started.');
  }
}
