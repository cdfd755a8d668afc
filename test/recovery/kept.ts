import { systemClock } from '../../src/clocks/system.js';
import type { ConversationDoc } from '../../src/models/store/conversation-schema.js';
import type { MessageDoc } from '../../src/models/store/message-schema.js';
import { connectStorage } from '../../src/storage/connect.js';

const log = { info() {}, warn() {}, error() {} };

/** Everything a house left in its storage. */
export interface Kept {
  conversations: ConversationDoc[];
  messages: MessageDoc[];
  complaints: { _id: string; conversationId: string }[];
}

/** Reads the storage of a house that has stopped. */
export async function readKept(dataDir: string): Promise<Kept> {
  const storage = await connectStorage({ dataDir, log, clock: systemClock });
  const all = async (name: string): Promise<unknown[]> =>
    storage.connection.collection(name).find({}).toArray();
  const kept = {
    conversations: await all('conversations'),
    messages: await all('messages'),
    complaints: await all('complaints'),
  } as Kept;
  await storage.close();
  return kept;
}
