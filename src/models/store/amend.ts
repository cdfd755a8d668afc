import type { Messages } from '../message.js';
import type { Shelf } from './changes.js';
import { externalKey, type MessageDoc, type Whereabouts } from './message-schema.js';

interface Amendment {
  where: Whereabouts;
  change: Parameters<Messages['amend']>[1];
  at: Date;
}

/** More rounds than vendors send changes of one message at a time. */
const ROUNDS = 10;

/**
 * Applies an edit or a reaction to the message it is about: the id of that message, or null when
 * it is not ours or has no text. An older change that comes late does not undo a newer one.
 */
export async function amend(
  shelf: Shelf<MessageDoc>,
  amendment: Amendment,
): Promise<string | null> {
  const { docs, changes } = shelf;
  const keys = [externalKey('in', amendment.where), externalKey('out', amendment.where)];
  for (let round = 0; round < ROUNDS; round += 1) {
    const doc = await docs.findOne({ externalKey: { $in: keys } });
    const update = doc && amendedFields(doc, amendment);
    if (!doc || !update) return null;
    if (update === 'newer-stands') return doc._id;
    // The stamp that was read guards the write: whoever comes between makes us look again.
    const result = await changes.write((changed) =>
      docs.updateOne({ _id: doc._id, changed: doc.changed }, { $set: { ...update, changed } }),
    );
    if (result.matchedCount === 1) {
      changes.ring('message', doc._id, doc.conversationId);
      return doc._id;
    }
  }
  throw new Error('A message changed too often while an amendment was applied to it.');
}

function amendedFields(doc: MessageDoc, { change, at }: Amendment) {
  const what = 'text' in change ? 'text' : 'emoji';
  const newest = doc.amended?.[what];
  if (newest && newest > at) return 'newer-stands';
  const fields =
    'text' in change ? editedFields(doc, change.text, at) : reactedFields(doc, change.emoji);
  return fields && { ...fields, [`amended.${what}`]: at };
}

/** What is edited to nothing was deleted, whatever it was: its words stay in the record. */
function editedFields(doc: MessageDoc, text: string, at: Date) {
  const { content } = doc;
  if (doc.direction !== 'in') return null;
  if (text === '') return { deletedAt: at };
  if (content.kind === 'text') {
    return { 'content.text': text, originalText: doc.originalText ?? content.text };
  }
  if (!('media' in content)) return null;
  return { 'content.caption': text, originalText: doc.originalText ?? content.caption ?? '' };
}

/** The newest reaction replaces the one before; an empty one takes it back. */
function reactedFields(doc: MessageDoc, emoji: string) {
  const others = (doc.reactions ?? []).filter((reaction) => reaction.by !== 'citizen');
  return { reactions: emoji === '' ? others : [...others, { by: 'citizen' as const, emoji }] };
}
