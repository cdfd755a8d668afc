import { json, Router } from 'express';
import type { Channel } from '../bots/channel.js';
import type { TelegramChannel } from '../bots/telegram/telegram.js';
import { createWebchat } from '../bots/webchat/webchat.js';
import type { WhatsAppChannel } from '../bots/whatsapp/options.js';
import type { Config } from '../config.js';
import { SahutError } from '../errors.js';
import type { Logger } from '../log.js';
import type { Clock } from '../models/clock.js';
import { type Change, conversationId, type Stores } from '../models/store/stores.js';
import { secretKey } from './secret.js';

/** Our one WhatsApp line. Ids of conversations derive from it, so that pairing another phone keeps them. */
const WHATSAPP_ACCOUNT = 'main';

interface RoadsParts {
  config: Config;
  stores: Stores;
  clock: Clock;
  log: Logger;
  printQr: ((qr: string) => void) | undefined;
  bells: Set<(change: Change) => void>;
}

/** The channels that the configuration switches on, with what they need of the web server. */
export interface Roads {
  channels: Channel[];
  routers: { webchat: Router; telegramWebhook?: Router };
  /** Both throw `channel/unknown` when WhatsApp is off. */
  logoutWhatsapp(): Promise<void>;
  pairWhatsapp(): Promise<void>;
}

/** Builds them. What a channel drags in is loaded only when it is on. */
export async function roads(parts: RoadsParts): Promise<Roads> {
  const webchat = webchatRoad(parts);
  const telegram = await telegramRoad(parts);
  const whatsapp = await whatsappRoad(parts);
  return {
    channels: [webchat, ...(telegram ? [telegram.channel] : []), ...(whatsapp ? [whatsapp] : [])],
    routers: {
      webchat: webchat.router,
      ...(telegram?.router ? { telegramWebhook: telegram.router } : {}),
    },
    logoutWhatsapp: async () => switchedOn(whatsapp).logout(),
    pairWhatsapp: async () => switchedOn(whatsapp).pairAgain(),
  };
}

function switchedOn(whatsapp: WhatsAppChannel | null): WhatsAppChannel {
  if (!whatsapp) throw new SahutError('channel/unknown');
  return whatsapp;
}

function webchatRoad({ config, stores, clock, bells }: RoadsParts) {
  const { media, messages } = stores;
  const webchat = createWebchat({
    clock,
    organisation: config.ORG_NAME,
    conversationId: (chatId) => conversationId('webchat', 'web', chatId),
    history: (id, range) => messages.page(id, range),
    async keepMedia(conversationId, data, meta) {
      const kept = await media.keep(data, { ...meta, conversationId }, clock.now());
      return { mediaId: kept.id, mimeType: kept.mimeType, bytes: kept.bytes };
    },
    async readMedia(id) {
      const [known, data] = await Promise.all([media.find(id), media.read(id)]);
      return known && data ? { data, mimeType: known.mimeType } : null;
    },
  });
  bells.add(({ conversationId: id }) => webchat.changed(id));
  return webchat;
}

async function telegramRoad({ config, clock, log }: RoadsParts) {
  const token = config.TELEGRAM_BOT_TOKEN;
  if (!token) return null;
  const { createTelegram } = await import('../bots/telegram/telegram.js');
  const { TELEGRAM_API_ROOT: apiRoot, TELEGRAM_WEBHOOK_URL: url } = config;
  const secret = config.TELEGRAM_WEBHOOK_SECRET;
  const channel = createTelegram({
    token,
    ...(apiRoot ? { apiRoot } : {}),
    ...(url && secret ? { webhook: { url, secret } } : {}),
    log,
    clock,
    organisation: config.ORG_NAME,
  });
  return { channel, ...(url ? { router: webhookRouter(channel) } : {}) };
}

/** Telegram repeats a call that is not answered with 2xx: one that could not be kept is not. */
function webhookRouter(channel: TelegramChannel): Router {
  const router = Router();
  router.post('/', json({ limit: '1mb' }), async (request, response) => {
    const secret = request.get('x-telegram-bot-api-secret-token');
    const { status } = await channel.receive(request.body, secret);
    response.sendStatus(status);
  });
  return router;
}

async function whatsappRoad({ config, stores, clock, log, printQr }: RoadsParts) {
  if (!config.WHATSAPP) return null;
  const [{ createWhatsApp }, { createCipher }] = await Promise.all([
    import('../bots/whatsapp/client.js'),
    import('../bots/whatsapp/cipher.js'),
  ]);
  return createWhatsApp({
    vault: stores.vault,
    account: WHATSAPP_ACCOUNT,
    clock,
    log,
    cipher: createCipher(secretKey(config.dataDir)),
    recall: async (externalId) => {
      const where = { channel: 'whatsapp', account: WHATSAPP_ACCOUNT, externalId } as const;
      const sent = await stores.messages.findSent(where);
      return sent && 'text' in sent.content ? sent.content.text : undefined;
    },
    ...(config.WHATSAPP_WS_URL ? { wsUrl: config.WHATSAPP_WS_URL } : {}),
    ...(printQr ? { printQr } : {}),
  });
}
