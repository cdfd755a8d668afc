import type { Area } from '../../models/place.js';
import { plainLetters } from '../reading/spelling.js';
import { type Gazetteer, isOrdinary, type KeyPart, keyOfParts, partOf } from './gazetteer.js';
import type { Span } from './names.js';

/** Words of the text that name one or more areas. */
export interface Mention extends Span {
  areas: Area[];
  /** Beyond doubt these letters: no slip was forgiven, or "desa"/"kec" stands before them. */
  firm: boolean;
  /** "desa", "kec" stands before it. */
  marked: boolean;
  /** Written as the name is, without a slip. */
  exact: boolean;
  /** Where the "desa" or "kec." begins that stands before it; else `start`. */
  lead: number;
}

interface Piece extends Span, KeyPart {
  word: string;
  /** Kind of area that this word announces. */
  marks: Area['kind'] | undefined;
  /** The word has another meaning too. */
  common: boolean;
}

const MARKERS: ReadonlyMap<string, Area['kind']> = new Map(
  Object.entries({
    desa: 'village',
    ds: 'village',
    kelurahan: 'village',
    kel: 'village',
    lurah: 'village',
    kades: 'village',
    dusun: 'village',
    dsn: 'village',
    kampung: 'village',
    village: 'village',
    kecamatan: 'district',
    kec: 'district',
    kcmtn: 'district',
    camat: 'district',
    district: 'district',
  } as const),
);
/** Of a longer text only so many words are searched for names. */
const MOST_WORDS = 400;
/** Without a marker, a slip is beyond doubt only in names this long. */
const LONG_NAME = 9;
/** In shorter names a slip makes a candidate, down to this many letters. */
const HINT_NAME = 7;
const SEARCHES_FOR_SLIPS = 60;
/** No name begins with these. */
const LEADS_IN = new Set(
  'di ke dari dr daerah wilayah warga pak tolong ada dan yang in at the'.split(' '),
);

type Match = Omit<Mention, keyof Span | 'lead'>;
/** A stretch of words that may be a name. */
interface Stretch {
  key: string;
  words: readonly Piece[];
  /** Kind of area that the word before announces. */
  marker: Area['kind'] | undefined;
  /** Nothing else was written. */
  alone: boolean;
}

/** Every naming of an area; exact names come before near ones, and none overlap. */
export function mentionsIn(text: string, gazetteer: Gazetteer): Mention[] {
  const pieces = piecesOf(text);
  const taken = new Set<number>();
  const { longestName } = gazetteer;
  return [
    ...search(
      pieces,
      { taken, most: MOST_WORDS, longestName },
      {
        from: ({ first }) => gazetteer.begins(first),
        match: (stretch) => exactly(stretch, gazetteer),
      },
    ),
    ...search(
      pieces,
      { taken, most: SEARCHES_FOR_SLIPS, longestName },
      {
        from: () => true,
        match: (stretch) => nearly(stretch, gazetteer),
      },
    ),
  ];
}

interface Search {
  /** False of a word that begins no name. */
  from(piece: Piece): boolean;
  match(stretch: Stretch): Match | undefined;
}

function search(
  pieces: readonly Piece[],
  { taken, most, longestName }: { taken: Set<number>; most: number; longestName: number },
  { from, match }: Search,
): Mention[] {
  const own = pieces.filter((piece) => !LEADS_IN.has(piece.word) && !piece.marks).length;
  const mentions: Mention[] = [];
  let searches = 0;
  for (let at = 0; at < pieces.length && searches < most; at++) {
    const piece = pieces[at];
    if (!piece || taken.has(at) || LEADS_IN.has(piece.word)) continue;
    searches++;
    if (!from(piece)) continue;
    const longest = freeFrom(at, { pieces, taken, most: longestName + 1 });
    const found = longestOf(pieces, { at, longest, own }, match);
    if (!found) continue;
    mentions.push(found.mention);
    for (let each = 0; each < found.length; each++) taken.add(at + each);
  }
  return mentions;
}

/** How many words from `at` on may belong to one name: markers and taken words end it. */
function freeFrom(
  at: number,
  { pieces, taken, most }: { pieces: readonly Piece[]; taken: ReadonlySet<number>; most: number },
): number {
  let length = 1;
  while (length < most && at + length < pieces.length) {
    if (taken.has(at + length) || pieces[at + length]?.marks) break;
    length++;
  }
  return length;
}

function longestOf(
  pieces: readonly Piece[],
  { at, longest, own }: { at: number; longest: number; own: number },
  match: (stretch: Stretch) => Match | undefined,
): { mention: Mention; length: number } | undefined {
  const marker = pieces[at - 1]?.marks;
  for (let length = longest; length > 0; length--) {
    const words = pieces.slice(at, at + length);
    const [first, last] = [words[0], words.at(-1)];
    if (!first || !last) continue;
    const key = keyOfParts(pieces, at, at + length);
    const found = match({ key, words, marker, alone: length === own });
    const lead = marker && found?.marked ? (pieces[at - 1]?.start ?? first.start) : first.start;
    if (found) return { mention: { ...found, start: first.start, end: last.end, lead }, length };
  }
  return undefined;
}

function exactly({ key, words, marker, alone }: Stretch, gazetteer: Gazetteer): Match | undefined {
  const all = gazetteer.exactly(key);
  if (all.length === 0) return undefined;
  const ofKind = marker ? all.filter((area) => area.kind === marker) : all;
  const areas = ofKind.length > 0 ? ofKind : all;
  const doubtful = !marker && !alone && words.length === 1 && words.every(({ common }) => common);
  const marked = marker !== undefined && ofKind.length > 0;
  return { areas: [...areas], firm: !doubtful, marked, exact: true };
}

function nearly({ key, words, marker }: Stretch, gazetteer: Gazetteer): Match | undefined {
  const series = gazetteer.series(key);
  const marked = marker !== undefined;
  if (series.length > 0 && (marked || words.length > 1 || !words.every(({ common }) => common)))
    return { areas: [...series], firm: false, marked, exact: false };
  if (!marker && (key.length < HINT_NAME || words.every(({ common }) => common))) return undefined;
  const all = gazetteer.nearly(key);
  const areas = marker ? all.filter((area) => area.kind === marker) : all;
  if (areas.length === 0) return undefined;
  const firm = areas.length === 1 && (marker !== undefined || key.length >= LONG_NAME);
  return { areas, firm, marked, exact: false };
}

const PLAIN = /^[a-z0-9]+$/i;

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (pieces.length >= MOST_WORDS) break;
    const word = PLAIN.test(match[0]) ? match[0].toLowerCase() : plainLetters(match[0]);
    const span = { start: match.index, end: match.index + match[0].length };
    const common = isOrdinary(word);
    pieces.push({ word, ...partOf(word), ...span, marks: MARKERS.get(word), common });
  }
  return pieces;
}
