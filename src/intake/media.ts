import { ChannelError } from '../bots/channel.js';
import type { MediaRef } from '../models/message.js';
import { RetryLater } from '../queue/queue.js';
import type { Rooms } from './rooms.js';

const DOWN_RETRY_MS = 10_000;

/** Fetches the file of a kept message and keeps it under the message's own id. */
export async function fetchMedia(rooms: Rooms, messageId: string): Promise<void> {
  const message = await rooms.messages.find(messageId);
  if (!message || !('media' in message.content)) return;
  const { media } = message.content;
  if (media.mediaId || media.missing || !media.source) return;
  const channel = rooms.channel(message.channel, message.account);
  if (!channel) return rooms.messages.setMedia(messageId, without(media, 'failed'));
  try {
    const fetched = await channel.fetch(media);
    const stored = await rooms.media.keep(
      fetched.data,
      {
        id: messageId,
        mimeType: fetched.mimeType,
        conversationId: message.conversationId,
        ...(fetched.fileName ? { fileName: fetched.fileName } : {}),
      },
      rooms.clock.now(),
    );
    const { source: _, ...kept } = media;
    await rooms.messages.setMedia(messageId, {
      ...kept,
      mediaId: stored.id,
      mimeType: stored.mimeType,
      bytes: stored.bytes,
    });
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    if (error.kind === 'later' || error.kind === 'down') {
      throw new RetryLater(error.afterMs ?? DOWN_RETRY_MS, error.message);
    }
    await rooms.messages.setMedia(messageId, without(media, missingBecause(error.message)));
  }
}

function without(
  { source: _, ...media }: MediaRef,
  missing: NonNullable<MediaRef['missing']>,
): MediaRef {
  return { ...media, mediaId: null, missing };
}

/** Channels name the reason in their message: `too-large`, `expired` or something else. */
function missingBecause(message: string): NonNullable<MediaRef['missing']> {
  if (message.includes('too-large')) return 'too-large';
  return message.includes('expired') ? 'expired' : 'failed';
}
