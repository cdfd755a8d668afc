import type { Clock } from '../models/clock.js';
import type { Doing, LiveEvent, PersonHere } from './contract.js';

/** Pages say again every 20 seconds that somebody looks, and every 3 that they type. */
const LASTS_MS: Record<Doing, number> = { looking: 30_000, typing: 6_000 };

type PresenceEvent = Extract<LiveEvent, { type: 'presence' }>;

interface Here {
  person: { id: string; name: string };
  lookingUntil: number;
  typingUntil: number;
}

/** Who is at which conversation. In memory only: it is true for seconds, and nobody asks later. */
export interface Presence {
  /** Notes what somebody does; `gone` forgets them. */
  note(conversationId: string, person: { id: string; name: string }, doing: Doing | 'gone'): void;
  /** Everything that is so now, one event a conversation. */
  now(): PresenceEvent[];
}

/** Builds it; whatever is not said again ends by itself, and everybody hears of both. */
export function createPresence(parts: {
  clock: Clock;
  tell(event: PresenceEvent): void;
}): Presence {
  const { clock, tell } = parts;
  const places = new Map<string, Map<string, Here>>();

  function eventOf(conversationId: string): PresenceEvent {
    const now = clock.now().getTime();
    const here = [...(places.get(conversationId)?.values() ?? [])];
    const people = here.map((one) => asPerson(one, now));
    return { type: 'presence', conversationId, people };
  }

  /** Looks again when what was noted may be over; a later word makes that a look for nothing. */
  function expire(conversationId: string, id: string, afterMs: number): void {
    clock.after(afterMs + 1, () => {
      const here = places.get(conversationId);
      const one = here?.get(id);
      if (!here || !one) return;
      const now = clock.now().getTime();
      if (one.typingUntil > now) return;
      if (one.lookingUntil <= now) forget(conversationId, id);
      tell(eventOf(conversationId));
    });
  }

  function forget(conversationId: string, id: string): void {
    const here = places.get(conversationId);
    here?.delete(id);
    if (here?.size === 0) places.delete(conversationId);
  }

  return {
    note(conversationId, person, doing) {
      const here = places.get(conversationId) ?? new Map<string, Here>();
      const before = here.get(person.id);
      if (doing === 'gone') {
        if (!before) return;
        forget(conversationId, person.id);
        return tell(eventOf(conversationId));
      }
      const now = clock.now().getTime();
      places.set(conversationId, here);
      here.set(person.id, {
        person,
        lookingUntil: now + LASTS_MS.looking,
        typingUntil: doing === 'typing' ? now + LASTS_MS.typing : 0,
      });
      expire(conversationId, person.id, LASTS_MS[doing]);
      if (doing === 'typing') expire(conversationId, person.id, LASTS_MS.looking);
      tell(eventOf(conversationId));
    },
    now: () => [...places.keys()].map(eventOf),
  };
}

function asPerson({ person, lookingUntil, typingUntil }: Here, now: number): PersonHere {
  const typing = typingUntil > now;
  return {
    operatorId: person.id,
    name: person.name,
    doing: typing ? 'typing' : 'looking',
    until: new Date(lookingUntil).toISOString(),
  };
}
