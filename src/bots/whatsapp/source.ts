import { Buffer } from 'node:buffer';
import { z } from 'zod';

/** How WhatsApp derives a file's keys; also the folder it lies in. */
export const FILE_KINDS = ['image', 'video', 'audio', 'document', 'sticker'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

const SCHEMA = z.object({
  kind: z.enum(FILE_KINDS),
  key: z.string().min(1),
  path: z.string().optional(),
  url: z.string().optional(),
  sha256: z.string().optional(),
  chat: z.string(),
  id: z.string(),
});

/** What is needed to fetch a file of WhatsApp later. Bytes are base64. */
export type Source = z.infer<typeof SCHEMA>;

/** As it stands in `MediaRef.source`. */
export function writeSource(source: Source): string {
  return JSON.stringify(source);
}

/** Null when the text is not one of ours. */
export function readSource(text: string | undefined): Source | null {
  try {
    const read = SCHEMA.safeParse(JSON.parse(text ?? ''));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
