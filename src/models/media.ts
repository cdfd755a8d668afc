/** A file's bytes with what is known about them. */
export interface StoredMedia {
  id: string;
  mimeType: string;
  bytes: number;
  fileName?: string;
  createdAt: Date;
}

/** Files are kept in the same storage as everything else, in pieces: one backup holds all. */
export interface MediaStore {
  /** Keeping the same `id` again replaces nothing and returns what stands there. */
  keep(
    data: Uint8Array,
    meta: { id?: string; mimeType: string; fileName?: string; conversationId?: string },
    at: Date,
  ): Promise<StoredMedia>;
  find(id: string): Promise<(StoredMedia & { conversationId?: string }) | null>;
  read(id: string): Promise<Uint8Array | null>;
}
