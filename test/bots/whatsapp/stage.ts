import type { ChannelSink, Inbound, Outbound } from '../../../src/bots/channel.js';
import {
  createWhatsApp,
  type WhatsAppChannel,
  type WhatsAppOptions,
} from '../../../src/bots/whatsapp/client.js';
import { systemClock } from '../../../src/clocks/system.js';
import { createLog } from '../../../src/log.js';
import type { ChannelHealth } from '../../../src/models/channel.js';
import type { Clock } from '../../../src/models/clock.js';
import type { OutboundContent } from '../../../src/models/message.js';
import type { Vault } from '../../../src/models/vault.js';
import {
  type Account,
  type Customer,
  type Device,
  FakeWhatsApp,
} from '../../support/fake-whatsapp/index.js';

type Report = Parameters<ChannelSink['delivered']>[0];

/** A vault in memory that counts its transactions. */
export class MemoryVault implements Vault {
  readonly records = new Map<string, string>();
  transactions = 0;

  async get(scope: string, type: string, ids: string[]): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const id of ids) {
      const value = this.records.get(`${scope} ${type} ${id}`);
      if (value !== undefined) found[id] = value;
    }
    return found;
  }

  async set(
    scope: string,
    entries: { type: string; id: string; value: string | null }[],
  ): Promise<void> {
    this.transactions += 1;
    for (const { type, id, value } of entries) {
      if (value === null) this.records.delete(`${scope} ${type} ${id}`);
      else this.records.set(`${scope} ${type} ${id}`, value);
    }
  }

  async clear(scope: string): Promise<void> {
    for (const key of this.records.keys()) {
      if (key.startsWith(`${scope} `)) this.records.delete(key);
    }
  }

  /** How many records of a type there are. */
  count(type: string): number {
    return [...this.records.keys()].filter((key) => key.split(' ')[1] === type).length;
  }
}

/** Remembers everything a channel tells, and lets a test wait for it. */
export class Listener implements ChannelSink {
  readonly inbound: Inbound[] = [];
  readonly reports: Report[] = [];
  readonly healths: ChannelHealth[] = [];
  readonly typings: { chatId: string; typing: boolean }[] = [];
  /** Make `arrived` fail so many times. */
  failures = 0;
  #waiting = new Set<() => void>();

  async arrived(inbound: Inbound): Promise<void> {
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('the store is down');
    }
    this.inbound.push(inbound);
    this.#look();
  }

  async delivered(report: Report): Promise<void> {
    this.reports.push(report);
    this.#look();
  }

  health(health: ChannelHealth): void {
    this.healths.push(health);
    this.#look();
  }

  typing(chatId: string, typing: boolean): void {
    this.typings.push({ chatId, typing });
    this.#look();
  }

  /** Resolves with what `find` finds, as soon as it does. */
  until<T>(what: string, find: () => T | undefined | false): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = find();
        if (found === undefined || found === false) return;
        clearTimeout(timer);
        clearInterval(poll);
        this.#waiting.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        clearInterval(poll);
        this.#waiting.delete(look);
        reject(new Error(`never: ${what}`));
      }, 20_000);
      // What is waited for may happen without a word to the listener, e.g. on a clock.
      const poll = setInterval(look, 10);
      this.#waiting.add(look);
      look();
    });
  }

  state(state: ChannelHealth['state']): Promise<ChannelHealth> {
    return this.until(`health ${state}`, () => {
      const last = this.healths.at(-1);
      return last?.state === state && last;
    });
  }

  /** The `count`-th inbound message. */
  nth(count: number): Promise<Inbound> {
    return this.until(`inbound message ${count}`, () => this.inbound[count - 1]);
  }

  report(externalId: string, state: Report['state']): Promise<Report> {
    return this.until(`report ${state}`, () =>
      this.reports.find((each) => each.externalId === externalId && each.state === state),
    );
  }

  #look(): void {
    for (const look of [...this.#waiting]) look();
  }
}

/** A government's number on a made-up WhatsApp, one citizen, and the channel under test. */
export interface Stage {
  server: FakeWhatsApp;
  url: string;
  account: Account;
  ani: Customer;
  vault: MemoryVault;
  listener: Listener;
  channel: WhatsAppChannel;
  /** Another channel on the same vault, as after a restart. */
  again(options?: Partial<WhatsAppOptions>): { channel: WhatsAppChannel; listener: Listener };
  end(): Promise<void>;
}

export async function setStage(options: Partial<WhatsAppOptions> = {}): Promise<Stage> {
  const server = new FakeWhatsApp();
  const url = await server.listen();
  const account = server.addAccount('628110001000', '90001000', 'Kabupaten');
  const ani = server.addCustomer({ phone: '628120000001', lid: '80000001', name: 'Ani', account });
  const vault = new MemoryVault();
  const channels: WhatsAppChannel[] = [];
  const open = (more: Partial<WhatsAppOptions> = {}) => {
    const channel = createWhatsApp({
      vault,
      clock: systemClock,
      log: createLog('silent'),
      wsUrl: url,
      queryTimeoutMs: 2_000,
      random: () => 0.5,
      ...options,
      ...more,
    });
    channels.push(channel);
    return { channel, listener: new Listener() };
  };
  const first = open();
  const end = async () => {
    for (const channel of channels) await channel.stop();
    await server.close();
  };
  return { server, url, account, ani, vault, ...first, again: open, end };
}

/** A pairing made once a test file: the vault's records and the device as the server knows it. */
let paired: { records: [string, string][]; device: Device } | undefined;

/** Brings the channel up as one that was paired before; quicker than {@link pair}. */
export async function resume(stage: Stage): Promise<void> {
  const { account, channel, listener, vault } = stage;
  if (!paired) {
    await pair(stage);
    const device = account.devices.get(1);
    if (!device) throw new Error('not paired');
    await stage.server.quiet();
    const { number, bundle, clientKey = '' } = device;
    paired = { records: [...vault.records], device: { number, bundle, clientKey, queue: [] } };
    return;
  }
  for (const [key, value] of paired.records) vault.records.set(key, value);
  account.devices.set(1, { ...paired.device, queue: [] });
  account.nextDevice = 2;
  await channel.start(listener);
  await listener.state('up');
}

/** Starts the channel and scans its QR code; resolves when it is up. */
export async function pair({ server, account, channel, listener }: Stage): Promise<void> {
  await channel.start(listener);
  const { qr } = await listener.state('waiting');
  server.scan(qr ?? '', account);
  await listener.state('up');
}

export function outbound(id: string, chatId: string, content: OutboundContent | string): Outbound {
  const said = typeof content === 'string' ? { kind: 'text' as const, text: content } : content;
  return { id, chatId, content: said, again: false };
}

/** The clock on the wall, with waits of a second or more under the test's control. */
export class PatientClock implements Clock {
  #timers = new Set<{ ms: number; run: () => void }>();

  now(): Date {
    return new Date();
  }

  after(ms: number, run: () => void): () => void {
    if (ms < 1_000) return systemClock.after(ms, run);
    const timer = { ms, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** The waits that are open, in milliseconds. */
  waits(): number[] {
    return [...this.#timers].map(({ ms }) => ms).sort((a, b) => a - b);
  }

  /** Ends every wait that `chosen` picks; returns how many there were. */
  expire(chosen: (ms: number) => boolean): number {
    const due = [...this.#timers].filter(({ ms }) => chosen(ms));
    for (const timer of due) {
      this.#timers.delete(timer);
      timer.run();
    }
    return due.length;
  }
}
