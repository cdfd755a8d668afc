import { toString as toQr } from 'qrcode';
import type { ChannelHealth, ChannelLimits, ChannelName, ClosedRoad } from '../models/channel.js';
import type { ChannelView, Wire } from './contract.js';
import { healthView, wire } from './views.js';

/** What the inbox needs to know of a channel; `Channel` of bots/ fits. */
export interface ChannelCard {
  readonly name: ChannelName;
  readonly account: string;
  readonly limits: ChannelLimits;
  health(): ChannelHealth;
  closed?(chatId: string): ClosedRoad | null;
}

/** Shown for a conversation whose channel is switched off: nothing can be sent. */
const OFF_LIMITS: ChannelLimits = {
  textCharacters: 4096,
  captionCharacters: 1024,
  choices: 0,
  choiceCharacters: 0,
  uploadBytes: 0,
  downloadBytes: 0,
  reportsDelivery: false,
};

/** Every channel; the QR code only for those who may manage channels, since it pairs a phone. */
export function channelViews(
  cards: readonly ChannelCard[],
  options: { withQr: boolean },
): Promise<ChannelView[]> {
  return Promise.all(cards.map((card) => channelView(card, options.withQr)));
}

async function channelView(card: ChannelCard, withQr: boolean): Promise<ChannelView> {
  const health = card.health();
  const qrSvg = withQr && health.qr ? await toQr(health.qr, { type: 'svg', margin: 2 }) : undefined;
  return {
    name: card.name,
    account: card.account,
    health: healthView(health),
    limits: card.limits,
    ...(qrSvg === undefined ? {} : { qrSvg }),
  };
}

/** Limits and health of the channel a conversation is on, and why it cannot be written to now. */
export function channelOf(
  cards: readonly ChannelCard[],
  where: { channel: ChannelName; account: string; chatId: string; lastAt: Date },
): { limits: ChannelLimits; channelHealth: Wire<ChannelHealth>; closed?: Wire<ClosedRoad> } {
  const card = cards.find(
    ({ name, account }) => name === where.channel && account === where.account,
  );
  if (card) {
    const closed = card.closed?.(where.chatId);
    return {
      limits: card.limits,
      channelHealth: healthView(card.health()),
      ...(closed ? { closed: wire(closed) } : {}),
    };
  }
  const detail = 'This channel is switched off; answers wait until it is switched on again.';
  const since = where.lastAt.toISOString();
  return { limits: OFF_LIMITS, channelHealth: { state: 'off', detail, since } };
}
