import type { Router } from 'express';
import type { ChannelLimits } from '../../models/channel.js';
import { type Channel, ChannelError, type ChannelSink } from '../channel.js';
import { UPLOAD_BYTES, type WebchatParts } from './parts.js';
import { type NextMessage, webchatRouter } from './routes.js';

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
}

/** Builds the channel and its routes. */
export function createWebchat(parts: WebchatParts): Webchat {
  const waiting = new Map<string, Set<() => void>>();
  const since = parts.clock.now();
  let sink: ChannelSink | undefined;

  /** Every poll of that conversation looks again. */
  const wake = (conversationId: string): void => {
    for (const answer of waiting.get(conversationId) ?? []) answer();
  };

  /** Registered before the store is read: what comes between the two is not missed. */
  const nextMessage = (conversationId: string, ms: number): NextMessage => {
    const answers = waiting.get(conversationId) ?? new Set();
    waiting.set(conversationId, answers);
    let stopWaiting = (): void => {};
    const promise = new Promise<void>((resolve) => {
      stopWaiting = (): void => {
        cancel();
        answers.delete(stopWaiting);
        if (answers.size === 0) waiting.delete(conversationId);
        resolve();
      };
      const cancel = parts.clock.after(ms, stopWaiting);
      answers.add(stopWaiting);
    });
    return { promise, cancel: stopWaiting };
  };

  const channelSink = (): ChannelSink => {
    if (sink) return sink;
    throw new ChannelError('down', 'The web chat is stopped.');
  };

  return {
    name: 'webchat',
    account: 'web',
    limits: LIMITS,
    router: webchatRouter({ ...parts, sink: channelSink, nextMessage }),
    start: async (to) => {
      sink = to;
    },
    stop: async () => {
      sink = undefined;
      for (const conversationId of waiting.keys()) wake(conversationId);
    },
    changed: wake,
    // The page reads the thread from the store: what is marked sent is there at its next poll.
    send: async (outbound) => ({ externalId: outbound.id }),
    typing: async () => {},
    fetch: async () => {
      throw new ChannelError('refused', 'Files of the web chat are kept when they arrive.');
    },
    health: () =>
      sink
        ? { state: 'up', detail: 'Served by this process at /chat.', since }
        : { state: 'off', detail: 'Stopped.', since },
  };
}
