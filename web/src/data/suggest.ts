/** Which quick replies fit, best first, pure. */
import type { ConversationDetail, Language, QuickReplyView } from './types.js';

type Where = Pick<ConversationDetail, 'category' | 'complaints' | 'language'>;

/** 0 for another category or state, 1 for all, more for exactly this one. */
function fitness(reply: QuickReplyView, { category, complaints }: Where): number {
  const status = complaints.at(-1)?.status ?? null;
  if (reply.category !== null && reply.category !== category) return 0;
  if (reply.status !== null && reply.status !== status) return 0;
  return 1 + (reply.category === null ? 0 : 2) + (reply.status === null ? 0 : 2);
}

function found(reply: QuickReplyView, typed: string, language: Language): number {
  if (typed === '') return 1;
  if (reply.shortcut === typed) return 4;
  if (reply.shortcut.startsWith(typed)) return 3;
  if (reply.shortcut.includes(typed)) return 2;
  return reply.text[language].toLowerCase().includes(typed) ? 1 : 0;
}

/** Replies for what was typed after `/`. Without a word only those that fit; with one, all that have it. */
export function suggest(replies: QuickReplyView[], typed: string, where: Where): QuickReplyView[] {
  const wanted = typed.toLowerCase();
  return replies
    .map((reply) => ({
      reply,
      fits: fitness(reply, where),
      found: found(reply, wanted, where.language),
    }))
    .filter((each) => each.found > 0 && (wanted !== '' || each.fits > 0))
    .sort(
      (a, b) =>
        b.found - a.found || b.fits - a.fits || (a.reply.shortcut < b.reply.shortcut ? -1 : 1),
    )
    .map(({ reply }) => reply);
}
