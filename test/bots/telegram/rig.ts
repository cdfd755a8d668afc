import { pino } from 'pino';
import type { ChannelSink, Inbound } from '../../../src/bots/channel.js';
import { createTelegram, type TelegramOptions } from '../../../src/bots/telegram/telegram.js';
import type { ChannelHealth } from '../../../src/models/channel.js';
import { TestClock } from '../../support/clock.js';
import { FakeBotApi } from '../../support/fake-botapi.js';

export const TOKEN = `123456789:${'Ab_-9'.repeat(7)}`;

/** The house as a channel sees it: keeps what arrives, or refuses to. */
export class Recorder implements ChannelSink {
  readonly arrivals: Inbound[] = [];
  readonly health_: ChannelHealth[] = [];
  /** While set, nothing can be kept whose external id matches. */
  broken: RegExp | null = null;
  /** While set, keeping waits for it. */
  gate: Promise<void> | null = null;
  #read = 0;
  #waiting: ((inbound: Inbound) => void)[] = [];
  #healthWaiting: { state: ChannelHealth['state']; resolve: (health: ChannelHealth) => void }[] =
    [];

  async arrived(inbound: Inbound): Promise<void> {
    await this.gate;
    if (this.broken?.test(inbound.externalId)) throw new Error('disk full');
    this.arrivals.push(inbound);
    this.#waiting.shift()?.(inbound);
  }

  async delivered(): Promise<void> {}

  health(health: ChannelHealth): void {
    this.health_.push(health);
    this.#healthWaiting = this.#healthWaiting.filter(({ state, resolve }) => {
      if (state !== health.state) return true;
      resolve(health);
      return false;
    });
  }

  /** The next arrival that was not looked at yet. */
  next(): Promise<Inbound> {
    const inbound = this.arrivals[this.#read];
    this.#read += 1;
    if (inbound) return Promise.resolve(inbound);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Resolves when the channel reports this state the next time. */
  becomes(state: ChannelHealth['state']): Promise<ChannelHealth> {
    return new Promise((resolve) => this.#healthWaiting.push({ state, resolve }));
  }
}

/** A bot and its Telegram. Time moves only when told. */
export class Rig {
  readonly clock = new TestClock();
  readonly logged: string[] = [];
  readonly sink = new Recorder();
  readonly bot;
  readonly #running: { stop(): Promise<void> }[] = [];

  private constructor(
    readonly api: FakeBotApi,
    options: Partial<TelegramOptions>,
  ) {
    this.bot = this.another(options);
  }

  static async start(options: Partial<TelegramOptions> = {}): Promise<Rig> {
    return new Rig(await FakeBotApi.start(), options);
  }

  /** Another bot of the same token: a second process, or the next one. */
  another(options: Partial<TelegramOptions> = {}) {
    const log = pino({ level: 'trace' }, { write: (line: string) => void this.logged.push(line) });
    const bot = createTelegram({
      token: TOKEN,
      apiRoot: this.api.url,
      log,
      clock: this.clock,
      organisation: 'Kabupaten Contoh',
      ...options,
    });
    this.#running.push(bot);
    return bot;
  }

  /** Starts the bot and waits until it is up. */
  async up(): Promise<void> {
    const up = this.sink.becomes('up');
    await this.bot.start(this.sink);
    await up;
  }

  citizen(id = 77) {
    return this.api.user(TOKEN, { id, firstName: 'Siti', lastName: 'Aminah' });
  }

  /** Resolves when the bot has failed `times` in all, and waits for the clock each time. */
  failed(times: number): Promise<void> {
    return this.logs(/Trying again/, times);
  }

  /** Resolves when so many lines of the log match. */
  async logs(pattern: RegExp, times: number): Promise<void> {
    while (this.logged.filter((line) => pattern.test(line)).length < times) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** The first bot hangs on purpose: nobody waits for it any more. */
  abandon(): void {
    this.#running.shift();
    void this.bot.stop();
  }

  async end(): Promise<void> {
    await Promise.all(this.#running.map((bot) => bot.stop()));
    await this.api.stop();
  }
}
