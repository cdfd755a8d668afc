import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { OutboundContent } from '../../src/models/message.js';
import { KINDS, referenceIn, reply } from './citizen.js';
import type { FromHouse, ToHouse } from './wire.js';

type Update = Extract<ToHouse, { type: 'arrived' }>;
type Sent = Extract<FromHouse, { type: 'send' }>;

/** What one citizen saw, each bubble once. */
export interface Thread {
  answers: OutboundContent[];
  reference: string | null;
}

export interface TownOptions {
  /** Folder of the compiled house. */
  code: string;
  dataDir: string;
  citizens: number;
  /** How far the house's clock is ahead of the real one. */
  aheadMs: number;
  /** Delivers each update so many times at once. */
  copies?: number;
}

/**
 * A vendor and the citizens who use it, outside the house: what is not confirmed is delivered again
 * after a restart, as every real vendor does. Citizens answer what they see for the first time.
 */
export class Town {
  readonly threads = new Map<string, Thread>();
  /** Id of an outgoing message → how often it was handed over. */
  readonly handedOver = new Map<string, number>();
  /** Every update ever written, in order. */
  readonly updates: Update[] = [];
  kills = 0;
  /** Called at everything the house says. */
  onWords: (words: FromHouse) => void = () => {};
  #unconfirmed = new Set<Update>();
  #house: ChildProcess | null = null;
  #finished: () => void = () => {};
  #failed: (problem: Error) => void = () => {};

  constructor(private readonly options: TownOptions) {}

  /** Starts the house, lets everybody write, and resolves when everybody has a receipt. */
  async live(): Promise<void> {
    const finished = new Promise<void>((resolve, reject) => {
      this.#finished = resolve;
      this.#failed = reject;
    });
    for (let number = 0; number < this.options.citizens; number += 1) {
      const chatId = `citizen-${number}`;
      this.threads.set(chatId, { answers: [], reference: null });
      this.#write(chatId, null);
    }
    this.#start();
    await finished;
  }

  /** kill -9, and a new start on the same data. */
  async kill(): Promise<void> {
    const house = this.#house;
    if (!house) return;
    this.#house = null;
    this.kills += 1;
    house.kill('SIGKILL');
    await once(house, 'exit');
    this.#start();
  }

  /** Delivers everything once more, as a vendor does that lost its memory. */
  deliverAllAgain(): void {
    for (const update of this.updates) this.#deliver(update);
  }

  /** Stops the house in good order; its exit code. */
  async stop(): Promise<number | null> {
    const house = this.#house;
    if (!house) return null;
    const gone = once(house, 'exit');
    this.#house = null;
    house.send({ type: 'stop' } satisfies ToHouse);
    const [code] = await gone;
    return code as number | null;
  }

  /** Kills what still runs, after a failure. */
  abandon(): void {
    const house = this.#house;
    this.#house = null;
    house?.kill('SIGKILL');
  }

  #start(): void {
    const { code, dataDir, aheadMs } = this.options;
    const house = fork(join(code, 'test', 'recovery', 'house.js'), [dataDir, String(aheadMs)], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#house = house;
    house.on('message', (words: FromHouse) => this.#heard(house, words));
    house.on('exit', (exitCode) => {
      if (this.#house === house) this.#failed(new Error(`the house fell by itself: ${exitCode}`));
    });
  }

  #heard(house: ChildProcess, words: FromHouse): void {
    try {
      if (words.type === 'up') for (const update of this.#unconfirmed) this.#deliver(update);
      if (words.type === 'kept') this.#confirm(words.externalId);
      if (words.type === 'send') this.#takeOver(house, words);
      this.onWords(words);
    } catch (thrown) {
      this.#failed(thrown as Error);
    }
  }

  #confirm(externalId: string): void {
    for (const update of this.#unconfirmed) {
      if (update.externalId === externalId) this.#unconfirmed.delete(update);
    }
  }

  #takeOver(house: ChildProcess, { id, chatId, content }: Sent): void {
    const times = (this.handedOver.get(id) ?? 0) + 1;
    this.handedOver.set(id, times);
    if (house.connected) house.send({ type: 'sent', id, externalId: `${id}#${times}` } as ToHouse);
    if (times === 1) this.#show(chatId, content);
  }

  #show(chatId: string, content: OutboundContent): void {
    const thread = this.threads.get(chatId);
    if (!thread) throw new Error(`a chat that nobody began: ${chatId}`);
    if (thread.reference) throw new Error('words after the receipt');
    thread.answers.push(content);
    thread.reference = referenceIn(content);
    if (!thread.reference) this.#write(chatId, content);
    else if ([...this.threads.values()].every(({ reference }) => reference)) this.#finished();
  }

  #write(chatId: string, answer: OutboundContent | null): void {
    const content = reply(Number(chatId.split('-')[1]) % KINDS, answer);
    const externalId = `update-${this.updates.length}`;
    const update: Update = { type: 'arrived', chatId, externalId, content };
    this.updates.push(update);
    this.#unconfirmed.add(update);
    for (let copy = 0; copy < (this.options.copies ?? 1); copy += 1) this.#deliver(update);
  }

  #deliver(update: Update): void {
    // A pipe that just broke loses it: it is not confirmed, and comes again.
    if (this.#house?.connected) this.#house.send(update, () => {});
  }
}
