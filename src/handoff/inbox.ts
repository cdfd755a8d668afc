import { SahutError } from '../errors.js';
import type { Complaints } from '../models/complaint.js';
import type { Conversation, Conversations, InboxView } from '../models/conversation.js';
import type { Messages } from '../models/message.js';
import type { Operator } from '../models/operator.js';
import { type ChannelCard, channelOf } from './channels.js';
import type {
  ConversationDetail,
  ConversationPage,
  ConversationRow,
  MessagePage,
} from './contract.js';
import { complaintView, conversationRow, emergencyView, messageView } from './views.js';

export interface InboxParts {
  conversations: Conversations;
  messages: Messages;
  complaints: Complaints;
  channels(): readonly ChannelCard[];
  /** Name of an agency for people; the id itself when it is unknown. */
  agencyName(agencyId: string): string;
}

/** What operators read: the list, one conversation, its thread. */
export interface Inbox {
  list(
    view: InboxView,
    operatorId: string,
    page: { after?: string | undefined; limit: number },
  ): Promise<ConversationPage>;
  /** Throws `conversation/unknown`. */
  detail(id: string): Promise<ConversationDetail>;
  /** A page of the thread in order; throws `conversation/unknown`. */
  thread(
    id: string,
    range: { before?: number | undefined; after?: number | undefined; limit: number },
  ): Promise<MessagePage>;
  /** A list line with the category of the newest complaint. */
  row(conversation: Conversation): Promise<ConversationRow>;
  /** Throws `conversation/unknown`. */
  known(id: string): Promise<Conversation>;
  /** Somebody looked at the thread; throws `conversation/unknown`. */
  seen(id: string): Promise<void>;
}

/** Builds the reading side of the inbox. */
export function createInbox(parts: InboxParts): Inbox {
  const { conversations, messages, complaints, channels, agencyName } = parts;

  async function known(id: string): Promise<Conversation> {
    const conversation = await conversations.find(id);
    if (!conversation) throw new SahutError('conversation/unknown');
    return conversation;
  }

  async function row(conversation: Conversation): Promise<ConversationRow> {
    const newest = conversation.references.at(-1);
    return conversationRow(conversation, newest ? await complaints.find(newest) : null);
  }

  return {
    row,
    known,
    async list(view, operatorId, { after, limit }) {
      const page = { limit: limit + 1, ...(after === undefined ? {} : { after }) };
      const [found, counts] = await Promise.all([
        conversations.list(view, operatorId, page),
        conversations.counts(operatorId),
      ]);
      const shown = found.slice(0, limit);
      const next = found.length > limit ? (shown.at(-1)?.id ?? null) : null;
      return { conversations: await Promise.all(shown.map(row)), next, counts };
    },
    async detail(id) {
      const conversation = await known(id);
      const filed = await complaints.ofConversation(id);
      return {
        ...(await row(conversation)),
        phone: conversation.citizen.phone ?? null,
        emergency: conversation.emergency ? emergencyView(conversation.emergency) : null,
        complaints: filed.map((one) => complaintView(one, agencyName(one.agencyId))),
        ...channelOf(channels(), conversation),
      };
    },
    async thread(id, { before, after, limit }) {
      await known(id);
      const range = {
        limit: limit + 1,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      };
      const found = await messages.page(id, range);
      const extra = found.length > limit;
      // Forwards the surplus one is the newest, backwards it is the oldest.
      const shown = extra ? (after === undefined ? found.slice(1) : found.slice(0, limit)) : found;
      const more = after === undefined ? extra : after > 0;
      return { messages: shown.map(messageView), more };
    },
    async seen(id) {
      await known(id);
      await conversations.seen(id);
    },
  };
}

/** How an operator appears in messages, owners and histories. */
export function asPerson(operator: Operator): { id: string; name: string } {
  return { id: operator.id, name: operator.name };
}
