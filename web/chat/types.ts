/** A file as the server describes it. */
export interface Media {
  mediaId: string | null;
  mimeType: string;
  bytes: number;
  fileName?: string;
  width?: number;
  height?: number;
}

export interface Choice {
  value: string;
  label: string;
}

export const MEDIA_KINDS = ['photo', 'video', 'audio', 'document', 'sticker'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

/** What one bubble says; the shapes of src/models/message.ts that reach this page. */
export type Content =
  | { kind: 'text'; text: string; choices?: Choice[]; ask?: 'location' }
  | { kind: 'choice'; value: string; label: string }
  | {
      kind: 'location';
      latitude: number;
      longitude: number;
      accuracyMetres?: number;
      name?: string;
    }
  | { kind: MediaKind; media: Media; caption?: string };

/** A kept message. */
export interface Message {
  id: string;
  from: 'citizen' | 'bot' | 'operator';
  name?: string;
  clientId?: string;
  content: Content;
  order: number;
  at: string;
}

/** What can be posted as JSON. */
export type Writable = Extract<Content, { kind: 'text' | 'choice' | 'location' }>;

/** True for what is posted as JSON, not uploaded. */
export function isWritable(content: { kind: string }): content is Writable {
  return ['text', 'choice', 'location'].includes(content.kind);
}

/** One message of the citizen on its way. A file cannot outlive the page, the rest can. */
export interface Pending {
  clientId: string;
  at: string;
  state: 'waiting' | 'failed';
  content: Writable | { kind: MediaKind; caption?: string };
  /** What was wrong, in the words of the page. */
  problem?: 'refused' | 'tooLarge';
}
