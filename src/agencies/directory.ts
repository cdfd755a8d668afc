import type { Category, SpokenLanguage } from '../models/category.js';
import agencies from './agencies.json' with { type: 'json' };

/** An agency (OPD) or utility that answers for some categories. */
export interface Agency {
  id: string;
  name: Record<SpokenLanguage, string>;
  categories: string[];
}

/** Where everything goes that no agency answers for: the desk decides. */
const DESK = 'operator';

const directory: readonly Agency[] = agencies;

/** The agency that answers for a category; the complaints desk when none does. */
export function agencyFor(category: Category): Agency {
  return directory.find((agency) => agency.categories.includes(category)) ?? agencyById(DESK);
}

/** An agency by its id; an id that is no longer in the directory reads as the desk. */
export function agencyById(id: string): Agency {
  const found = directory.find((agency) => agency.id === id);
  if (found) return found;
  if (id === DESK) throw new Error('agencies.json has no complaints desk ("operator")');
  return agencyById(DESK);
}
