import { randomBytes } from 'node:crypto';
import { agencyById, agencyFor } from '../agencies/directory.js';
import { dueAt } from '../clocks/deadlines.js';
import holidays from '../clocks/holidays.json' with { type: 'json' };
import { type Calendar, isOfficeOpen } from '../clocks/workdays.js';
import type { StatusSummary, World } from '../dialogue/contract.js';
import { formatReference } from '../dialogue/reference.js';
import type { SpokenLanguage } from '../models/category.js';
import type { Complaint } from '../models/complaint.js';
import type { Facts } from '../models/facts.js';
import type { PlaceReading } from '../models/place.js';
import type { Triage } from '../models/triage.js';

/** The national emergency number: free, without credit or data. */
const EMERGENCY_NUMBER = '112';
/** Office hours of a regency's agencies, local time. Emergencies are staffed at all hours. */
const OPENS_AT_HOUR = 8;
const CLOSES_AT_HOUR = 16;
/** Random bytes of a reference; the alphabet takes a part of each. */
const REFERENCE_BYTES = 16;

/** What the world is made of. */
export interface WorldParts {
  organisation: string;
  timeZone: string;
  triage(text: string): Triage;
  readPlace(text: string): PlaceReading;
  readFacts?(text: string, saidAt: (start: number) => Date): Facts;
}

/** The calendar of the county's offices. */
export function officeCalendar(timeZone: string): Calendar {
  return {
    timeZone,
    ...holidays,
    opensAtHour: OPENS_AT_HOUR,
    closesAtHour: CLOSES_AT_HOUR,
  };
}

/** Builds the world that the dialogue sees, turn by turn. */
export function worldOf(parts: WorldParts) {
  const calendar = officeCalendar(parts.timeZone);
  return (now: Date, freshReference: string, language: SpokenLanguage): World => ({
    now,
    timeZone: parts.timeZone,
    organisation: parts.organisation,
    emergencyNumber: EMERGENCY_NUMBER,
    freshReference,
    triage: parts.triage,
    readPlace: parts.readPlace,
    ...(parts.readFacts ? { readFacts: parts.readFacts } : {}),
    agencyFor: (category) => {
      const agency = agencyFor(category);
      return { id: agency.id, name: agency.name[language] };
    },
    dueAt: (urgency, filedAt) => dueAt(urgency, filedAt, calendar),
    officeOpen: isOfficeOpen(now, calendar),
  });
}

/** Every turn asks for a reference, and one in eight uses it: randomness is drawn for many at once. */
const REFERENCES_DRAWN = 256;
let drawn = Buffer.alloc(0);

/** A reference that nobody can guess. */
export function newReference(): string {
  if (drawn.length < REFERENCE_BYTES) drawn = randomBytes(REFERENCE_BYTES * REFERENCES_DRAWN);
  const bytes = drawn.subarray(0, REFERENCE_BYTES);
  drawn = drawn.subarray(REFERENCE_BYTES);
  return formatReference(bytes);
}

/** What a citizen may know of a complaint by its reference. */
export function summarise(complaint: Complaint, language: SpokenLanguage): StatusSummary {
  const { reference, category, status, filedAt, lastPublicNote } = complaint;
  return {
    reference,
    category,
    status,
    agencyName: agencyById(complaint.agencyId).name[language],
    filedAt,
    dueAt: complaint.dueAt,
    ...(lastPublicNote ? { lastPublicNote } : {}),
  };
}
