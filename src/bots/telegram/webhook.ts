import { createHash, timingSafeEqual } from 'node:crypto';
import { type Api, ApiError } from './api.js';
import { number, object, text } from './fields.js';
import { UPDATES_WANTED } from './parse.js';

/** Where Telegram is to call, and the secret with which it proves to be Telegram. */
export interface Webhook {
  url: string;
  secret: string;
}

const PARALLEL_CALLS = 20;
/** A failed delivery that is older than this is forgiven. */
const RECENT_SECONDS = 600;

/** Tells Telegram to call us. */
export async function setWebhook(api: Api, webhook: Webhook): Promise<void> {
  await api.call('setWebhook', {
    url: webhook.url,
    secret_token: webhook.secret,
    allowed_updates: UPDATES_WANTED,
    max_connections: PARALLEL_CALLS,
  });
}

/** Asks Telegram whether it reaches us. Throws what staff should know. */
export async function checkWebhook(api: Api, webhook: Webhook, now: Date): Promise<void> {
  const info = object(await api.call('getWebhookInfo', {}));
  if (info?.url !== webhook.url) {
    await setWebhook(api, webhook);
    return;
  }
  const failedAt = number(info.last_error_date) ?? 0;
  if (now.getTime() / 1000 - failedAt > RECENT_SECONDS) return;
  const reason = text(info.last_error_message) ?? 'no reason given';
  throw new ApiError(
    'later',
    `Telegram does not reach TELEGRAM_WEBHOOK_URL (${reason}): check the address and its certificate.`,
  );
}

/** Compares in constant time, so that the secret cannot be guessed letter by letter. */
export function isSecret(given: string | undefined, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given ?? ''), digest(secret)) && given !== undefined;
}
