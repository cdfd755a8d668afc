import type { Category } from '../../models/category.js';
import type { Facts } from '../../models/facts.js';
import type { Place, Point } from '../../models/place.js';
import type { Word } from '../reading/word.js';
import common from './common.json' with { type: 'json' };
import { eventsIn, namesEvent } from './events.js';

/** What is compared of a report. */
export interface Report {
  text: string;
  category: Category;
  place?: Place;
  /** When it was told. */
  at: Date;
  /** Places and plates sharpen the comparison; without them the words alone speak. */
  facts?: Pick<Facts, 'places' | 'plates'>;
}

/** A report made ready for comparing: made once, compared often. */
export interface Sketch {
  category: Category;
  atMs: number;
  events: readonly string[];
  /** Telling words by their roots, with weights. */
  words: ReadonlyMap<string, number>;
  /** Length of `words` as a vector. */
  norm: number;
  point: Point | undefined;
  /** Codes of villages or districts that are meant, or may be meant. */
  areas: readonly string[];
  /** Words of landmarks, streets and hamlets. */
  marks: ReadonlySet<string>;
  /** Words of the areas' names. */
  areaWords: ReadonlySet<string>;
  km: number | undefined;
  rt: string | undefined;
  plates: ReadonlySet<string>;
}

const COMMON = new Set(common.words.split(' '));
/** Names and numbers say more than everyday words. */
const WEIGHT_OF_EVENT = 1.6;
const WEIGHT_OF_NAME = 1.4;
const MOST_WORDS = 120;

/** Builds what makes reports ready; `read` is the reader of triage. */
export function createSketcher(
  read: (text: string) => readonly Word[],
): (report: Report) => Sketch {
  return ({ text, category, place, at, facts }) => {
    const heard = read(text).slice(0, MOST_WORDS);
    const told = facts?.places ?? [];
    const words = tellingWords(heard, told);
    return {
      category,
      atMs: at.getTime(),
      events: eventsIn(spellingsOf(text, heard, told)),
      words,
      norm: Math.sqrt([...words.values()].reduce((sum, weight) => sum + weight * weight, 0)),
      point: place?.point,
      areas: areasOf(place, told),
      marks: marksOf(place, told),
      areaWords: areaWordsOf(place, told),
      km: kilometreOf(told),
      rt: told.find(({ kind }) => kind === 'rt-rw')?.value,
      plates: new Set((facts?.plates ?? []).map(({ plate }) => plate)),
    };
  };
}

/** Every form of the words; not those of names: *Pulau Rimau* is no tiger. */
function spellingsOf(
  text: string,
  heard: readonly Word[],
  told: Facts['places'],
): ReadonlySet<string> {
  const names = told.filter(({ kind }) => kind === 'area' || kind === 'hamlet');
  return new Set(
    heard
      .filter((word) => !names.some(({ start, end }) => word.start < end && word.end > start))
      .flatMap(({ word, head, stem, start, end }) => [
        word,
        head,
        stem,
        text.slice(start, end).toLowerCase(),
      ]),
  );
}

/** Roots of the words that are not everywhere and not of the place. */
function tellingWords(words: readonly Word[], told: Facts['places']): Map<string, number> {
  const telling = new Map<string, number>();
  for (const { word, head, stem, start, end, known } of words) {
    if (COMMON.has(word) || COMMON.has(head) || word.length < 3) continue;
    if (told.some((place) => start < place.end && end > place.start)) continue;
    const isEvent = namesEvent(word) || namesEvent(head) || namesEvent(stem);
    telling.set(stem, isEvent ? WEIGHT_OF_EVENT : known ? 1 : WEIGHT_OF_NAME);
  }
  return telling;
}

function areasOf(place: Place | undefined, told: Facts['places']): string[] {
  if (place?.area) return [place.area.code];
  const areas = told.flatMap(({ area, candidates = [] }) => (area ? [area] : candidates));
  const villages = areas.filter(({ kind }) => kind === 'village');
  return [...new Set((villages.length > 0 ? villages : areas).map(({ code }) => code))];
}

const MARK_WORD = /[\p{L}\p{N}]{2,}/gu;

function marksOf(place: Place | undefined, told: Facts['places']): ReadonlySet<string> {
  const values = told
    .filter(({ kind }) => kind === 'landmark' || kind === 'street' || kind === 'hamlet')
    .map(({ value }) => value);
  const words = [...values, place?.landmark ?? ''].join(' ').toLowerCase().match(MARK_WORD) ?? [];
  return new Set(words.filter((word) => !COMMON.has(word)));
}

function areaWordsOf(place: Place | undefined, told: Facts['places']): ReadonlySet<string> {
  const names = told
    .flatMap(({ area, candidates = [] }) => (area ? [area] : candidates))
    .map(({ name }) => name);
  const words = [place?.area?.name ?? '', ...names].join(' ').toLowerCase().match(MARK_WORD);
  return new Set(words ?? []);
}

function kilometreOf(told: Facts['places']): number | undefined {
  const mark = told.find(({ kind }) => kind === 'km');
  return mark && Number(mark.value.replace(/^km /, '').replace(',', '.'));
}
