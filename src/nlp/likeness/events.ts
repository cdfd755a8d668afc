import data from './events.json' with { type: 'json' };

interface Listed {
  metres: number;
  hours: number;
  words?: string;
  all?: readonly string[];
}

/** How far apart in space and time two reports of one such event may lie. */
export interface Reach {
  /** Two pins of one event lie so near. */
  metres: number;
  /** After so long half of the reports are of another event. */
  hours: number;
}

const EVENTS: Readonly<Record<string, Listed>> = data.events;
const PART_OF: Readonly<Record<string, readonly string[]>> = data['part-of'];
const RATHER: Readonly<Record<string, readonly string[]>> = data.rather;
/** Where nothing is known of what happened. */
const UNKNOWN: Reach = { metres: 400, hours: 48 };

const byWord = new Map<string, string[]>();
const together: { words: string[]; event: string }[] = [];
for (const [event, { words = '', all = [] }] of Object.entries(EVENTS)) {
  for (const word of words.split(' ').filter(Boolean)) {
    byWord.set(word, [...(byWord.get(word) ?? []), event]);
  }
  for (const phrase of all) together.push({ words: phrase.split(' '), event });
}

/** What happened, by the words of a report (as written, as meant and their roots). */
export function eventsIn(words: ReadonlySet<string>): string[] {
  const found = new Set<string>();
  for (const word of words) for (const event of byWord.get(word) ?? []) found.add(event);
  for (const { words: all, event } of together) {
    if (all.every((word) => words.has(word))) found.add(event);
  }
  for (const event of [...found]) for (const other of RATHER[event] ?? []) found.delete(other);
  return [...found];
}

/** True when a word names an event. */
export const namesEvent = (word: string): boolean => byWord.has(word);

/** True of two events of which one may be part of the other. */
export function areKin(a: string, b: string): boolean {
  return PART_OF[a]?.includes(b) === true || PART_OF[b]?.includes(a) === true;
}

/** The widest reach of some events. */
export function reachOf(events: readonly string[]): Reach {
  const reaches = events.flatMap((event) => EVENTS[event] ?? []);
  if (reaches.length === 0) return UNKNOWN;
  return {
    metres: Math.max(...reaches.map(({ metres }) => metres)),
    hours: Math.max(...reaches.map(({ hours }) => hours)),
  };
}
