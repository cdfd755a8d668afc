/** Says something in a conversation as the field would: kept, repeated over a lost line, never doubled. */
import { useQueryClient } from '@tanstack/react-query';
import { serverNow } from '../../data/clock.js';
import { post } from '../../data/outbox.js';
import { useMe, useThread } from '../../data/queries.js';

/** Returns the function; `note` stays among operators. */
export function useSay(conversationId: string): (as: 'reply' | 'note', text: string) => void {
  const cache = useQueryClient();
  const by = useMe().operator.id;
  const { query } = useThread(conversationId);
  const after = query.data?.messages.at(-1)?.order ?? 0;
  return (as, text) =>
    post(cache, { conversationId, by, as, text, at: new Date(serverNow()).toISOString(), after });
}
