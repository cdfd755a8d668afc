import type { Channel, ChannelSink } from '../bots/channel.js';
import type { Logger } from '../log.js';
import type { ChannelHealth, ChannelName } from '../models/channel.js';

/** The channels of this house, and what the story and the inbox ask of them. */
export interface Channels {
  all: readonly Channel[];
  find(name: ChannelName, account: string): Channel | null;
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface ChannelsParts {
  channels: readonly Channel[];
  log: Logger;
  sink(channel: Channel): Omit<ChannelSink, 'health' | 'typing'>;
  onHealth(channel: Channel, health: ChannelHealth): void;
}

/** One channel that cannot start does not keep the others from serving: its health says so. */
export function joinChannels({ channels, log, sink, onHealth }: ChannelsParts): Channels {
  const start = async (channel: Channel): Promise<void> => {
    try {
      await channel.start({
        ...sink(channel),
        health: (health) => {
          log.info({ channel: channel.name, state: health.state }, health.detail);
          onHealth(channel, health);
        },
      });
    } catch (err) {
      log.error({ err, channel: channel.name }, 'this channel could not start');
    }
  };
  return {
    all: channels,
    find: (name, account) =>
      channels.find((one) => one.name === name && one.account === account) ?? null,
    start: async () => void (await Promise.all(channels.map(start))),
    stop: async () => void (await Promise.allSettled(channels.map((one) => one.stop()))),
  };
}
