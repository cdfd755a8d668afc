import type { Logger } from '../../log.js';
import type { Conversation } from '../../models/conversation.js';
import type { Emergencies, Moment } from '../../models/emergency.js';

/** Notes what happened to the emergency of a conversation; of one without, nothing. */
export type NoteMoment = (conversation: Conversation, moment: Moment) => Promise<void>;

/** A time that cannot be kept is said in the log; it never stands in the way of help. */
export function createMoments(emergencies: Emergencies, log: Logger): NoteMoment {
  return async ({ id, emergency }, moment) => {
    if (!emergency) return;
    const key = { conversationId: id, openedAt: emergency.openedAt };
    try {
      await emergencies.note(key, moment);
    } catch (err) {
      log.error({ err, conversationId: id, moment: moment.kind }, 'a time was not kept');
    }
  };
}
