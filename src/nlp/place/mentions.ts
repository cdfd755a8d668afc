import type { Area } from '../../models/place.js';
import { type Gazetteer, isOrdinary, keyOf } from './gazetteer.js';
import type { Span } from './marks.js';

/** Words of the text that name one or more areas. */
export interface Mention extends Span {
  areas: Area[];
  /** Beyond doubt these letters: no slip was forgiven, or "desa"/"kec" stands before them. */
  firm: boolean;
  /** "desa", "kec" stands before it. */
  marked: boolean;
}

interface Piece extends Span {
  word: string;
}

const MARKERS: Readonly<Record<string, Area['kind']>> = {
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
};
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

type Match = Pick<Mention, 'areas' | 'firm' | 'marked'>;
interface Setting {
  /** Kind of area that the word before announces. */
  marker: Area['kind'] | undefined;
  /** Nothing else was written. */
  alone: boolean;
}

/** Every naming of an area; exact names come before near ones, and none overlap. */
export function mentionsIn(text: string, gazetteer: Gazetteer): Mention[] {
  const pieces = piecesOf(text);
  const taken = new Set<number>();
  return [
    ...search(
      pieces,
      { taken, most: MOST_WORDS, longestName: gazetteer.longestName },
      (words, setting) => exactly(words, setting, gazetteer),
    ),
    ...search(
      pieces,
      { taken, most: SEARCHES_FOR_SLIPS, longestName: gazetteer.longestName },
      (words, setting) => nearly(words, setting, gazetteer),
    ),
  ];
}

function search(
  pieces: readonly Piece[],
  { taken, most, longestName }: { taken: Set<number>; most: number; longestName: number },
  match: (words: string[], setting: Setting) => Match | undefined,
): Mention[] {
  const own = pieces.filter((piece) => !LEADS_IN.has(piece.word) && !MARKERS[piece.word]).length;
  const starts = [...pieces.keys()].filter(
    (at) => !taken.has(at) && !LEADS_IN.has(pieces[at]?.word ?? ''),
  );
  const mentions: Mention[] = [];
  for (const at of starts.slice(0, most)) {
    if (taken.has(at)) continue;
    const marker = MARKERS[pieces[at - 1]?.word ?? ''];
    const end = pieces.findIndex((_piece, index) => index > at && taken.has(index));
    const free = pieces.slice(
      at,
      end < 0 ? at + longestName + 1 : Math.min(end, at + longestName + 1),
    );
    const found = longestOf(free, (words) => match(words, { marker, alone: words.length === own }));
    if (!found) continue;
    mentions.push(found.mention);
    for (let each = 0; each < found.length; each++) taken.add(at + each);
  }
  return mentions;
}

function longestOf(
  pieces: readonly Piece[],
  match: (words: string[]) => Match | undefined,
): { mention: Mention; length: number } | undefined {
  for (let length = pieces.length; length > 0; length--) {
    const span = pieces.slice(0, length);
    const [first, last] = [span[0], span.at(-1)];
    if (!first || !last || span.slice(1).some((piece) => MARKERS[piece.word])) continue;
    const found = match(span.map((piece) => piece.word));
    if (found) return { mention: { ...found, start: first.start, end: last.end }, length };
  }
  return undefined;
}

function exactly(
  words: string[],
  { marker, alone }: Setting,
  gazetteer: Gazetteer,
): Match | undefined {
  const all = gazetteer.exactly(keyOf(words));
  if (all.length === 0) return undefined;
  const ofKind = marker ? all.filter((area) => area.kind === marker) : all;
  const areas = ofKind.length > 0 ? ofKind : all;
  const doubtful = !marker && !alone && isOrdinary(words);
  return { areas: [...areas], firm: !doubtful, marked: marker !== undefined && ofKind.length > 0 };
}

function nearly(words: string[], { marker }: Setting, gazetteer: Gazetteer): Match | undefined {
  const key = keyOf(words);
  const series = gazetteer.series(key);
  if (series.length > 0) return { areas: series, firm: false, marked: marker !== undefined };
  const ordinary = words.every((word) => isOrdinary([word]));
  if (!marker && (key.length < HINT_NAME || ordinary)) return undefined;
  const all = gazetteer.nearly(key);
  const areas = marker ? all.filter((area) => area.kind === marker) : all;
  if (areas.length === 0) return undefined;
  const firm = areas.length === 1 && (marker !== undefined || key.length >= LONG_NAME);
  return { areas, firm, marked: marker !== undefined };
}

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (pieces.length >= MOST_WORDS) break;
    const word = match[0].normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
    pieces.push({ word, start: match.index, end: match.index + match[0].length });
  }
  return pieces;
}
