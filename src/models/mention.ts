/** A colleague was called in a note; kept until they have looked. */
export interface Mention {
  /** Who is called. */
  operatorId: string;
  messageId: string;
  conversationId: string;
  /** Who wrote the note. */
  by: { id: string; name: string };
  /** The note, or its beginning. */
  text: string;
  at: Date;
}

/** The verbs of kept mentions. Each is safe to repeat. */
export interface Mentions {
  /** Keeps them; one that was kept before is left as it is, seen or not. */
  note(mentions: Mention[]): Promise<void>;
  /** What this operator has not seen, oldest first. */
  unseen(operatorId: string): Promise<Mention[]>;
  /** The operator looked at the conversation; how many it was. */
  seen(operatorId: string, conversationId: string, at: Date): Promise<number>;
}
