/** What to call a citizen who gave no name: a short tail of the conversation's id. */
import type { ConversationRow } from '../data/types.js';
import type { Texts } from '../texts/texts.js';

/** The name shown for a conversation. */
export function citizenName(
  row: Pick<ConversationRow, 'citizenName' | 'id'>,
  { t }: Texts,
): string {
  return row.citizenName ?? t('citizen.unnamed', { tail: row.id.slice(-4).toUpperCase() });
}
