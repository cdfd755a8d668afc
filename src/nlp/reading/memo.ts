/**
 * Remembers what pure `work` answered for up to twice `most` keys, the recently asked ones longest:
 * chats repeat their words. Nobody can tell but by the time it takes.
 */
export function remembering<V extends object | string>(
  most: number,
  work: (key: string) => V,
): (key: string) => V {
  let young = new Map<string, V>();
  let old = new Map<string, V>();
  return (key) => {
    const recent = young.get(key);
    if (recent !== undefined) return recent;
    const answer = old.get(key) ?? work(key);
    if (young.size >= most) {
      old = young;
      young = new Map();
    }
    young.set(key, answer);
    return answer;
  };
}
