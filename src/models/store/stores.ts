import type { Connection } from 'mongoose';
import type { Clock } from '../clock.js';
import type { Complaints } from '../complaint.js';
import type { Conversations } from '../conversation.js';
import type { Corrections } from '../correction.js';
import type { Devices } from '../device.js';
import type { Emergencies } from '../emergency.js';
import type { JobStore } from '../job.js';
import type { MediaStore } from '../media.js';
import type { Mentions } from '../mention.js';
import type { Messages } from '../message.js';
import type { Operators, Sessions } from '../operator.js';
import type { QuickReplies } from '../quick-reply.js';
import type { Vault } from '../vault.js';
import { type Change, createChanges } from './changes.js';
import { SOON, shelf } from './collection.js';
import { type ComplaintDoc, complaintSchema, createComplaints } from './complaint.js';
import { createConversations } from './conversation.js';
import { type ConversationDoc, conversationSchema } from './conversation-schema.js';
import { type CorrectionDoc, correctionSchema, createCorrections } from './correction.js';
import { createDevices, type DeviceDoc, deviceSchema } from './device.js';
import { createEmergencies, type EmergencyDoc, emergencySchema } from './emergency.js';
import { createJobStore, type JobDoc, jobSchema } from './job.js';
import {
  createMediaStore,
  type MediaDoc,
  mediaSchema,
  type PieceDoc,
  pieceSchema,
} from './media.js';
import { createMentions, type MentionDoc, mentionSchema } from './mention.js';
import { createMessages } from './message.js';
import { type MessageDoc, messageSchema } from './message-schema.js';
import { createOperators } from './operator.js';
import { type OperatorDoc, operatorSchema } from './operator-schema.js';
import { createQuickReplies, type QuickReplyDoc, quickReplySchema } from './quick-reply.js';
import { createSessions, type SessionDoc, sessionSchema } from './session.js';
import { createVault, type SecretDoc, secretSchema } from './vault.js';

export type { Change } from './changes.js';
export { conversationId } from './conversation-id.js';

/** Every noun that is kept. */
export interface Stores {
  conversations: Conversations;
  messages: Messages;
  complaints: Complaints;
  corrections: Corrections;
  operators: Operators;
  sessions: Sessions;
  media: MediaStore;
  /** The times of emergencies. */
  emergencies: Emergencies;
  /** Browsers that ring when no page is open. */
  devices: Devices;
  mentions: Mentions;
  quickReplies: QuickReplies;
  vault: Vault;
  jobs: JobStore;
  /** Makes the indexes; await it before anything else. Safe to repeat. */
  ready(): Promise<void>;
  /** The `changed` stamp from which a view that has just read everything listens on. */
  latestChange(): number;
}

/**
 * The stores over a connection of mongoose, of either engine. `onChange` is called after each
 * write of a conversation or message, once or more often, and must not throw.
 */
export function createStores(
  connection: Connection,
  options: { clock: Clock; onChange?: (change: Change) => void },
): Stores {
  const changes = createChanges({ clock: options.clock, onChange: options.onChange });
  const shelves = openShelves(connection);
  const conversations = shelves.conversations.docs;
  const messages = shelves.messages.docs;

  return {
    conversations: createConversations({ docs: conversations, changes }),
    messages: createMessages({ docs: messages, changes }),
    complaints: createComplaints({
      docs: shelves.complaints.docs,
      changes,
      async touch(_id) {
        const touched = (changed: number) => ({ $set: { changed } });
        await changes.write((stamp) => conversations.updateOne({ _id }, touched(stamp), SOON));
        changes.ring('conversation', _id, _id);
      },
    }),
    corrections: createCorrections(shelves.corrections.docs),
    operators: createOperators(shelves.operators.docs, options.clock),
    sessions: createSessions(shelves.sessions.docs, options.clock),
    media: createMediaStore(shelves.media.docs, shelves.pieces.docs),
    emergencies: createEmergencies(shelves.emergencies.docs),
    devices: createDevices(shelves.devices.docs),
    mentions: createMentions(shelves.mentions.docs),
    quickReplies: createQuickReplies(shelves.quickReplies.docs),
    vault: createVault(connection, shelves.secrets.docs),
    jobs: createJobStore(shelves.jobs.docs),
    async ready() {
      for (const one of Object.values(shelves)) await one.makeIndexes();
      const newest = await Promise.all([
        conversations.find({ changed: { $gt: 0 } }, { sort: { changed: -1 }, limit: 1 }).toArray(),
        messages.find({ changed: { $gt: 0 } }, { sort: { changed: -1 }, limit: 1 }).toArray(),
      ]);
      for (const doc of newest.flat()) changes.goOnFrom(doc.changed);
    },
    latestChange: changes.latest,
  };
}

function openShelves(connection: Connection) {
  return {
    conversations: shelf<ConversationDoc>(connection, 'Conversation', conversationSchema),
    messages: shelf<MessageDoc>(connection, 'Message', messageSchema),
    complaints: shelf<ComplaintDoc>(connection, 'Complaint', complaintSchema),
    corrections: shelf<CorrectionDoc>(connection, 'Correction', correctionSchema),
    operators: shelf<OperatorDoc>(connection, 'Operator', operatorSchema),
    sessions: shelf<SessionDoc>(connection, 'Session', sessionSchema),
    media: shelf<MediaDoc>(connection, 'Media', mediaSchema),
    pieces: shelf<PieceDoc>(connection, 'MediaPiece', pieceSchema),
    emergencies: shelf<EmergencyDoc>(connection, 'Emergency', emergencySchema),
    devices: shelf<DeviceDoc>(connection, 'Device', deviceSchema),
    mentions: shelf<MentionDoc>(connection, 'Mention', mentionSchema),
    quickReplies: shelf<QuickReplyDoc>(connection, 'QuickReply', quickReplySchema),
    secrets: shelf<SecretDoc>(connection, 'Secret', secretSchema),
    jobs: shelf<JobDoc>(connection, 'Job', jobSchema),
  };
}
