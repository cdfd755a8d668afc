import type { PlaceFact } from '../../models/facts.js';
import type { Area, PlaceReading } from '../../models/place.js';
import { createGazetteer } from './gazetteer.js';
import type { Mark } from './mark.js';
import { marksIn } from './marks.js';
import { type Mention, mentionsIn } from './mentions.js';
import { type Span, tidy } from './names.js';
import { partsOf } from './parts.js';
import { remembered } from './remembered.js';

const MOST_CANDIDATES = 5;
/** Places are told in the first few thousand characters or not at all. */
const MOST_CHARACTERS = 4000;
/** A turn reads the same words for the dialogue and for the facts; an emergency's at every turn. */
const MOST_REMEMBERED = 8;

/** Both are pure and never throw. */
export interface Places {
  /**
   * What a text says of a place; `area` is set only when the words leave no doubt, everything else is
   * a candidate for the citizen to choose.
   */
  read(text: string): PlaceReading;
  /** Its parts with the words that say them, in the order of the text. */
  find(text: string): PlaceFact[];
}

/** Builds the readers of places for the districts and villages of one regency. */
export function createPlaces(areas: readonly Area[]): Places {
  const gazetteer = createGazetteer(areas);
  const districts = new Map(
    areas.filter((area) => area.kind === 'district').map((area) => [area.code, area]),
  );
  const lookAt = (text: string) => {
    const marks = marksIn(text);
    const covered = marks.filter(
      ({ kind, weak }) => kind === 'street' || (kind === 'landmark' && !weak),
    );
    const mentions = withDistricts(text, mentionsIn(text, gazetteer));
    const named = mentions.filter((mention) => mention.marked || !isCovered(mention, covered));
    return { text, marks, mentions, named, area: areaOf(named, districts) };
  };
  const lookAgain = remembered(lookAt, MOST_REMEMBERED);
  const look = (whole: string) => lookAgain(whole.slice(0, MOST_CHARACTERS));
  return {
    read(whole) {
      const { text, marks, mentions, named, area } = look(whole);
      const told = toldBy(text, marks);
      return {
        ...(area && { area }),
        candidates: candidatesOf([...named, ...mentions], area),
        describesPlace:
          Object.keys(told).length > 0 || mentions.some(({ firm, marked }) => firm || marked),
        ...told,
      };
    },
    find(whole) {
      const { text, marks, named, area } = look(whole);
      return partsOf({ text, marks, mentions: named, area });
    },
  };
}

/** Street, RT/RW and landmark in the citizen's words, as the dialogue fills them in. */
function toldBy(
  text: string,
  marks: readonly Mark[],
): Pick<PlaceReading, 'street' | 'rtRw' | 'landmark'> {
  const first = (kind: Mark['kind']) => marks.find((mark) => mark.kind === kind && !mark.weak);
  const words = (mark: Mark | undefined) => mark && tidy(text.slice(mark.start, mark.end));
  const [street, km, landmark] = [
    words(first('street')),
    words(first('km')),
    words(first('landmark')),
  ];
  const named = street && km && !street.includes(km) ? `${street} ${km}` : (street ?? km);
  const rtRw = rtRwOf(marks);
  return { ...(named && { street: named }), ...(rtRw && { rtRw }), ...(landmark && { landmark }) };
}

/** RT and RW that were told apart are one address. */
function rtRwOf(marks: readonly Mark[]): string | undefined {
  const values = marks.filter(({ kind }) => kind === 'rt-rw').map(({ value }) => value);
  const [first] = values;
  if (!first || first.includes('RW')) return first;
  const rw = values.find((value) => value.startsWith('RW'));
  return rw ? `${first}/${rw}` : first;
}

function isCovered(mention: Span, covered: readonly Span[]): boolean {
  return covered.some((span) => mention.start >= span.start && mention.end <= span.end);
}

/**
 * "Desa Sukajadi Betung": an ordinary word that is also a district's name (*betung* is a bamboo)
 * means the district when it stands right behind a village.
 */
function withDistricts(text: string, mentions: readonly Mention[]): Mention[] {
  const villages = mentions.filter(({ areas, firm }) => firm && areas.some(isVillage));
  return mentions.map((mention) => {
    const districts = mention.areas.filter((area) => area.kind === 'district');
    if (mention.firm || !mention.exact || districts.length === 0) return mention;
    const isBehind = villages.some(
      ({ end }) => end < mention.start && /^[\s,]+$/.test(text.slice(end, mention.start)),
    );
    return isBehind ? { ...mention, areas: districts, firm: true } : mention;
  });
}

const isVillage = (area: Area): boolean => area.kind === 'village';

/** Code of the district that an area is or lies in. */
function districtOf(area: Area): string {
  return area.code.split('.').slice(0, 3).join('.');
}

/** The one area that all firm mentions agree on, if there is one. */
function areaOf(
  mentions: readonly Mention[],
  districts: ReadonlyMap<string, Area>,
): Area | undefined {
  const firm = mentions.filter((mention) => mention.firm);
  if (firm.length === 0) return undefined;
  const choices = firm.map((mention) => narrowed(mention, firm));
  const villages = choices.filter((areas) => areas.some((area) => area.kind === 'village'));
  const telling = villages.length > 0 && choices.length > villages.length ? villages : choices;
  const left = unique(telling.flat());
  const only = left[0];
  if (left.length === 1 && only) return agrees(only, firm) ? only : undefined;
  const inDistricts = new Set(left.map(districtOf));
  const own = left.find((area) => area.kind === 'district');
  const [code] = inDistricts;
  return inDistricts.size === 1 && own && code !== undefined ? districts.get(code) : undefined;
}

/** A village of several namesakes that lies in a district named elsewhere in the text. */
function narrowed(mention: Mention, all: readonly Mention[]): Area[] {
  if (mention.areas.length === 1) return mention.areas;
  const elsewhere = new Set(
    all
      .filter((other) => other !== mention && other.areas.some((area) => area.kind === 'district'))
      .flatMap((other) => other.areas.filter((area) => area.kind === 'district').map(districtOf)),
  );
  const within = mention.areas.filter(
    (area) => area.kind === 'village' && elsewhere.has(districtOf(area)),
  );
  return within.length > 0 ? within : mention.areas;
}

/** False when a district named in the text is not the one that the area lies in. */
function agrees(area: Area, mentions: readonly Mention[]): boolean {
  return mentions.every((mention) => {
    const codes = mention.areas.map(districtOf);
    return codes.includes(districtOf(area));
  });
}

function candidatesOf(mentions: readonly Mention[], area: Area | undefined): Area[] {
  const all = unique([...mentions].toSorted(byWorth).flatMap((mention) => mention.areas));
  return all.filter((each) => each.code !== area?.code).slice(0, MOST_CANDIDATES);
}

function byWorth(a: Mention, b: Mention): number {
  const worth = (mention: Mention): number => (mention.marked ? 2 : 0) + (mention.firm ? 1 : 0);
  return worth(b) - worth(a);
}

function unique(areas: readonly Area[]): Area[] {
  return [...new Map(areas.map((area) => [area.code, area])).values()];
}
