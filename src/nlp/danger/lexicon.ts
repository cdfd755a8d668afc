import type { Category } from '../../models/category.js';
import type { Concept } from '../phrases.js';
import accident from './accident.json' with { type: 'json' };
import animal from './animal.json' with { type: 'json' };
import classes from './classes.json' with { type: 'json' };
import company from './company.json' with { type: 'json' };
import crime from './crime.json' with { type: 'json' };
import disaster from './disaster.json' with { type: 'json' };
import fire from './fire.json' with { type: 'json' };
import medical from './medical.json' with { type: 'json' };
import over from './over.json' with { type: 'json' };
import unreal from './unreal.json' with { type: 'json' };

/**
 * What a hazard word is worth: `alone` it is an emergency, in `company` of a cry, a victim, a home
 * or "now" it is one, as a `hint` it needs two of these.
 */
export type Weight = 'alone' | 'company' | 'hint';
export type CompanyRole = 'cry' | 'now' | 'victim' | 'home';
export type CancelRole =
  | 'past'
  | 'over'
  | 'aftermath'
  | 'news'
  | 'drill'
  | 'film'
  | 'figure'
  | 'name'
  | 'fear'
  | 'if'
  | 'habit'
  | 'question'
  | 'proposal';

export interface Hazard extends Concept {
  kind: 'hazard';
  category: Category;
  weight: Weight;
}
export interface Company extends Concept {
  kind: 'company';
  role: CompanyRole;
}
export interface Cancel extends Concept {
  kind: 'cancel';
  role: CancelRole;
}
export type DangerConcept = Hazard | Company | Cancel;

export const GROUPS: Readonly<Record<string, readonly string[]>> = classes.groups;

type Words = Concept['words'];
interface Entry {
  name: string;
  words: unknown;
}

/** Every concept of the grammar, in file order. The JSON files are checked by a test. */
export const DANGER: readonly DangerConcept[] = [
  ...[fire, accident, medical, disaster, crime, animal].flatMap((file) =>
    file.concepts.map((entry) => ({
      ...named(entry),
      kind: 'hazard' as const,
      category: entry.category as Category,
      weight: entry.weight as Weight,
    })),
  ),
  ...company.concepts.map((entry) => ({
    ...named(entry),
    kind: 'company' as const,
    role: entry.role as CompanyRole,
  })),
  ...[...over.concepts, ...unreal.concepts].map((entry) => ({
    ...named(entry),
    kind: 'cancel' as const,
    role: entry.role as CancelRole,
  })),
];

function named(entry: Entry): { name: string; words: Words } {
  return { name: entry.name, words: entry.words as Words };
}
