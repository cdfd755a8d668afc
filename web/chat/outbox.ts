import { ApiError, send } from './api.js';
import { keep, keptData, keptNames } from './kept.js';
import { Pause } from './pause.js';
import { isWritable, type Pending } from './types.js';

/** Each under a name of its own: two tabs never overwrite one another's. */
const NAME = 'out.';

export interface OutboxEvents {
  /** Something was added, failed or is tried again. */
  changed(pending: Pending): void;
  /** The server has it for good. */
  kept(pending: Pending, file: Blob | undefined): void;
  /** How the line is, after each attempt. */
  line(status: number | 'ok'): void;
}

/** What the citizen wrote and the server does not have yet; in order, also after a reload. */
export class Outbox {
  readonly #files = new Map<string, Blob>();
  readonly #pause = new Pause();
  #pending: Pending[] = [];
  #isSending = false;

  constructor(readonly events: OutboxEvents) {
    this.#pending = keptNames(NAME)
      .map((name) => keptData<Pending>(name))
      .filter((one) => one !== null)
      .sort((one, other) => one.at.localeCompare(other.at));
  }

  all(): readonly Pending[] {
    return this.#pending;
  }

  /** The file of an entry, while this page lives. */
  file(clientId: string): Blob | undefined {
    return this.#files.get(clientId);
  }

  /** True when leaving the page would lose something. */
  get holdsFiles(): boolean {
    return this.#files.size > 0;
  }

  add(content: Pending['content'], file?: Blob): void {
    const pending: Pending = {
      clientId: newId(),
      at: new Date().toISOString(),
      state: 'waiting',
      content,
    };
    if (file) this.#files.set(pending.clientId, file);
    this.#pending.push(pending);
    this.#note(pending);
    void this.flush();
  }

  /** Tries one again that failed. */
  retry(clientId: string): void {
    const failed = this.#pending.find((one) => one.clientId === clientId);
    if (!failed) return;
    failed.state = 'waiting';
    delete failed.problem;
    this.#note(failed);
    void this.flush();
  }

  /** The server turned out to have it: its answer was lost on the way. */
  forget(clientId: string): void {
    this.#pending = this.#pending.filter((one) => one.clientId !== clientId);
    this.#files.delete(clientId);
    keep(NAME + clientId, null);
  }

  /** Tries at once instead of at the end of the pause. */
  hurry(): void {
    this.#pause.cut();
    void this.flush();
  }

  /** Sends one after the other until nothing waits. */
  async flush(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    for (;;) {
      const next = this.#pending.find(({ state }) => state === 'waiting');
      if (!next) break;
      await this.#try(next);
    }
    this.#isSending = false;
  }

  async #try(pending: Pending): Promise<void> {
    const file = this.#files.get(pending.clientId);
    try {
      await send(pending, file);
      this.forget(pending.clientId);
      this.#pause.succeeded();
      this.events.line('ok');
      this.events.kept(pending, file);
    } catch (error) {
      const { status, isPassing } = error instanceof ApiError ? error : new ApiError(400);
      this.events.line(status);
      this.events.changed(pending);
      if (isPassing) return this.#pause.afterFailure();
      pending.state = 'failed';
      if (status === 415) pending.problem = 'refused';
      if (status === 413) pending.problem = 'tooLarge';
      this.#note(pending);
    }
  }

  #note(pending: Pending): void {
    if (isWritable(pending.content)) keep(NAME + pending.clientId, JSON.stringify(pending));
    this.events.changed(pending);
  }
}

/** `randomUUID` exists on https only; a town hall's first trial may run on plain http. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
