/** Who has just taken a conversation wants to write: the field asks here whether it should have the focus. */
let wanted: string | null = null;

/** Says that the reply field of a conversation is wanted. */
export function wantReply(id: string): void {
  wanted = id;
}

/** True once after it was wanted. */
export function takeReply(id: string): boolean {
  if (wanted !== id) return false;
  wanted = null;
  return true;
}

let calledTo: { id: string; messageId: string } | null = null;

/** Says which message of a conversation is to be shown once it is open. */
export function wantMessage(id: string, messageId: string): void {
  calledTo = { id, messageId };
}

/** That message, once. */
export function takeMessage(id: string): string | null {
  if (calledTo?.id !== id) return null;
  const { messageId } = calledTo;
  calledTo = null;
  return messageId;
}

let card: string | null = null;

/** Who has just accepted an emergency acts on its card: the keys must work there, not write. */
export function wantCard(id: string): void {
  card = id;
}

/** True once after it was wanted. */
export function takeCard(id: string): boolean {
  if (card !== id) return false;
  card = null;
  return true;
}
