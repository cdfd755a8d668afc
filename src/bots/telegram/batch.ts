import { asError } from '../../errors.js';
import type { Logger } from '../../log.js';
import type { Inbox } from './inbox.js';
import { updateIdOf } from './parse.js';

/** An update that alone cannot be kept, while others can, is given up after so many tries. */
const TRIES = 10;

/**
 * Keeps batches of updates and knows up to where Telegram may forget them. Chats go side by side,
 * the updates of one chat one after the other; the first that cannot be kept holds back its chat
 * and the offset, so that a kill or a full disk loses nothing.
 */
export class Batches {
  #kept = new Set<number>();
  #failures = new Map<number, number>();
  #offset = 0;

  constructor(
    private readonly inbox: Inbox,
    private readonly log: Logger,
  ) {}

  /** The first update that Telegram must not forget yet; 0 while there was none. */
  get offset(): number {
    return this.#offset;
  }

  /** Keeps what can be kept. False when something has to be tried again. */
  async keep(updates: readonly unknown[]): Promise<boolean> {
    const fresh = updates.filter((update) => !this.#kept.has(idOf(update)));
    const done = await Promise.all(this.#byChat(fresh).map((chat) => this.#keepChat(chat)));
    const missing = this.#giveUpOn(
      updates,
      done.some((count) => count > 0),
    );
    this.#advance(updates, missing);
    return missing.length === 0;
  }

  #byChat(updates: readonly unknown[]): unknown[][] {
    const chats = new Map<string, unknown[]>();
    for (const update of updates) {
      const chat = this.inbox.chatOf(update);
      const before = chats.get(chat);
      if (before) before.push(update);
      else chats.set(chat, [update]);
    }
    return [...chats.values()];
  }

  async #keepChat(updates: readonly unknown[]): Promise<number> {
    let count = 0;
    for (const update of updates) {
      const id = idOf(update);
      try {
        await this.inbox.take(update);
      } catch (thrown) {
        this.#failures.set(id, (this.#failures.get(id) ?? 0) + 1);
        this.log.error({ updateId: id, err: asError(thrown) }, 'A message could not be kept.');
        return count;
      }
      this.#kept.add(id);
      count += 1;
    }
    return count;
  }

  /** One bad message must not silence everybody else; a storage that is down is no such case. */
  #giveUpOn(updates: readonly unknown[], othersWereKept: boolean): number[] {
    const missing = updates.map(idOf).filter((id) => !this.#kept.has(id));
    if (!othersWereKept) return missing;
    return missing.filter((id) => {
      if ((this.#failures.get(id) ?? 0) < TRIES) return true;
      this.log.fatal({ updateId: id }, 'A message that cannot be kept is given up.');
      this.#kept.add(id);
      return false;
    });
  }

  #advance(updates: readonly unknown[], missing: readonly number[]): void {
    const ids = updates.map(idOf);
    if (ids.length === 0) return;
    this.#offset = missing.length > 0 ? Math.min(...missing) : Math.max(...ids) + 1;
    for (const id of this.#kept) if (id < this.#offset) this.#kept.delete(id);
    for (const id of this.#failures.keys()) if (id < this.#offset) this.#failures.delete(id);
  }
}

function idOf(update: unknown): number {
  return updateIdOf(update) ?? 0;
}
