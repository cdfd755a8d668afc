import type { Logger } from '../../log.js';
import type { Clock } from '../../models/clock.js';
import type { Conversation, Conversations } from '../../models/conversation.js';
import type { NoteMoment } from './moments.js';
import type { createNotify } from './notify.js';
import { notice } from './script.js';

/** More emergencies than this nobody has at a time. */
const AT_MOST = 100;

interface OrphanParts {
  conversations: Conversations;
  clock: Clock;
  log: Logger;
  note: NoteMoment;
  notify: ReturnType<typeof createNotify>;
}

/**
 * Puts the emergencies of somebody whose line is lost before everybody again: the alarm rings, and
 * the citizen is told. Their ordinary conversations stay theirs.
 */
export function createOrphans({ conversations, clock, log, note, notify }: OrphanParts) {
  async function move(before: Conversation, operatorId: string): Promise<void> {
    const { id, danger, citizen, owner } = before;
    const at = clock.now();
    const reason = danger === 2 ? 'emergency' : 'suspected-emergency';
    const moved = await conversations.orphan(id, operatorId, reason, at);
    if (!moved || owner.kind !== 'operator') return;
    const { name } = owner;
    log.warn({ conversationId: id, operatorId }, 'an emergency left an operator who is not there');
    await note(moved, { kind: 'lost', by: { operatorId, name, at } });
    await notify(moved, {
      id: `moved-${id}-${moved.version}`,
      author: { kind: 'bot' },
      text: notice('moved', citizen.language, name),
      at,
    });
  }

  return async (operatorId: string): Promise<void> => {
    try {
      const theirs = await conversations.list('mine', operatorId, { limit: AT_MOST });
      for (const one of theirs) if (one.danger > 0) await move(one, operatorId);
    } catch (err) {
      log.error({ err, operatorId }, 'emergencies of a lost operator could not be moved');
    }
  };
}
