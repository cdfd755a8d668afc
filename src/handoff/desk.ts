import type { Alarm } from './alarm/alarm.js';
import type { Answers } from './answer.js';
import type { ComplaintDesk } from './complaints.js';
import type { Inbox } from './inbox.js';
import type { Live } from './live/live.js';
import type { Calls } from './mentions.js';
import type { ModelDesk } from './model-desk.js';
import type { Ownership } from './ownership.js';
import type { HandoffParts } from './parts.js';
import type { People } from './people.js';
import type { Presence } from './presence.js';
import type { SignIn } from './session.js';

/** What the actions of the route table work with. */
export interface Desk {
  parts: HandoffParts;
  signIn: SignIn;
  alarm: Alarm;
  inbox: Inbox;
  answers: Answers;
  ownership: Ownership;
  complaintDesk: ComplaintDesk;
  modelDesk: ModelDesk;
  people: People;
  live: Live;
  presence: Presence;
  calls: Calls;
}
