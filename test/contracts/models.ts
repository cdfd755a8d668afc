import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { OpenStores } from '../models/open.js';
import { alarmContract } from './models-alarm.js';
import { complaintContract } from './models-complaints.js';
import { conversationContract } from './models-conversations.js';
import { correctionContract } from './models-corrections.js';
import { inboxContract } from './models-inbox.js';
import { messageContract } from './models-messages.js';
import { restContract } from './models-rest.js';

/** What every engine has to keep of the stores' promises. */
export function storesContract(
  engine: string,
  open: () => Promise<OpenStores>,
  /** False where a check and a write in one update are not one step: races are left out, visibly. */
  { atomic = true } = {},
): void {
  const parts = {
    conversations: conversationContract,
    inbox: inboxContract,
    messages: messageContract,
    complaints: complaintContract,
    corrections: correctionContract,
    alarms: alarmContract,
    'everything else': restContract,
  };
  for (const [part, contract] of Object.entries(parts)) {
    describe(`${part} on ${engine}`, () => {
      let opened: OpenStores | undefined;
      beforeAll(async () => {
        opened = await open();
      });
      afterAll(() => opened?.close());
      contract(
        () => {
          if (!opened) throw new Error('The stores are not open yet.');
          return opened;
        },
        atomic ? it : it.skip,
      );
    });
  }
}

/** The stores under test; open once the tests run. */
export type Opened = () => OpenStores;

/** `it`, or `it.skip` on an engine that loses races. */
export type Race = typeof it | typeof it.skip;

let ids = 0;
/** An id nobody had before: tests share one database. */
export function freshId(prefix = 'c'): string {
  ids += 1;
  return `${prefix}-${ids}`;
}
