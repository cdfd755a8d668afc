import type { Certainty, PlaceFact } from '../../models/facts.js';
import type { Area } from '../../models/place.js';
import type { Mark } from './mark.js';
import type { Mention } from './mentions.js';
import type { Span } from './names.js';

const MOST_CANDIDATES = 5;

interface Seen {
  text: string;
  marks: readonly Mark[];
  mentions: readonly Mention[];
  /** The area that the whole text means, if that is settled. */
  area: Area | undefined;
}

/** The parts of a place with the words that say them, in the order of the text. */
export function partsOf(seen: Seen): PlaceFact[] {
  const hamlets = seen.marks.filter(({ kind }) => kind === 'hamlet');
  const areas = seen.mentions
    .filter((mention) => isTelling(mention) && !hamlets.some((hamlet) => isPartOf(mention, hamlet)))
    .map((mention) => areaFact(mention, seen));
  const marks = seen.marks
    .filter((mark) => !isArea(mark) || !areas.some((area) => overlaps(area, mark)))
    .map((mark) => markFact(mark, seen.text));
  return [...areas, ...marks].toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** An everyday word that is also a village's name (*sedang*, *bukit*) tells nothing alone. */
function isTelling({ firm, exact, marked }: Mention): boolean {
  return firm || marked || !exact;
}

/** "kp. Suka Damai Lama" is not the village Sukadamai. */
function isPartOf({ lead, end }: Mention, hamlet: Mark): boolean {
  return lead >= hamlet.start && end < hamlet.end;
}

const isArea = ({ kind }: Mark): boolean => kind === 'area' || kind === 'hamlet';

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function markFact({ kind, value, start, end, relation }: Mark, text: string): PlaceFact {
  const words = text.slice(start, end);
  return { kind, value, words, start, end, certainty: 'said', ...(relation && { relation }) };
}

function areaFact(mention: Mention, { text, mentions, area }: Seen): PlaceFact {
  const { lead, end, exact, firm } = mention;
  const meant = area && mention.areas.find(({ code }) => code === area.code);
  const within = area?.kind === 'village' ? mention.areas.filter((each) => holds(each, area)) : [];
  const [one, ...others] = meant ? [meant] : within.length > 0 ? within : mention.areas;
  const settled =
    one !== undefined && others.length === 0 && firm && !isContradicted(one, mentions);
  const certainty: Certainty = settled && exact ? 'said' : 'guessed';
  const about = {
    kind: 'area' as const,
    words: text.slice(lead, end),
    start: lead,
    end,
    certainty,
  };
  if (settled) return { ...about, value: nameOf(one), area: one };
  const candidates = mention.areas.slice(0, MOST_CANDIDATES);
  const names = new Set(candidates.map(({ name }) => name));
  return { ...about, value: [...names].join(' / '), candidates };
}

function nameOf({ name, districtName }: Area): string {
  return districtName ? `${name}, ${districtName}` : name;
}

/** True of the district that a village lies in. */
function holds(district: Area, village: Area): boolean {
  return district.kind === 'district' && village.code.startsWith(`${district.code}.`);
}

/** "Desa Sukajadi Betung": a village and a district that do not fit; neither is a fact then. */
function isContradicted(area: Area, mentions: readonly Mention[]): boolean {
  const others = mentions.filter(({ firm }) => firm).flatMap(({ areas }) => areas);
  if (area.kind === 'village') {
    const districts = others.filter(({ kind }) => kind === 'district');
    return districts.length > 0 && !districts.some((district) => holds(district, area));
  }
  const villages = others.filter(({ kind }) => kind === 'village');
  return villages.length > 0 && !villages.some((village) => holds(area, village));
}
