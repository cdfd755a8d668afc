import type { Router } from 'express';
import { createAlarm } from './alarm/alarm.js';
import { createAnswers } from './answer.js';
import { channelViews } from './channels.js';
import { createComplaintDesk } from './complaints.js';
import { createInbox } from './inbox.js';
import { createLive, type Live } from './live/live.js';
import { createCalls } from './mentions.js';
import { createModelDesk } from './model-desk.js';
import { createOwnership, type Ownership } from './ownership.js';
import type { HandoffParts } from './parts.js';
import { createPeople } from './people.js';
import { createPresence } from './presence.js';
import type { Route } from './routes/route.js';
import { createRouter } from './routes/router.js';
import { routeTable } from './routes/routes.js';
import { createSignIn } from './session.js';

/** The handoff room: its routes, and what the house tells it. */
export interface Handoff {
  router: Router;
  routes: readonly Route[];
  live: Live;
  ownership: Ownership;
}

/** Joins the verbs of the room and puts the routes in front of them. */
export function createHandoff(parts: HandoffParts): Handoff {
  const signIn = createSignIn(parts);
  const alarm = createAlarm(parts);
  const ownership = alarm.ownership(createOwnership(parts));
  const inbox = alarm.inbox(createInbox(parts));
  const plainLive = createLive({
    ...parts,
    row: inbox.row,
    counts: (operatorId) => parts.conversations.counts(operatorId),
    channels: (withQr) => channelViews(parts.channels(), { withQr }),
    greeting: async (operatorId) => [...presence.now(), await calls.unseen(operatorId)],
    still: signIn.still,
  });
  const live = alarm.live(plainLive);
  const presence = createPresence({ clock: parts.clock, tell: (event) => live.tell(event) });
  const calls = createCalls({ ...parts, tell: live.tell });
  const routes = routeTable({
    parts,
    signIn,
    alarm,
    inbox,
    ownership,
    live,
    presence,
    calls,
    answers: alarm.answers(createAnswers({ ...parts, ownership, calls })),
    complaintDesk: createComplaintDesk(parts),
    modelDesk: createModelDesk(parts),
    people: createPeople({ ...parts, onRightsChanged: live.review }),
  });
  return {
    router: createRouter(routes, { signIn, publicUrl: parts.publicUrl }),
    routes,
    live,
    ownership,
  };
}

export type { HandoffParts, HandoffStores } from './parts.js';
