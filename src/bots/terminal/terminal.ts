import type { ChannelLimits } from '../../models/channel.js';
import type { Clock } from '../../models/clock.js';
import type { Content } from '../../models/message.js';
import { type Channel, ChannelError, type ChannelSink, type Outbound } from '../channel.js';

const LIMITS: ChannelLimits = {
  textCharacters: 100_000,
  captionCharacters: 1_024,
  choices: 50,
  choiceCharacters: 200,
  uploadBytes: 0,
  downloadBytes: 0,
  reportsDelivery: false,
};

/** A channel inside this process: what `npm run chat` and the benches write to and read from. */
export interface Terminal extends Channel {
  /** A citizen writes; resolves when the message is kept. */
  write(chatId: string, content: Content): Promise<void>;
}

/** Builds it; `show` gets everything that is sent to a citizen. */
export function createTerminal(show: (outbound: Outbound) => void, clock: Clock): Terminal {
  let sink: ChannelSink | undefined;
  let received = 0;
  const startedAt = clock.now();
  return {
    name: 'terminal',
    account: 'terminal',
    limits: LIMITS,
    start: async (to) => {
      sink = to;
    },
    stop: async () => {
      sink = undefined;
    },
    async write(chatId, content) {
      if (!sink) throw new ChannelError('down', 'The terminal channel is not started.');
      received += 1;
      const externalId = `${startedAt.getTime()}-${received}`;
      await sink.arrived({ chatId, externalId, content, sender: {} });
    },
    send: async (outbound) => {
      show(outbound);
      return { externalId: outbound.id };
    },
    typing: async () => {},
    fetch: async () => {
      throw new ChannelError('refused', 'The terminal has no files.');
    },
    health: () => ({ state: 'up', detail: 'Inside this process.', since: startedAt }),
  };
}
