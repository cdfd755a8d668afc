// The whole house in a process that may be killed, with one channel whose vendor is the test.
// node house.js <data folder> <milliseconds that its clock is ahead>
import { startApp } from '../../src/app.js';
import type { Channel, ChannelSink } from '../../src/bots/channel.js';
import { systemClock } from '../../src/clocks/system.js';
import { parseConfig } from '../../src/config.js';
import { createLog } from '../../src/log.js';
import type { FromHouse, ToHouse } from './wire.js';

const [, , dataDir, aheadMs] = process.argv;
const say = (words: FromHouse) => process.send?.(words);
const handedOver = new Map<string, (externalId: string) => void>();
let sink: ChannelSink | undefined;

const channel: Channel = {
  name: 'terminal',
  account: 'test',
  limits: {
    textCharacters: 100_000,
    captionCharacters: 1_024,
    choices: 50,
    choiceCharacters: 200,
    uploadBytes: 0,
    downloadBytes: 0,
    reportsDelivery: false,
  },
  start: async (to) => {
    sink = to;
  },
  stop: async () => {
    sink = undefined;
  },
  send: ({ id, chatId, content, again }) =>
    new Promise((resolve) => {
      handedOver.set(id, (externalId) => resolve({ externalId }));
      say({ type: 'send', id, chatId, content, again });
    }),
  typing: async () => {},
  fetch: () => Promise.reject(new Error('no files here')),
  health: () => ({ state: 'up', detail: 'a test', since: new Date() }),
};

let stopping = false;
process.on('disconnect', () => process.exit(1));
process.on('message', (words: ToHouse) => {
  // What comes while the house closes is not confirmed: the vendor delivers it again.
  if (words.type === 'arrived') arrived(words).catch(stopping ? () => {} : fail);
  if (words.type === 'sent') handedOver.get(words.id)?.(words.externalId);
  if (words.type !== 'stop') return;
  stopping = true;
  app.stop().then(() => process.exit(0), fail);
});

function fail(problem: unknown): never {
  throw problem;
}

async function arrived({ chatId, externalId, content }: Extract<ToHouse, { type: 'arrived' }>) {
  await sink?.arrived({ chatId, externalId, content, sender: {} });
  say({ type: 'kept', externalId });
}

const app = await startApp(parseConfig({ PORT: '0', DATA_DIR: dataDir }), {
  log: createLog('error'),
  clock: { ...systemClock, now: () => new Date(Date.now() + Number(aheadMs)) },
  channels: [channel],
  patience: 0,
});
say({ type: 'up' });
