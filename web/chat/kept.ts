const PREFIX = 'sahut.chat.';
/** Storage may be forbidden or full (private windows, frames): then this page's life has to do. */
const memory = new Map<string, string>();

/** What this device keeps under a name; null when nothing is. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name) ?? memory.get(name) ?? null;
  } catch {
    return memory.get(name) ?? null;
  }
}

/** Keeps a text under a name; null forgets it. */
export function keep(name: string, value: string | null): void {
  if (value === null) memory.delete(name);
  else memory.set(name, value);
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {
    // An older text must not come back at the next visit in place of this one.
    dropStored(name);
  }
}

/** The same for data; null for what is missing or broken. */
export function keptData<T>(name: string): T | null {
  try {
    return JSON.parse(kept(name) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

/** Names of what is kept that begin so. */
export function keptNames(beginning: string): string[] {
  const names = new Set([...memory.keys()]);
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX)) names.add(key.slice(PREFIX.length));
    }
  } catch {
    // There is no storage: memory has it all.
  }
  return [...names].filter((name) => name.startsWith(beginning)).sort();
}

function dropStored(name: string): void {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // There is no storage at all.
  }
}
