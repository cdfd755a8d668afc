import type { Router } from 'express';
import type { Logger } from '../log.js';
import type { Category, Urgency } from '../models/category.js';
import type { Clock } from '../models/clock.js';
import type { Complaint, Complaints } from '../models/complaint.js';
import type { Conversation, Conversations } from '../models/conversation.js';
import type { MediaStore } from '../models/media.js';
import type { Messages } from '../models/message.js';
import type { Operators, Sessions } from '../models/operator.js';
import type { Place } from '../models/place.js';
import { type Answers, createAnswers } from './answer.js';
import { type ChannelCard, channelViews } from './channels.js';
import { type ComplaintDesk, createComplaintDesk } from './complaints.js';
import { createInbox, type Inbox } from './inbox.js';
import { createLive, type Live } from './live/live.js';
import { createOwnership, type Ownership } from './ownership.js';
import type { Random } from './passwords.js';
import { createPeople, type People } from './people.js';
import type { Route } from './route.js';
import { createRouter } from './router.js';
import { routeTable } from './routes.js';
import { createSignIn, type SignIn } from './session.js';

/** The stores the room works on. */
export interface HandoffStores {
  conversations: Conversations;
  messages: Messages;
  complaints: Complaints;
  operators: Operators;
  sessions: Sessions;
  media: MediaStore;
}

/** Everything the room needs from the house. */
export interface HandoffParts extends HandoffStores {
  clock: Clock;
  log: Logger;
  random: Random;
  organisation: string;
  timeZone: string;
  /** Address under which operators reach the inbox; https makes the cookie `Secure`. */
  publicUrl: string;
  /** Rings after every durable write of a conversation or message; returns how to stop listening. */
  onChange(ring: () => void): () => void;
  /** The latest stamp (microseconds) below which every write of this process has ended. */
  latest(): number;
  channels(): readonly ChannelCard[];
  /** Unpairs WhatsApp; throws `channel/unknown` when it is off. */
  logoutWhatsapp(): Promise<void>;
  /** Rings the send step of a conversation. */
  ring: { send(conversationId: string): Promise<void> };
  agencyFor(category: Category, place: Place): { id: string; name: string };
  agencyName(agencyId: string): string;
  dueAt(urgency: Urgency, filedAt: Date): Date;
  onReturned(conversation: Conversation, note: string | undefined): Promise<void>;
  onComplaintChanged(before: Complaint, after: Complaint): Promise<void>;
}

/** What the actions of the route table work with. */
export interface Desk {
  parts: HandoffParts;
  signIn: SignIn;
  inbox: Inbox;
  answers: Answers;
  ownership: Ownership;
  complaintDesk: ComplaintDesk;
  people: People;
  live: Live;
}

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
  const ownership = createOwnership(parts);
  const inbox = createInbox(parts);
  const live = createLive({
    ...parts,
    row: inbox.row,
    counts: (operatorId) => parts.conversations.counts(operatorId),
    channels: (withQr) => channelViews(parts.channels(), { withQr }),
    still: signIn.still,
  });
  const routes = routeTable({
    parts,
    signIn,
    inbox,
    ownership,
    live,
    answers: createAnswers({ ...parts, ownership }),
    complaintDesk: createComplaintDesk(parts),
    people: createPeople({ ...parts, onRightsChanged: live.review }),
  });
  return {
    router: createRouter(routes, { signIn, publicUrl: parts.publicUrl }),
    routes,
    live,
    ownership,
  };
}
