import type { QuickReplies, QuickReply } from '../models/quick-reply.js';
import seeds from './quick-replies.json' with { type: 'json' };

/** All quick replies; where there never was one, those that we come with are kept first. */
export async function quickReplyList(kept: QuickReplies): Promise<QuickReply[]> {
  if (await kept.untouched()) {
    for (const { shortcut, text, ...more } of seeds as Seed[]) {
      const reply = { shortcut, text, category: null, status: null, ...more };
      await kept.add(reply, `seed-${shortcut}`);
    }
  }
  return kept.list();
}

type Seed = Pick<QuickReply, 'shortcut' | 'text'> &
  Partial<Pick<QuickReply, 'category' | 'status'>>;
