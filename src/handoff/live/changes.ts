import type { Conversation, Conversations } from '../../models/conversation.js';
import type { Message, Messages } from '../../models/message.js';
import type { ConversationRow, LiveEvent } from '../contract.js';
import { messageView } from '../views.js';

/** Rows asked for at once. */
const PAGE = 500;

export interface ChangeSource {
  conversations: Conversations;
  messages: Messages;
  /** A list line, with what is not in the conversation itself. */
  row(conversation: Conversation): Promise<ConversationRow>;
}

/** One thing that changed, ready to be sent: `key` names the thing, `changed` its state. */
export interface Change {
  key: string;
  changed: number;
  event: LiveEvent;
}

/**
 * Everything written after a stamp, oldest change first, at most about `atMost` things of each kind.
 * `complete` is false when there is more.
 */
export async function changesSince(
  source: ChangeSource,
  since: number,
  atMost: number,
): Promise<{ changes: Change[]; complete: boolean }> {
  const { conversations, messages, row } = source;
  const [rows, lines] = await Promise.all([
    pages((from, limit) => conversations.changedSince(from, limit), since, atMost),
    pages((from, limit) => messages.changedSince(from, limit), since, atMost),
  ]);
  const changes = [
    ...lines.found.map(asMessageChange),
    ...(await Promise.all(rows.found.map(async (one) => asRowChange(await row(one))))),
  ];
  changes.sort((a, b) => a.changed - b.changed);
  return { changes, complete: rows.complete && lines.complete };
}

type Ask<T> = (from: number, limit: number) => Promise<T[]>;

async function pages<T extends { changed: number }>(ask: Ask<T>, since: number, atMost: number) {
  const found: T[] = [];
  let from = since;
  let limit = Math.min(PAGE, atMost);
  for (;;) {
    const page = await ask(from, limit);
    if (page.length < limit) return { found: [...found, ...page], complete: true };
    // One write can stamp many things alike: a full page may end in the middle of such a group.
    const last = page.at(-1)?.changed ?? from;
    const whole = page.filter(({ changed }) => changed < last);
    if (whole.length === 0) limit *= 2;
    found.push(...whole);
    from = whole.at(-1)?.changed ?? from;
    if (found.length >= atMost) return { found, complete: false };
  }
}

function asMessageChange(message: Message): Change {
  const event = { type: 'message', message: messageView(message) } as const;
  return { key: `message ${message.id}`, changed: message.changed, event };
}

function asRowChange(row: ConversationRow): Change {
  return { key: `row ${row.id}`, changed: row.changed, event: { type: 'conversation', row } };
}
