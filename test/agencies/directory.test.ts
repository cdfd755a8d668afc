import { describe, expect, it } from '@jest/globals';
import { agencyById, agencyFor } from '../../src/agencies/directory.js';
import { CATEGORIES } from '../../src/models/category.js';

describe('agencies', () => {
  it.each(CATEGORIES)('somebody answers for %s, with a name in both languages', (category) => {
    const agency = agencyFor(category);
    expect(agency.categories).toContain(category);
    expect(agency.name.id).toBeTruthy();
    expect(agency.name.en).toBeTruthy();
  });

  it('reads an agency that is gone as the complaints desk', () => {
    expect(agencyById('dissolved').id).toBe('operator');
  });
});
