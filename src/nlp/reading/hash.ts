/** Where an FNV-1a hash begins. */
export const UNHASHED = 0x811c9dc5;

/** An FNV-1a hash continued with one UTF-16 unit; 32 bits, signed. */
export function withUnit(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** The same with every unit of a text. */
export function withText(hash: number, text: string): number {
  let state = hash;
  for (let at = 0; at < text.length; at++) state = withUnit(state, text.charCodeAt(at));
  return state;
}
