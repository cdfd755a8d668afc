/** A cut is made where a line or a word ends, unless that would leave a piece shorter than this share. */
const SHORTEST_SHARE = 0.5;

/**
 * Cuts a text into pieces of at most `limit` UTF-16 units, at line ends, else at spaces, else
 * anywhere but inside a character. Nothing but the white space at the cut is lost.
 */
export function split(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const at = cutAt(rest, limit);
    pieces.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  if (rest !== '' || pieces.length === 0) pieces.push(rest);
  return pieces.filter((piece, n) => piece !== '' || n === 0);
}

function cutAt(text: string, limit: number): number {
  const shortest = limit * SHORTEST_SHARE;
  for (const end of ['\n', ' ']) {
    const at = text.lastIndexOf(end, limit);
    if (at >= shortest) return at;
  }
  return isHighSurrogate(text.charCodeAt(limit - 1)) ? limit - 1 : limit;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
