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
/** Without a marker, a slip is forgiven only in names this long. */
const LONG_NAME = 9;
const SEARCHES_FOR_SLIPS = 120;

/** Every naming of an area, the longest first at each place, none overlapping. */
export function mentionsIn(text: string, gazetteer: Gazetteer): Mention[] {
  const pieces = piecesOf(text);
  const mentions: Mention[] = [];
  let searches = SEARCHES_FOR_SLIPS;
  for (let at = 0; at < pieces.length; at++) {
    const marker = MARKERS[pieces[at - 1]?.word ?? ''];
    const exact = longestFrom(pieces, at, gazetteer, (words) => exactly(words, marker, gazetteer));
    const slipped =
      exact ??
      (searches-- > 0
        ? longestFrom(pieces, at, gazetteer, (words) => nearly(words, marker, gazetteer))
        : undefined);
    if (!slipped) continue;
    mentions.push(slipped.mention);
    at += slipped.length - 1;
  }
  return mentions;
}

type Match = Pick<Mention, 'areas' | 'firm' | 'marked'>;

function longestFrom(
  pieces: readonly Piece[],
  at: number,
  gazetteer: Gazetteer,
  match: (words: string[]) => Match | undefined,
): { mention: Mention; length: number } | undefined {
  for (let length = Math.min(gazetteer.longestName + 1, pieces.length - at); length > 0; length--) {
    const span = pieces.slice(at, at + length);
    const [first, last] = [span[0], span.at(-1)];
    if (!first || !last || span.slice(1).some((piece) => MARKERS[piece.word])) continue;
    const found = match(span.map((piece) => piece.word));
    if (found) return { mention: { ...found, start: first.start, end: last.end }, length };
  }
  return undefined;
}

function exactly(
  words: string[],
  marker: Area['kind'] | undefined,
  gazetteer: Gazetteer,
): Match | undefined {
  const all = gazetteer.exactly(keyOf(words));
  if (all.length === 0) return undefined;
  const ofKind = marker ? all.filter((area) => area.kind === marker) : all;
  const areas = ofKind.length > 0 ? ofKind : all;
  const doubtful = !marker && isOrdinary(words);
  return { areas: [...areas], firm: !doubtful, marked: marker !== undefined && ofKind.length > 0 };
}

function nearly(
  words: string[],
  marker: Area['kind'] | undefined,
  gazetteer: Gazetteer,
): Match | undefined {
  const key = keyOf(words);
  if (!marker && (key.length < LONG_NAME || words.every((word) => isOrdinary([word]))))
    return undefined;
  const all = gazetteer.nearly(key);
  const areas = marker ? all.filter((area) => area.kind === marker) : all;
  if (areas.length === 0) return undefined;
  return { areas, firm: areas.length === 1, marked: marker !== undefined };
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
