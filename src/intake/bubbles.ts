import type { Bubble } from '../dialogue/contract.js';
import type { Content, Message } from '../models/message.js';

/** What the citizen wrote, as the dialogue reads it. */
export function bubblesOf(unread: readonly Message[]): Bubble[] {
  return unread.map(({ id, content, at }) => ({ content: promised(id, content as Content), at }));
}

/** A file still on its way is known by its message: the store keeps it under that id. */
function promised(messageId: string, content: Content): Content {
  if (!('media' in content) || content.media.mediaId || !content.media.source) return content;
  return { ...content, media: { ...content.media, mediaId: messageId } };
}
