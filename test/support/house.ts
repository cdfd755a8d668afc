import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, startApp } from '../../src/app.js';
import { type Config, parseConfig } from '../../src/config.js';
import { createLog } from '../../src/log.js';
import type { ChannelHealth, ChannelName } from '../../src/models/channel.js';
import { conversationId } from '../../src/models/store/stores.js';
import { FakeBotApi } from './fake-botapi.js';
import { type Account, FakeWhatsApp } from './fake-whatsapp/index.js';
import type { Citizen } from './journey/citizen.js';
import { HouseClock } from './journey/clock.js';
import { dropDatabase, type Engine, freshDatabase } from './journey/engines.js';
import { Gateway } from './journey/gateway.js';
import { Operator } from './journey/operator.js';
import { TelegramCitizen, TOKEN } from './journey/telegram.js';
import { WebchatCitizen } from './journey/webchat.js';
import { WhatsAppCitizen } from './journey/whatsapp.js';

export const WEBHOOK_SECRET = 'a_secret-of_the-webhook_0123';
const ADMIN = { email: 'admin@sahut.local', password: 'sandi panjang sekali' } as const;
const STATE_WITHIN_MS = 25_000;

/** What the house of a test is to have. Web chat is always there. */
export interface HouseWishes {
  engine?: Engine;
  telegram?: 'polling' | 'webhook';
  /** `paired` scans the QR code; `waiting` leaves it on the screen. */
  whatsapp?: 'paired' | 'waiting';
  /** 1 waits for the rest of a turn; 0 (usual) answers every bubble at once. */
  patience?: number;
  settings?: Record<string, string>;
}

/** The whole house with its vendors: made-up ones, real adapters. */
export class House {
  readonly clock = new HouseClock();
  /** Lines of the log. */
  readonly logged: string[] = [];
  app: App | undefined;
  bots: FakeBotApi | undefined;
  whatsapp: { server: FakeWhatsApp; account: Account } | undefined;
  readonly citizens: Citizen[] = [];
  #healths: (() => void)[] = [];
  #operators: Operator[] = [];
  #gateway: Gateway | undefined;
  #settings: Record<string, string> = {};
  #dataDir = '';

  constructor(private readonly wishes: HouseWishes) {}

  async open(): Promise<void> {
    this.#dataDir = await mkdtemp(join(tmpdir(), 'sahut-journey-'));
    const { server } = this.wishes.engine ?? {};
    this.#settings = {
      PORT: '0',
      DATA_DIR: this.#dataDir,
      ADMIN_PASSWORD: ADMIN.password,
      ...(server ? { MONGODB_URL: freshDatabase(server) } : {}),
      ...(await this.#telegramSettings()),
      ...(await this.#whatsappSettings()),
      ...this.wishes.settings,
    };
    await this.start();
    if (this.wishes.telegram) await this.health('telegram', 'up');
    if (this.wishes.whatsapp === 'paired') await this.pair();
  }

  get url(): string {
    if (!this.app) throw new Error('The house is closed.');
    return this.app.url;
  }

  get config(): Config {
    return parseConfig(this.#settings);
  }

  async start(): Promise<void> {
    const log = createLog('info', { write: (line: string) => this.#note(line) });
    const { clock, wishes } = this;
    this.app = await startApp(this.config, { log, clock, patience: wishes.patience ?? 0 });
    this.#gateway?.leadTo(this.app.url);
  }

  /** Ends orderly; vendors and data stay. */
  async stop(): Promise<void> {
    await Promise.all(this.#operators.map((one) => one.leaves()));
    await this.app?.stop();
    this.app = undefined;
  }

  /** Ends orderly and starts again on the same data. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
    await Promise.all(this.#operators.map((one) => one.listens()));
  }

  async end(): Promise<void> {
    await this.stop();
    await this.bots?.stop();
    await this.whatsapp?.server.close();
    await this.#gateway?.close();
    const { MONGODB_URL } = this.#settings;
    if (MONGODB_URL) await dropDatabase(MONGODB_URL);
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  /** A person nobody has met, on a channel. */
  async citizen(channel: Exclude<ChannelName, 'terminal'>): Promise<Citizen> {
    if (channel === 'telegram') return this.onTelegram();
    return channel === 'whatsapp' ? this.onWhatsApp() : this.onWebchat();
  }

  onTelegram(): TelegramCitizen {
    if (!this.bots) throw new Error('This house has no Telegram.');
    const number = this.citizens.length + 1;
    return this.#met(new TelegramCitizen(this.bots, `Warga ${number}`, 5_000_000 + number));
  }

  onWhatsApp(): WhatsAppCitizen {
    if (!this.whatsapp) throw new Error('This house has no WhatsApp.');
    const { server, account } = this.whatsapp;
    const digits = String(this.citizens.length + 1).padStart(4, '0');
    const profile = { phone: `62812000${digits}`, lid: `7700${digits}`, account };
    const customer = server.addCustomer({ ...profile, name: `Warga ${digits}` });
    return this.#met(new WhatsAppCitizen(customer));
  }

  async onWebchat(): Promise<WebchatCitizen> {
    return this.#met(await WebchatCitizen.arrive(() => this.url));
  }

  /** What came to citizens and was not expected by anybody. */
  async unheard(): Promise<string[]> {
    const all: string[] = [];
    for (const citizen of this.citizens) {
      if ((await citizen.unread()) > 0) all.push(citizen.transcript.join('\n'));
    }
    return all;
  }

  /** The administrator, signed in and listening to the live line. */
  async operator(): Promise<Operator> {
    const operator = await new Operator(() => this.url).signIn(ADMIN.email, ADMIN.password);
    await operator.listens();
    this.#operators.push(operator);
    return operator;
  }

  /** Id of a citizen's conversation. */
  idOf({ channel, chatId }: Citizen): string {
    const account = this.app?.channels.find(({ name }) => name === channel)?.account ?? '';
    return conversationId(channel, account, chatId);
  }

  /** What a channel says of itself, once it is in this state. */
  async health(name: ChannelName, state: ChannelHealth['state']): Promise<ChannelHealth> {
    const end = Date.now() + STATE_WITHIN_MS;
    for (;;) {
      const health = this.app?.channels.find((one) => one.name === name)?.health();
      if (health?.state === state) return health;
      if (Date.now() > end) throw new Error(`${name} is ${health?.state}, not ${state}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, end - Date.now() + 1);
        this.#healths.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Does what a person does who scans the QR code. */
  async pair(): Promise<void> {
    if (!this.whatsapp) throw new Error('This house has no WhatsApp.');
    const { qr = '' } = await this.health('whatsapp', 'waiting');
    this.whatsapp.server.scan(qr, this.whatsapp.account);
    await this.health('whatsapp', 'up');
  }

  /**
   * Jumps ahead once nothing is under way: a watchdog that goes off over a call in a vendor's hands
   * would look as if the vendor had been silent all that time.
   */
  async waits(ms: number): Promise<void> {
    const end = Date.now() + STATE_WITHIN_MS;
    for (let quiet = 0; quiet < 3; quiet += 1) {
      const metrics = await (await fetch(`${this.url}/metrics`)).text();
      if (!/^sahut_queue_jobs\{state="ready"\} 0$/m.test(metrics)) quiet = -1;
      if (Date.now() > end) throw new Error('The house does not come to rest.');
    }
    this.clock.advance(ms);
  }

  /** What the log says was not foreseen. */
  errors(): string[] {
    return this.logged.filter((line) => Number(/"level":(\d+)/.exec(line)?.[1]) >= 50);
  }

  async #telegramSettings(): Promise<Record<string, string>> {
    const { telegram } = this.wishes;
    if (!telegram) return {};
    this.bots = await FakeBotApi.start();
    const settings = { TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: this.bots.url };
    if (telegram === 'polling') return settings;
    this.#gateway = await Gateway.open();
    return {
      ...settings,
      TELEGRAM_WEBHOOK_URL: `${this.#gateway.url}/telegram`,
      TELEGRAM_WEBHOOK_SECRET: WEBHOOK_SECRET,
    };
  }

  async #whatsappSettings(): Promise<Record<string, string>> {
    if (!this.wishes.whatsapp) return {};
    const server = new FakeWhatsApp();
    const WHATSAPP_WS_URL = await server.listen();
    const account = server.addAccount('628110001000', '90001000', 'Kabupaten');
    this.whatsapp = { server, account };
    return { WHATSAPP: 'on', WHATSAPP_WS_URL };
  }

  #met<Person extends Citizen>(citizen: Person): Person {
    this.citizens.push(citizen);
    return citizen;
  }

  #note(line: string): void {
    this.logged.push(line);
    for (const look of this.#healths.splice(0)) look();
  }
}

/** Opens a house; end it with `end()`. */
export async function openHouse(wishes: HouseWishes = {}): Promise<House> {
  const house = new House(wishes);
  try {
    await house.open();
    return house;
  } catch (error) {
    await house.end();
    throw error;
  }
}
