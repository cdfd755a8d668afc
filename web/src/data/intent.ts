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
