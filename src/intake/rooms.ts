import type { Channel } from '../bots/channel.js';
import type { Dialogue, StatusSummary, World } from '../dialogue/contract.js';
import type { Logger } from '../log.js';
import type { SpokenLanguage } from '../models/category.js';
import type { ChannelName } from '../models/channel.js';
import type { Clock } from '../models/clock.js';
import type { Complaint, Complaints } from '../models/complaint.js';
import type { Conversations } from '../models/conversation.js';
import type { MediaStore } from '../models/media.js';
import type { Messages } from '../models/message.js';
import type { Queue } from '../queue/queue.js';

/** What the story of a message needs from the other rooms, handed in by app.ts. */
export interface Rooms {
  conversations: Conversations;
  messages: Messages;
  complaints: Complaints;
  media: MediaStore;
  queue: Queue;
  dialogue: Dialogue;
  clock: Clock;
  log: Logger;
  defaultLanguage: SpokenLanguage;
  conversationId(channel: ChannelName, account: string, chatId: string): string;
  channel(name: ChannelName, account: string): Channel | null;
  /** The world as the dialogue sees it in this turn. */
  world(now: Date, freshReference: string, language: SpokenLanguage): World;
  /** A reference that nobody can guess. */
  newReference(): string;
  /** What a citizen may know of a complaint. */
  summarise(complaint: Complaint, language: SpokenLanguage): StatusSummary;
  /** 1 waits for the rest of a turn as the dialogue asks; 0 answers every bubble at once (benches). */
  patience: number;
  /** Counts for /metrics. */
  count?: {
    received(channel: ChannelName): void;
    sent(channel: ChannelName, state: 'sent' | 'failed' | 'withheld'): void;
  };
}
