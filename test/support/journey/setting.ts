import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ChannelName } from '../../../src/models/channel.js';
import { updatesAreAtomic } from '../../models/open.js';
import { type House, type HouseWishes, openHouse } from '../house.js';
import type { Citizen } from './citizen.js';
import { ENGINES } from './engines.js';
import type { Operator } from './operator.js';

const CHANNELS = ['telegram', 'whatsapp', 'webchat'] as const;
/** Generous: journeys wait for events, and machines are busy. */
const PATIENCE_MS = 90_000;

/** What a journey finds when it begins. */
export interface Setting {
  house: House;
  /** Somebody new on the channel of this journey. */
  citizen: Citizen;
  /** The administrator, listening to the live line. */
  operator: Operator;
  /** False where a check and a write in one update are not one step: no races are run there. */
  atomic: boolean;
  /** Another person on the same channel. */
  another(): Promise<Citizen>;
}

/** A journey by its name. */
export type Journeys = Record<string, (setting: Setting) => Promise<void>>;

/** A house for the tests of one block: opened before them, looked over and closed after them. */
export function houseOf(wishes: HouseWishes): () => House {
  jest.setTimeout(PATIENCE_MS);
  let open: House | undefined;
  beforeAll(async () => {
    open = await openHouse(wishes);
  });
  afterAll(async () => {
    await open?.end();
  });
  return () => {
    if (!open) throw new Error('The house is not open.');
    return open;
  };
}

/** Nobody got a message too many, nothing unforeseen happened, and the log tells of nobody. */
export function looksFine(house: () => House): void {
  // In a block of its own: a block's tests run before the blocks in it.
  describe('in the end', () => {
    it('every message was heard, and the log has no errors and no people', async () => {
      expect(await house().unheard()).toEqual([]);
      expect(house().errors()).toEqual([]);
      expect(house().logged.join('')).not.toMatch(/Siti|Aminah|62812000|Sukajadi|terjebak/);
    });
  });
}

/** The same journeys on every storage and every channel, all through one house each storage. */
export function onEveryRoad(journeys: Journeys, wishes: HouseWishes = {}): void {
  describe.each(ENGINES)('on $name', (engine) => {
    const house = houseOf({ engine, telegram: 'polling', whatsapp: 'paired', ...wishes });
    let operator: Operator | undefined;
    let atomic = true;
    beforeAll(async () => {
      if (engine.server) atomic = await updatesAreAtomic(engine.server);
      operator = await house().operator();
    });
    describe.each(CHANNELS)('by %s', (channel: Exclude<ChannelName, 'terminal'>) => {
      it.each(Object.entries(journeys))('%s', async (_name, journey) => {
        if (!operator) throw new Error('Nobody is signed in.');
        const another = () => house().citizen(channel);
        await journey({ house: house(), citizen: await another(), operator, atomic, another });
      });
    });
    looksFine(house);
  });
}

/** A picture of a few bytes: what matters is that the same ones arrive. */
export function picture(bytes = 2_000): Uint8Array {
  const data = new Uint8Array(bytes).map((_, n) => (n * 31) % 251);
  data.set([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0]);
  return data;
}
