import type { Conversation } from '../../models/conversation.js';
import type { EmergencyKey, EmergencyRecord } from '../../models/emergency.js';
import type { Operator } from '../../models/operator.js';
import type { Answers } from '../answer.js';
import type {
  ConversationRow,
  EmergencyDeskView,
  EmergencyTimes,
  OpenEmergencies,
} from '../contract.js';
import type { Inbox } from '../inbox.js';
import type { Live } from '../live/live.js';
import type { Ownership } from '../ownership.js';
import type { HandoffParts } from '../parts.js';
import { wire } from '../views.js';
import { createAttendance } from './attendance.js';
import { createMoments } from './moments.js';
import { createNotify } from './notify.js';
import { createOrphans } from './orphans.js';
import { startPager } from './pager.js';
import { createPush, type Push } from './push.js';
import { adviceFor, notice, openQuestions } from './script.js';

const OPEN_AT_MOST = 50;

/** The first seconds of an emergency: who rings, who is there, what was when. */
export interface Alarm {
  push: Push;
  /** The page of this person says that it is there. */
  here(operatorId: string): void;
  /** The alarm stands on this person's screen. */
  shown(conversationId: string, by: Operator): Promise<void>;
  /** Everybody in danger now, whoever has them. */
  open(row: (conversation: Conversation) => Promise<ConversationRow>): Promise<OpenEmergencies>;
  /** The times of past and present emergencies, oldest first. */
  report(from: Date, to: Date, limit: number): Promise<EmergencyTimes[]>;
  /** The rooms, with an ear on what happens to an emergency. */
  ownership(plain: Ownership): Ownership;
  answers(plain: Answers): Answers;
  inbox(plain: Inbox): Inbox;
  live(plain: Live): Live;
}

/** Builds it, and starts to watch. It ends with the live view. */
export function createAlarm(parts: HandoffParts): Alarm {
  const { conversations, emergencies, operators, clock, log } = parts;
  const note = createMoments(emergencies, log);
  const notify = createNotify(parts);
  const orphans = createOrphans({ conversations, clock, log, note, notify });
  const attendance = createAttendance({ clock, lost: orphans });
  const push = createPush({ ...parts, post: parts.postPush });
  const stopPager = startPager({ ...parts, push });
  const everybody = async () => (await operators.list()).map(({ id }) => id);
  everybody()
    .then((ids) => ids.forEach(attendance.expect))
    .catch((err: unknown) => log.error({ err }, 'absent operators are not watched'));

  /** The citizen hears the name; said once a claim, also when the same person claims again. */
  async function accepted(taken: Conversation): Promise<void> {
    const { id, owner, citizen, danger } = taken;
    if (owner.kind !== 'operator' || danger === 0) return;
    const { operatorId, name, since: at } = owner;
    await note(taken, { kind: 'accepted', by: { operatorId, name, at } });
    await notify(taken, {
      id: `here-${id}-${at.getTime()}`,
      author: { kind: 'operator', operatorId, name },
      text: notice('here', citizen.language, name),
      at,
    });
  }

  async function deskView(conversation: Conversation): Promise<EmergencyDeskView | null> {
    const { id, emergency: card, citizen } = conversation;
    if (!card) return null;
    const key = { conversationId: id, openedAt: card.openedAt };
    return {
      times: timesOf(key, await emergencies.find(key)),
      questions: openQuestions(card, citizen),
      advice: adviceFor(card.triage.category, citizen.language),
      contacts: parts.emergencyContacts(card.triage.category),
    };
  }

  return {
    push,
    here: attendance.beat,
    async shown(conversationId, { id: operatorId, name }) {
      const conversation = await conversations.find(conversationId);
      if (!conversation || conversation.danger === 0) return;
      await note(conversation, { kind: 'shown', by: { operatorId, name, at: clock.now() } });
    },
    async open(row) {
      const found = await conversations.inDanger(await everybody(), OPEN_AT_MOST);
      return { conversations: await Promise.all(found.map(row)) };
    },
    async report(from, to, limit) {
      const records = await emergencies.between(from, to, limit);
      return records.map((record) => timesOf(record, record));
    },
    ownership: (plain) => ({
      ...plain,
      async claim(id, by, options) {
        const taken = await plain.claim(id, by, options);
        await accepted(taken);
        return taken;
      },
      async close(id, by, outcome) {
        const closed = await plain.close(id, by, outcome);
        await note(closed, { kind: 'closed', outcome, at: clock.now() });
        return closed;
      },
    }),
    answers: (plain) => ({
      ...plain,
      async reply(id, body, by) {
        const message = await plain.reply(id, body, by);
        const conversation = await conversations.find(id);
        if (conversation) await note(conversation, { kind: 'spoke', at: new Date(message.at) });
        return message;
      },
    }),
    inbox: (plain) => ({
      ...plain,
      async detail(id) {
        const [detail, conversation] = await Promise.all([
          plain.detail(id),
          conversations.find(id),
        ]);
        const desk = conversation && (await deskView(conversation));
        return desk ? { ...detail, emergencyDesk: desk } : detail;
      },
    }),
    live: (plain) => ({
      ...plain,
      join(outlet, who, after) {
        const left = attendance.joined(who.operator.id);
        outlet.once('close', left);
        return plain.join(outlet, who, after);
      },
      close() {
        attendance.stop();
        stopPager();
        plain.close();
      },
    }),
  };
}

function timesOf(key: EmergencyKey, record: EmergencyRecord | null): EmergencyTimes {
  const { conversationId, openedAt } = key;
  return wire(record ?? { conversationId, openedAt, shown: [], accepted: [], lost: [] });
}
