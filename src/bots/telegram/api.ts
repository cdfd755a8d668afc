import { Telegram, TelegramError } from 'telegraf';
import { redact } from '../../log.js';
import type { Clock } from '../../models/clock.js';
import { ChannelError } from '../channel.js';

const USUAL_TIMEOUT_MS = 30_000;
const UPLOAD_TIMEOUT_MS = 180_000;
const NETWORK_RETRY_MS = 2000;
const SECOND_MS = 1000;

/** A failed call, in the house's words; `code` is Telegram's, absent when it was not reached. */
export class ApiError extends ChannelError {
  constructor(
    kind: ChannelError['kind'],
    message: string,
    readonly details: { code?: number; afterMs?: number } = {},
  ) {
    super(kind, message, details.afterMs);
  }
}

export interface CallOptions {
  timeoutMs?: number;
  /** Gives the call up. */
  signal?: AbortSignal;
}

/** The Bot API; every failure is an {@link ApiError}. */
export interface Api {
  call(method: string, payload: Record<string, unknown>, options?: CallOptions): Promise<unknown>;
}

type RawCall = (
  method: string,
  payload: Record<string, unknown>,
  options: { signal: AbortSignal },
) => Promise<unknown>;

/**
 * Telegraf's client with what it lacks: a watchdog (its own timeout is 500 s), and errors that can
 * be shown, since those of the network library carry the URL, and the URL carries the token.
 */
export function createApi(parts: { token: string; apiRoot?: string; clock: Clock }): Api {
  const telegram = new Telegram(parts.token, {
    webhookReply: false,
    ...(parts.apiRoot ? { apiRoot: parts.apiRoot } : {}),
  });
  // Telegraf types only the methods it knew in 2024; newer ones go the same way.
  const raw = telegram.callApi.bind(telegram) as unknown as RawCall;
  return {
    async call(method, payload, options = {}) {
      const watchdog = watch(parts.clock, options, isUpload(payload));
      try {
        return await Promise.race([
          raw(method, payload, { signal: watchdog.signal }),
          watchdog.expired,
        ]);
      } catch (thrown) {
        throw apiErrorOf(thrown);
      } finally {
        watchdog.release();
      }
    },
  };
}

function isUpload(payload: Record<string, unknown>): boolean {
  return Object.values(payload).some(
    (value) => typeof value === 'object' && value !== null && 'source' in value,
  );
}

function watch(clock: Clock, options: CallOptions, upload: boolean) {
  const abort = new AbortController();
  const giveUp = (): void => abort.abort();
  const expired = new Promise<never>((_resolve, reject) => {
    abort.signal.addEventListener('abort', () => reject(new Error('no answer')), { once: true });
  });
  // The race may be over already: then nobody listens any more.
  expired.catch(() => {});
  const usual = upload ? UPLOAD_TIMEOUT_MS : USUAL_TIMEOUT_MS;
  const cancel = clock.after(options.timeoutMs ?? usual, giveUp);
  options.signal?.addEventListener('abort', giveUp, { once: true });
  if (options.signal?.aborted) giveUp();
  const release = (): void => {
    cancel();
    options.signal?.removeEventListener('abort', giveUp);
  };
  return { signal: abort.signal, expired, release };
}

/** What went wrong, without a word from the network library. */
export function apiErrorOf(thrown: unknown): ApiError {
  if (!(thrown instanceof TelegramError)) {
    return new ApiError('later', 'Telegram does not answer.', { afterMs: NETWORK_RETRY_MS });
  }
  const { code } = thrown;
  const description = redact(String(thrown.description ?? ''));
  if (code === 429) return floodError(thrown);
  if (code === 401 || code === 404) {
    const message =
      'Telegram refuses the bot token: set TELEGRAM_BOT_TOKEN to the one from @BotFather.';
    return new ApiError('down', message, { code });
  }
  if (code === 409) return new ApiError('down', description, { code });
  if (code === 403 || isGone(description))
    return new ApiError('unreachable', description, { code });
  if (code === 413) return new ApiError('refused', 'The file is too-large.', { code });
  if (code >= 500) {
    const message = `Telegram has trouble (${code}).`;
    return new ApiError('later', message, { code, afterMs: NETWORK_RETRY_MS });
  }
  return new ApiError('refused', description, { code });
}

function floodError(error: TelegramError): ApiError {
  const seconds = error.parameters?.retry_after ?? 5;
  const message = `Telegram asks to wait ${seconds} s.`;
  return new ApiError('later', message, { code: 429, afterMs: seconds * SECOND_MS });
}

/** Some chats that cannot be reached are reported as bad requests. */
function isGone(description: string): boolean {
  return /chat not found|user is deactivated|peer_id_invalid|blocked by the user/i.test(
    description,
  );
}
