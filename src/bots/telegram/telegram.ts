import { asError } from '../../errors.js';
import type { Logger } from '../../log.js';
import type { Clock } from '../../models/clock.js';
import type { Channel, ChannelSink, FetchedMedia, Outbound } from '../channel.js';
import { type Api, createApi } from './api.js';
import { Batches } from './batch.js';
import { DOWNLOAD_LIMIT_BYTES, download } from './download.js';
import { object, text } from './fields.js';
import { Inbox } from './inbox.js';
import { introduce } from './introduction.js';
import { Pace } from './pace.js';
import { updateIdOf } from './parse.js';
import { confirm, leaveWebhook, pollOnce } from './polling.js';
import { CAPTION_LIMIT, TEXT_LIMIT, UPLOAD_LIMIT_BYTES } from './render.js';
import { Screens } from './screens.js';
import { Sender } from './sender.js';
import { checkWebhook, isSecret, setWebhook, type Webhook } from './webhook.js';
import { Wellbeing } from './wellbeing.js';

const OFFICIAL_ROOT = 'https://api.telegram.org';
const WEBHOOK_CHECK_MS = 300_000;

export interface TelegramOptions {
  token: string;
  /** Another Bot API server. */
  apiRoot?: string;
  /** Absent: long polling, which needs no public address. */
  webhook?: Webhook;
  log: Logger;
  clock: Clock;
  /** Name of the local government, as shown in the bot's description. */
  organisation: string;
}

/** Telegram, with the entrance for its webhook. */
export interface TelegramChannel extends Channel {
  /**
   * Takes one call of the webhook: the JSON body and the header `X-Telegram-Bot-Api-Secret-Token`.
   * Answers 200 once the update is kept, 401 to strangers, 500 when Telegram shall call again.
   */
  receive(update: unknown, secretHeader: string | undefined): Promise<{ status: number }>;
}

/** Telegram through the Bot API. Nothing is called before `start`. */
export function createTelegram(options: TelegramOptions): TelegramChannel {
  return new TelegramBot(options);
}

class TelegramBot implements TelegramChannel {
  readonly name = 'telegram';
  readonly account: string;
  readonly limits = {
    textCharacters: TEXT_LIMIT,
    captionCharacters: CAPTION_LIMIT,
    choices: 100,
    choiceCharacters: 64,
    uploadBytes: UPLOAD_LIMIT_BYTES,
    downloadBytes: DOWNLOAD_LIMIT_BYTES,
    quotes: true,
    reportsDelivery: false,
  };
  #api: Api;
  #sender: Sender;
  #inbox: Inbox;
  #batches: Batches;
  #wellbeing: Wellbeing;
  #stop = new AbortController();
  #running: Promise<void> | undefined;

  constructor(private readonly options: TelegramOptions) {
    const { clock, log, organisation } = options;
    this.account = options.token.slice(0, options.token.indexOf(':'));
    const api = createApi(options);
    const pace = new Pace(clock);
    const screens = new Screens({ api, pace, log });
    this.#api = api;
    this.#sender = new Sender({ api, pace, screens });
    this.#inbox = new Inbox({ api, screens, sender: this.#sender, clock, log, organisation });
    this.#batches = new Batches(this.#inbox, log);
    this.#wellbeing = new Wellbeing({ clock, log });
  }

  async start(sink: ChannelSink): Promise<void> {
    if (this.#running) return;
    this.#inbox.sink = sink;
    this.#wellbeing.tell = (health) => sink.health(health);
    this.#wellbeing.report('starting', 'Connecting to Telegram.');
    this.#stop = new AbortController();
    this.#running = this.#supervise(this.#stop.signal);
  }

  async stop(): Promise<void> {
    if (!this.#running) return;
    this.#stop.abort();
    await this.#running;
    this.#running = undefined;
    await this.#inbox.settled();
    if (!this.options.webhook) await confirm(this.#api, this.#batches);
    this.#wellbeing.report('off', 'Stopped.');
  }

  send(outbound: Outbound): Promise<{ externalId: string }> {
    return this.#sender.send(outbound);
  }

  closed(chatId: string) {
    return this.#sender.isBlocked(chatId) ? { reason: 'blocked' as const } : null;
  }

  async typing(chatId: string): Promise<void> {
    await this.#api.call('sendChatAction', { chat_id: chatId, action: 'typing' }).catch(() => {});
  }

  fetch(media: Parameters<Channel['fetch']>[0]): Promise<FetchedMedia> {
    const { token, apiRoot = OFFICIAL_ROOT } = this.options;
    return download({ api: this.#api, token, apiRoot }, media);
  }

  health() {
    return this.#wellbeing.health;
  }

  async receive(update: unknown, secretHeader: string | undefined): Promise<{ status: number }> {
    const { webhook, log } = this.options;
    if (!webhook || !isSecret(secretHeader, webhook.secret)) return { status: 401 };
    if (!this.#running) return { status: 503 };
    // Something that is no update will not become one by being sent again.
    if (updateIdOf(update) === null) return { status: 200 };
    try {
      await this.#inbox.take(update);
      return { status: 200 };
    } catch (thrown) {
      log.error(
        { err: asError(thrown) },
        'A message could not be kept; Telegram will send it again.',
      );
      return { status: 500 };
    }
  }

  /** Connects and listens, and after any failure does so again, until it is stopped. Never rejects. */
  async #supervise(signal: AbortSignal): Promise<void> {
    let detail: string | null = null;
    while (!signal.aborted) {
      try {
        if (detail === null) {
          detail = await this.#connect(signal);
          this.#wellbeing.fine(detail);
        }
        await this.#listen(signal);
        if (!signal.aborted) this.#wellbeing.fine(detail);
      } catch (thrown) {
        if (signal.aborted) return;
        await this.#sleep(this.#wellbeing.trouble(thrown), signal);
      }
    }
  }

  async #connect(signal: AbortSignal): Promise<string> {
    const me = object(await this.#api.call('getMe', {}, { signal }));
    if (this.options.webhook) await setWebhook(this.#api, this.options.webhook);
    else await leaveWebhook(this.#api);
    void introduce(this.#api, this.options.organisation);
    return `@${text(me?.username) ?? this.account} is reachable.`;
  }

  async #listen(signal: AbortSignal): Promise<void> {
    const { webhook, clock } = this.options;
    if (webhook) {
      await this.#sleep(WEBHOOK_CHECK_MS, signal);
      if (!signal.aborted) await checkWebhook(this.#api, webhook, clock.now());
      return;
    }
    // After a failure the first poll does not linger, so that the house soon hears that all is well.
    const linger = !this.#wellbeing.isTroubled;
    const allKept = await pollOnce(this.#api, this.#batches, { linger, signal });
    if (!allKept) throw new Error('not kept');
  }

  #sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        cancel();
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const cancel = this.options.clock.after(ms, wake);
      signal.addEventListener('abort', wake, { once: true });
      if (signal.aborted) wake();
    });
  }
}
