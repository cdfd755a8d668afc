import type { Category, SpokenLanguage } from '../models/category.js';
import data from './emergency-contacts.json' with { type: 'json' };

/** Whom to call in an emergency. The numbers are the national short numbers, free of charge. */
export interface EmergencyContact {
  id: string;
  name: Record<SpokenLanguage, string>;
  phone: string;
}

const contacts: Readonly<Record<string, Omit<EmergencyContact, 'id'>>> = data.contacts;
const bundles: Readonly<Record<string, readonly string[]>> = data.bundles;

/**
 * Everybody who is needed for an event, the first in charge first: a fire also needs the power cut.
 * An event without a bundle of its own gets the emergency call.
 */
export function emergencyContacts(category: Category): EmergencyContact[] {
  const ids = bundles[category] ?? bundles.other ?? [];
  return ids.flatMap((id) => {
    const contact = contacts[id];
    return contact ? [{ id, ...contact }] : [];
  });
}
