import type { ConnectionState, WASocket } from '@whiskeysockets/baileys';
import { asError } from '../../errors.js';
import { ChannelError } from '../channel.js';
import type { Auth } from './auth.js';
import { afterDisconnect, backoff } from './disconnect.js';
import type { Journal } from './journal.js';
import type { ConnectionParts, Session } from './session.js';
import { openSocket } from './socket.js';
import { within } from './within.js';

const CLOSING_MS = 3_000;

/** One socket at a time: opens it, watches it, and decides what follows when it ends. */
export class Connection {
  #session: Session | undefined;
  #sock: WASocket | undefined;
  #auth: Auth | undefined;
  #failures = 0;
  #cancelRetry: () => void = () => undefined;
  #running = false;
  #turn = 0;

  constructor(readonly parts: ConnectionParts) {}

  /** Connects and stays connected until `stop`, or until only a person can help. */
  async start(): Promise<void> {
    this.#running = true;
    this.#failures = 0;
    await this.#connect();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#cancelRetry();
    await this.#end();
    await this.#auth?.saved();
  }

  /** The open connection, or a `ChannelError` that says why there is none. */
  session(): Session {
    if (this.#session) return this.#session;
    const { state, detail } = this.parts.board.health();
    if (state === 'starting') throw new ChannelError('later', detail, 2_000);
    throw new ChannelError('down', detail, 15_000);
  }

  /** The session if there is one. */
  current(): Session | undefined {
    return this.#session;
  }

  /** Who is paired, as WhatsApp names our own number. */
  me(): { id: string; lid: string } {
    const me = this.#auth?.state.creds.me;
    return { id: me?.id ?? '', lid: me?.lid ?? '' };
  }

  /** Tells WhatsApp to unlink this device and forgets the keys. */
  async logout(): Promise<void> {
    const sock = this.#session?.sock;
    this.#running = false;
    this.#cancelRetry();
    if (sock) await sock.logout().catch(() => undefined);
    await this.#end();
    await this.parts.forget();
    this.parts.board.set('off', 'Unpaired on request. Choose “pair again” to show a QR code.');
  }

  /** Forgets the keys and shows a new QR code. */
  async pairAgain(): Promise<void> {
    this.#running = false;
    this.#cancelRetry();
    await this.#end();
    await this.parts.forget();
    await this.start();
  }

  async #connect(): Promise<void> {
    const turn = ++this.#turn;
    this.parts.board.set('starting', 'Connecting to WhatsApp.');
    try {
      const { auth, journal } = await this.parts.keys();
      if (turn !== this.#turn || !this.#running) return;
      this.#auth = auth;
      this.parts.events.between();
      this.#open(turn, auth, journal);
    } catch (error) {
      this.parts.log.error({ err: asError(error) }, 'the WhatsApp session could not be opened');
      this.parts.board.set('down', asError(error).message);
      this.#later(backoff(this.#failures++, this.parts.random()));
    }
  }

  #open(turn: number, auth: Auth, journal: Journal): void {
    const { events, board } = this.parts;
    const sock = openSocket(this.parts, auth, journal);
    this.#sock = sock;
    sock.ev.on('creds.update', () => auth.saveCreds());
    sock.ev.on('connection.update', (update) => {
      if (update.connection === 'close') this.#closed(sock, turn, update.lastDisconnect?.error);
      else if (turn === this.#turn) this.#progress(sock, update);
    });
    sock.ev.on('messages.upsert', ({ messages }) => messages.forEach(events.message));
    sock.ev.on('messages.update', (updates) => events.updates(updates));
    sock.ev.on('presence.update', ({ id, presences }) => {
      const now = Object.values(presences)[0]?.lastKnownPresence;
      events.typing(id, now === 'composing' || now === 'recording');
    });
    if (!auth.state.creds.me) board.set('starting', 'Asking WhatsApp for a QR code.');
  }

  #progress(sock: WASocket, update: Partial<ConnectionState>): void {
    const { board, events, printQr } = this.parts;
    if (update.qr) {
      const detail =
        'Waiting to be paired: on the phone open WhatsApp → Linked devices → Link a device, and scan the QR code.';
      board.set('waiting', detail, update.qr);
      printQr?.(update.qr);
    }
    if (update.isNewLogin) board.set('starting', 'Paired; signing in.');
    const lock = update.reachoutTimeLock;
    if (lock) events.restricted(lock.isActive === true, lock.timeEnforcementEnds);
    if (update.connection !== 'open') return;
    this.#failures = 0;
    const session = { sock, gone: this.#goneWith(sock) };
    this.#session = session;
    board.set('up', 'Connected to WhatsApp.');
    events.opened(session);
  }

  /** Rejects when this socket ends. */
  #goneWith(sock: WASocket): Promise<never> {
    const gone = new Promise<never>((_, reject) => {
      sock.ev.on('connection.update', ({ connection }) => {
        if (connection !== 'close') return;
        reject(new ChannelError('later', 'The connection to WhatsApp was lost.', 2_000));
      });
    });
    gone.catch(() => undefined);
    return gone;
  }

  #closed(sock: WASocket, turn: number, error: unknown): void {
    // Baileys drops events it holds back when a connection ends; they are messages it has confirmed.
    sock.ev.flush();
    // Questions still open would wait for their time-out, up to which nothing else ends them.
    sock.ws.emit('error', new Error('The connection has ended.'));
    this.parts.events.between();
    if (turn !== this.#turn) return;
    this.#session = undefined;
    this.#sock = undefined;
    if (!this.#running) return;
    const code = codeOf(error);
    this.parts.log.info({ code }, 'the WhatsApp connection ended');
    const next = afterDisconnect(code, this.#failures++, this.parts.random());
    if (next.action === 'stop') {
      this.parts.board.set('down', next.detail);
    } else if (next.action === 'pair') {
      this.parts.board.set('down', next.detail);
      void this.#forgetAndPair();
    } else {
      this.parts.board.set(next.ms === 0 ? 'starting' : 'down', next.detail);
      this.#later(next.ms);
    }
  }

  async #forgetAndPair(): Promise<void> {
    try {
      await this.parts.forget();
      // A number that is refused again and again must not hammer WhatsApp's door.
      this.#later(this.#failures > 1 ? backoff(this.#failures, this.parts.random()) : 0);
    } catch (error) {
      this.parts.log.error({ err: asError(error) }, 'the old WhatsApp session was not forgotten');
      this.#cancelRetry = this.parts.clock.after(10_000, () => void this.#forgetAndPair());
    }
  }

  #later(ms: number): void {
    this.#cancelRetry();
    this.#cancelRetry = () => undefined;
    if (ms <= 0) void this.#reconnect();
    else this.#cancelRetry = this.parts.clock.after(ms, () => void this.#reconnect());
  }

  async #reconnect(): Promise<void> {
    // What was to be written of the old session is written before it is read again.
    await this.#auth?.saved();
    if (this.#running) await this.#connect();
  }

  /** Ends the socket and waits for it, though not for ever. */
  async #end(): Promise<void> {
    const sock = this.#sock;
    if (!sock) {
      this.#turn++;
      return;
    }
    const limit = { clock: this.parts.clock, ms: CLOSING_MS, late: () => undefined };
    await within(limit, sock.end(undefined));
    this.#turn++;
    this.#session = undefined;
    this.#sock = undefined;
  }
}

/** The disconnect code in a Boom; 500 for anything else. */
function codeOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('output' in error)) return 500;
  const { output } = error;
  if (typeof output !== 'object' || output === null || !('statusCode' in output)) return 500;
  return typeof output.statusCode === 'number' ? output.statusCode : 500;
}
