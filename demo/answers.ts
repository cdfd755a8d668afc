import banks from './answers.json' with { type: 'json' };
import type { Chance } from './chance.js';
import { type Person, phoneOf } from './people.js';
import type { Spot } from './places.js';
import type { Story } from './stories.js';

/** What a citizen may want to say, in every way of writing. */
export type Saying = keyof (typeof banks)['plain'];

/** A citizen's words. */
export interface Voice {
  /** The story's first bubbles. */
  opening(): string[];
  say(saying: Saying): string;
  /** A text of the story with the names of the place put in. */
  fill(text: string): string;
}

/** Builds the words of one person telling one story. */
export function voiceFor(told: {
  person: Person;
  story: Story;
  spot: Spot;
  chance: Chance;
}): Voice {
  const { person, story, spot, chance } = told;
  const known: Readonly<Record<string, string>> = {
    village: spot.village,
    district: spot.district,
    landmark: story.landmark,
    name: person.name,
    phone: `0${phoneOf(person).slice(2)}`,
    story: story.bubbles.join(' '),
  };
  const fillOnce = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => known[name] ?? whole);
  // A story carries names of its own.
  const fill = (text: string): string => {
    const filled = fillOnce(fillOnce(text));
    return story.tongue === 'caps' ? filled.toUpperCase() : filled;
  };
  return {
    opening: () => story.bubbles.map(fill),
    say: (saying) => fill(chance.pick(banks[person.tongue][saying])),
    fill,
  };
}
