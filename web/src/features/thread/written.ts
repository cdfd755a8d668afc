/** What was written, before it goes: whether it can, and as which messages. */
import type { Pending } from '../../data/thread.js';
import type { ConversationDetail } from '../../data/types.js';
import { gapsIn } from '../../data/variables.js';
import type { Attachment } from './attachment.js';
import type { DraftKind } from './drafts.js';

const NOTE_CHARACTERS = 10_000;

interface Written {
  kind: DraftKind;
  limits: ConversationDetail['limits'];
  text: string;
  files: Attachment[];
  closed: boolean;
}

/** What keeps it from being sent: too long, a gap, a file on its way, nothing at all. */
export function readiness({ kind, limits, text, files, closed }: Written) {
  const note = kind === 'note';
  const words = text.trim();
  const most = files.length > 0 ? limits.captionCharacters : limits.textCharacters;
  const left = (note ? NOTE_CHARACTERS : most) - [...words].length;
  const gaps = note ? [] : gapsIn(words);
  const filesReady = files.every(({ mediaId }) => mediaId !== null);
  const something = words !== '' || files.length > 0;
  const ready = !closed && left >= 0 && gaps.length === 0 && filesReady && something;
  return { words, left, gaps, ready };
}

type Said = Omit<Pending, 'clientId' | 'state'>;

/** One message a file; the words, and whom they answer, go with the first. */
export function outgoing(files: Attachment[], said: Said): Said[] {
  if (files.length === 0) return [said];
  return files.map(({ mediaId, mimeType, name }, index) => {
    const { replyTo: _, ...rest } = said;
    const words = index === 0 ? said : { ...rest, text: '', mentions: [] };
    return mediaId === null ? words : { ...words, media: { mediaId, mimeType, name } };
  });
}
