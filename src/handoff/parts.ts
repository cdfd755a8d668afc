import type { Logger } from '../log.js';
import type { Category, Urgency } from '../models/category.js';
import type { Clock } from '../models/clock.js';
import type { Complaint, Complaints } from '../models/complaint.js';
import type { Conversation, Conversations } from '../models/conversation.js';
import type { Corrections } from '../models/correction.js';
import type { Devices } from '../models/device.js';
import type { Emergencies } from '../models/emergency.js';
import type { MediaStore } from '../models/media.js';
import type { Mentions } from '../models/mention.js';
import type { Messages } from '../models/message.js';
import type { ModelKeeper } from '../models/model-version.js';
import type { Operators, Sessions } from '../models/operator.js';
import type { Place } from '../models/place.js';
import type { QuickReplies } from '../models/quick-reply.js';
import type { Vault } from '../models/vault.js';
import type { PostPush } from './alarm/push.js';
import type { ChannelCard } from './channels.js';
import type { EmergencyDeskView } from './contract.js';
import type { Random } from './passwords.js';

/** The stores the room works on. */
export interface HandoffStores {
  conversations: Conversations;
  messages: Messages;
  complaints: Complaints;
  corrections: Corrections;
  operators: Operators;
  sessions: Sessions;
  media: MediaStore;
  emergencies: Emergencies;
  devices: Devices;
  vault: Vault;
  mentions: Mentions;
  quickReplies: QuickReplies;
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
  /** Forgets WhatsApp's keys and shows a new QR code; throws `channel/unknown` when it is off. */
  pairWhatsapp(): Promise<void>;
  /** Rings the send step of a conversation. */
  ring: { send(conversationId: string): Promise<void> };
  agencyFor(category: Category, place: Place): { id: string; name: string };
  agencyName(agencyId: string): string;
  /** Whom to call in an emergency of this kind, who is in charge first. */
  emergencyContacts(category: Category): EmergencyDeskView['contacts'];
  /** Sends to a push service; absent: over the net. */
  postPush?: PostPush;
  dueAt(urgency: Urgency, filedAt: Date): Date;
  /** A text without what points at a person. */
  mask(text: string, names: readonly string[]): string;
  model: ModelKeeper;
  onReturned(conversation: Conversation, note: string | undefined): Promise<void>;
  onComplaintChanged(before: Complaint, after: Complaint): Promise<void>;
}
