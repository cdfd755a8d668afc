/** What this browser remembers. Storage may be full or forbidden: then nothing is kept, and nothing breaks. */

/** Reads a kept text; null when there is none. */
export function readKept(key: string): string | null {
  try {
    return localStorage.getItem(`sahut.${key}`);
  } catch {
    return null;
  }
}

/** Keeps a text under a key; an empty one is forgotten. */
export function keep(key: string, text: string): void {
  try {
    if (text === '') localStorage.removeItem(`sahut.${key}`);
    else localStorage.setItem(`sahut.${key}`, text);
  } catch {
    // Said above.
  }
}
