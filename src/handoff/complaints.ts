import { SahutError } from '../errors.js';
import type { Category, Urgency } from '../models/category.js';
import type { Clock } from '../models/clock.js';
import type { Complaint, ComplaintChange, Complaints } from '../models/complaint.js';
import type { Operator } from '../models/operator.js';
import type { Place } from '../models/place.js';
import type { ComplaintPatch, ComplaintView } from './contract.js';
import { type CorrectionParts, noteCorrection } from './corrections.js';
import { complaintView } from './views.js';

export interface ComplaintDeskParts extends CorrectionParts {
  complaints: Complaints;
  clock: Clock;
  /** Who is responsible for a category at a place. */
  agencyFor(category: Category, place: Place): { id: string; name: string };
  agencyName(agencyId: string): string;
  /** When the next step is due. */
  dueAt(urgency: Urgency, filedAt: Date): Date;
  /** A change took effect: the house tells the citizen what concerns them. */
  onComplaintChanged(before: Complaint, after: Complaint): Promise<void>;
}

/** What operators decide about a complaint. */
export interface ComplaintDesk {
  /**
   * Applies a change to the version the operator saw. A new category goes to the agency that is
   * responsible for it, a new urgency gets its own deadline.
   * Throws `complaint/unknown`, `complaint/illegal-move` or `complaint/changed-meanwhile`.
   */
  change(reference: string, patch: ComplaintPatch, by: Operator): Promise<ComplaintView>;
}

/** Builds the verb over the stores. */
export function createComplaintDesk(parts: ComplaintDeskParts): ComplaintDesk {
  const { complaints, clock } = parts;
  return {
    async change(reference, patch, by) {
      const before = await complaints.find(reference);
      if (!before) throw new SahutError('complaint/unknown');
      const { version, ...wanted } = patch;
      const change = withConsequences(before, wanted, parts);
      const author = { name: by.name, operatorId: by.id };
      const after = await complaints.change(reference, version, change, author, clock.now());
      if (!after) throw new SahutError('complaint/changed-meanwhile');
      await noteCorrection(parts, before, after);
      await parts.onComplaintChanged(before, after);
      return complaintView(after, parts.agencyName(after.agencyId));
    },
  };
}

function withConsequences(
  before: Complaint,
  wanted: Omit<ComplaintPatch, 'version'>,
  parts: Pick<ComplaintDeskParts, 'agencyFor' | 'dueAt'>,
): ComplaintChange {
  const { category, urgency, status, publicNote } = wanted;
  const moves = category !== undefined && category !== before.category;
  const hurries = urgency !== undefined && urgency !== before.urgency;
  return {
    ...(moves ? { category, agencyId: parts.agencyFor(category, before.place).id } : {}),
    ...(hurries ? { urgency, dueAt: parts.dueAt(urgency, before.filedAt) } : {}),
    ...(status !== undefined && status !== before.status ? { status } : {}),
    ...(publicNote === undefined ? {} : { publicNote }),
  };
}
