import { ApiError, type News, news, WAIT_SECONDS } from './api.js';
import { keep, kept } from './kept.js';
import { Pause } from './pause.js';

/** An empty answer that comes faster than this is not asked for again at once. */
const QUICK_MS = 1_000;

export interface LineParts {
  cursor(): number;
  arrived(news: News): void;
  status(status: number | 'ok'): void;
  /** The server does not know the cursor. */
  startOver(): void;
}

/** Asks for news for as long as the page lives; one question at a time. */
export class Line {
  readonly #pause = new Pause();
  #question = new AbortController();
  #isOpen = false;
  #isFirst = true;

  constructor(readonly parts: LineParts) {}

  /** Begins to ask, once there is a secret to ask with. */
  open(): void {
    if (this.#isOpen || !kept('token')) return;
    this.#isOpen = true;
    void this.#run();
  }

  /** Asks again at once: the phone woke up, or found its line. */
  hurry(): void {
    this.#question.abort();
    this.#pause.cut();
  }

  /** Ends it: the secret is gone. */
  close(): void {
    this.#isOpen = false;
    this.hurry();
  }

  async #run(): Promise<void> {
    while (this.#isOpen) await this.#ask();
  }

  async #ask(): Promise<void> {
    this.#question = new AbortController();
    const { signal } = this.#question;
    const started = Date.now();
    try {
      // The first answer comes at once: it is the thread as it stands.
      const found = await news(this.parts.cursor(), this.#isFirst ? 0 : WAIT_SECONDS, signal);
      if (!this.#isOpen) return;
      const wasFirst = this.#isFirst;
      this.#isFirst = false;
      this.#pause.succeeded();
      this.parts.status('ok');
      this.parts.arrived(found);
      const isEmpty = found.messages.length === 0;
      if (isEmpty && !wasFirst && Date.now() - started < QUICK_MS) await this.#pause.for(QUICK_MS);
    } catch (error) {
      if (signal.aborted) return;
      const { status } = error instanceof ApiError ? error : new ApiError(0);
      this.parts.status(status);
      if (status === 400) this.parts.startOver();
      if (status === 401) keep('token', null);
      if (status === 401) this.#isOpen = false;
      await this.#pause.afterFailure();
    }
  }
}
