/** Names of what is kept in the query cache. */
import type { InboxView } from './types.js';

export const cacheKey = {
  session: ['session'] as const,
  counts: ['counts'] as const,
  channels: ['channels'] as const,
  operators: ['operators'] as const,
  model: ['model'] as const,
  corrections: ['corrections'] as const,
  colleagues: ['colleagues'] as const,
  quickReplies: ['quick-replies'] as const,
  mentions: ['mentions'] as const,
  lists: ['list'] as const,
  list: (view: InboxView) => ['list', view] as const,
  details: ['conversation'] as const,
  detail: (id: string) => ['conversation', id] as const,
  threads: ['thread'] as const,
  thread: (id: string) => ['thread', id] as const,
};
