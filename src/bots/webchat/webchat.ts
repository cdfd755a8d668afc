import type { Router } from 'express';
import { SahutError } from '../../errors.js';
import type { ChannelLimits } from '../../models/channel.js';
import { type Channel, ChannelError, type ChannelSink } from '../channel.js';
import { UPLOAD_BYTES, type WebchatParts } from './parts.js';
import { webchatRouter } from './routes.js';
import { createWaiting } from './waiting.js';

const LIMITS: ChannelLimits = {
  textCharacters: 8_000,
  captionCharacters: 1_024,
  choices: 20,
  choiceCharacters: 60,
  uploadBytes: UPLOAD_BYTES,
  downloadBytes: UPLOAD_BYTES,
  reportsDelivery: true,
};

/** The web chat: a channel whose vendor is our own page. */
export interface Webchat extends Channel {
  /** Mounted at /chat/api. */
  router: Router;
  /** Something was written in that conversation: polls that wait for it look again. */
  changed(conversationId: string): void;
  /** Polls that wait. */
  waiting(): number;
}

/** Builds the channel and its routes. */
export function createWebchat(parts: WebchatParts): Webchat {
  const waiting = createWaiting(parts.clock);
  let since = parts.clock.now();
  let sink: ChannelSink | undefined;

  const channelSink = (): ChannelSink => {
    if (sink) return sink;
    throw new SahutError('channel/stopped');
  };

  return {
    name: 'webchat',
    account: 'web',
    limits: LIMITS,
    router: webchatRouter({ ...parts, sink: channelSink, waiting }),
    start: async (to) => {
      sink = to;
      since = parts.clock.now();
      waiting.open();
    },
    stop: async () => {
      sink = undefined;
      since = parts.clock.now();
      waiting.close();
    },
    changed: (conversationId) => waiting.wake(conversationId, 'changed'),
    waiting: waiting.size,
    // The page reads the thread from the store: what is marked sent is there at its next poll.
    send: async (outbound) => ({ externalId: outbound.id }),
    // A poll that waits says so and returns; a page that does not ask just now misses nothing.
    typing: async (chatId) => waiting.wake(parts.conversationId(chatId), 'typing'),
    fetch: async () => {
      throw new ChannelError('refused', 'Files of the web chat are kept when they arrive.');
    },
    health: () =>
      sink
        ? { state: 'up', detail: 'Served by this process at /chat.', since }
        : { state: 'off', detail: 'Stopped.', since },
  };
}
