/** Remembers what `look` made of the last few texts, `most` of them at most. */
export function remembered<L>(look: (text: string) => L, most: number): (text: string) => L {
  const known = new Map<string, L>();
  return (text) => {
    const seen = known.get(text) ?? look(text);
    known.delete(text);
    known.set(text, seen);
    for (const oldest of known.keys()) {
      if (known.size <= most) break;
      known.delete(oldest);
    }
    return seen;
  };
}
