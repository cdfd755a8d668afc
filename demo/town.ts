import type { PhraseKey } from './bubble.js';
import type { Chance } from './chance.js';
import { Citizen } from './citizen.js';
import type { Networks } from './networks.js';
import { personOf, storyFor } from './people.js';
import { placesOf } from './places.js';
import type { StoryKind } from './stories.js';
import type { Pause } from './work.js';

export interface TownParts {
  networks: Networks;
  chance: Chance;
  regencyCode: string;
  /** How citizens let time pass; changes when the past is over. */
  pause(): Pause;
}

/** The county's people: whoever is needed comes into being, and lives on. */
export interface Town {
  /** Somebody new begins to tell a story of this kind. */
  arrive(kind: StoryKind, options?: { leavesAt?: PhraseKey }): Promise<Citizen>;
  /** Bubbles written by citizens so far. */
  written(): number;
  /** The citizens who are in the middle of a story. */
  telling(): number;
}

/** Founds the town. */
export function foundTown({ networks, chance, regencyCode, pause }: TownParts): Town {
  const place = placesOf(regencyCode);
  const citizens: Citizen[] = [];
  let written = 0;
  let met = 0;

  return {
    async arrive(kind, options = {}) {
      met += 1;
      const person = personOf(met, chance);
      const own = chance.fork(`story ${person.number}`);
      const phone = await networks.phoneFor(person);
      const citizen = new Citizen({
        person,
        story: storyFor(person, kind, own),
        spot: place(own),
        phone,
        chance: own,
        pause: (seconds) => pause()(seconds),
        wrote: () => {
          written += 1;
        },
        ...options,
      });
      citizens.push(citizen);
      await citizen.begin();
      return citizen;
    },
    written: () => written,
    telling: () => citizens.filter(({ progress }) => progress === 'telling').length,
  };
}
