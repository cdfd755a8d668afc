import { agencyById } from '../agencies/directory.js';
import type { SpokenLanguage } from '../models/category.js';
import type { Clock } from '../models/clock.js';
import type { Complaint, ComplaintStatus } from '../models/complaint.js';
import type { Conversations } from '../models/conversation.js';
import type { Messages } from '../models/message.js';
import texts from './complaint-news.json' with { type: 'json' };

interface NewsParts {
  conversations: Conversations;
  messages: Messages;
  clock: Clock;
  ringSend(conversationId: string): Promise<void>;
}

/** Tells the citizen what became of a complaint: its new status, and the operator's public note. */
export function complaintNews({ conversations, messages, clock, ringSend }: NewsParts) {
  return async (before: Complaint, after: Complaint): Promise<void> => {
    const isNews = after.status !== before.status || after.lastPublicNote !== before.lastPublicNote;
    const conversation = isNews ? await conversations.find(after.conversationId) : null;
    if (!conversation) return;
    const at = clock.now();
    await messages.write([
      {
        // Derived from the version: told once, however often this runs.
        id: `news-${after.reference}-${after.version}`,
        conversationId: conversation.id,
        channel: conversation.channel,
        account: conversation.account,
        chatId: conversation.chatId,
        direction: 'out',
        author: {
          kind: 'operator',
          operatorId: 'system',
          name: texts[conversation.citizen.language].sender,
        },
        content: { kind: 'text', text: newsText(after, conversation.citizen.language) },
        at,
      },
    ]);
    await ringSend(conversation.id);
  };
}

/** The news in the citizen's language. */
export function newsText(complaint: Complaint, language: SpokenLanguage): string {
  const words = texts[language];
  const status: Record<ComplaintStatus, string> = words.status;
  const note = complaint.lastPublicNote ? ` ${words.note} ${complaint.lastPublicNote}` : '';
  return `${words.report} ${complaint.reference}: ${status[complaint.status].replace(
    '{agency}',
    agencyById(complaint.agencyId).name[language],
  )}${note}`;
}
