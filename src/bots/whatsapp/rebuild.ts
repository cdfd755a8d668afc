import type { BinaryNode, WAMessage } from '@whiskeysockets/baileys';
import type { Baileys } from './baileys.js';
import type { JournalEntry } from './journal.js';

/** A journalled message as Baileys would have handed it over; throws when it makes no sense. */
export function rebuild(
  entry: JournalEntry,
  baileys: Baileys,
  me: { id: string; lid: string },
): WAMessage {
  const stanza: BinaryNode = { tag: 'message', attrs: entry.attrs, content: [] };
  const { fullMessage } = baileys.decodeMessageNode(stanza, me.id, me.lid);
  const message = baileys.proto.Message.decode(baileys.unpadRandomMax16(entry.plain));
  fullMessage.message = message.deviceSentMessage?.message ?? message;
  baileys.cleanMessage(fullMessage, me.id, me.lid);
  return fullMessage;
}
