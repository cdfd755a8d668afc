import { CATEGORIES, type Category } from '../models/category.js';
import type { Reporter } from '../models/complaint.js';
import type { PlaceReading } from '../models/place.js';
import type { Triage } from '../models/triage.js';
import { clean, shorten, tellsSomething, wordsOf } from './clean.js';
import type { World } from './contract.js';
import { type Draft, freshDraft, type KeptPlace, type Pin, type Talk } from './state.js';

/** How much of a story is kept, in UTF-16 units. */
export const STORY_LIMIT = 4000;
const PLACE_LIMIT = 300;
const NAME_LIMIT = 80;

/** The draft of this conversation, begun if there is none. */
export function draftOf(talk: Talk): Draft {
  talk.draft ??= freshDraft();
  return talk.draft;
}

/** The whole story in the citizen's words. */
export function storyOf(draft: Draft): string {
  return shorten(draft.tellings.join('\n'), STORY_LIMIT);
}

export function hasFacts(draft: Draft | null): draft is Draft {
  if (!draft) return false;
  const { tellings, mediaIds, place } = draft;
  return tellings.length > 0 || mediaIds.length > 0 || Object.keys(place).length > 0;
}

/** Adds to the story, and takes from it whatever else it tells: category, place, name. */
export function tell(draft: Draft, text: string, world: World): void {
  const story = storyOf(draft);
  if (
    !text ||
    wordsOf(story)
      .join(' ')
      .includes(wordsOf(text).join(' ') || '\0')
  )
    return;
  const room = STORY_LIMIT - (story ? story.length + 1 : 0);
  if (room > 0) draft.tellings.push(shorten(text, room));
  judge(draft, world);
  readPlaceByTheWay(draft, world.readPlace(text));
  readName(draft, text);
}

/** Replaces the story; category and urgency follow unless the citizen chose them. */
export function retell(draft: Draft, text: string, world: World): void {
  draft.tellings = [shorten(text, STORY_LIMIT)];
  judge(draft, world);
}

/** Triage of the whole story; a category that the citizen chose stays. */
export function judge(draft: Draft, world: World): void {
  const triage = world.triage(storyOf(draft));
  draft.triage = triage;
  if (draft.category && draft.categoryBy === 'citizen') return;
  const sure = !triage.abstain && triage.category !== 'other';
  draft.category = sure && tellsSomething(storyOf(draft)) ? triage.category : null;
  draft.categoryBy = 'triage';
}

/** The categories worth offering first: triage's best three, without "other". */
export function bestCategories(triage: Triage | null): Category[] {
  const ranked =
    triage?.categories.filter(({ category, p }) => category !== 'other' && p > 0) ?? [];
  return ranked.slice(0, 3).map(({ category }) => category);
}

export function isCategory(value: string): value is Category {
  return (CATEGORIES as readonly string[]).includes(value);
}

export function addPin(place: KeptPlace, pin: Pin): void {
  place.point = pin.point;
  place.pointAt = pin.at;
  if (pin.words && !place.words) place.words = shorten(pin.words, PLACE_LIMIT);
}

/** Facts of a place that a story mentions; the citizen has not been asked for it yet. */
function readPlaceByTheWay(draft: Draft, reading: PlaceReading): void {
  const { place } = draft;
  if (reading.landmark && !place.landmark) place.landmark = reading.landmark;
  if (place.area || draft.placeAnswered) return;
  const { area, street, rtRw, candidates, describesPlace } = reading;
  if (area) place.area = area;
  else if (describesPlace) draft.candidates = candidates.slice(0, 5);
  const named = [street, rtRw].filter(Boolean).join(', ');
  if (named) place.words = named;
}

/** True when a text says anything of a place. */
export function answersPlace(reading: PlaceReading): boolean {
  return Boolean(reading.area) || reading.describesPlace || reading.candidates.length > 0;
}

/** Takes the answer to "where?". */
export function answerPlace(draft: Draft, text: string, reading: PlaceReading): void {
  takePlaceWords(draft.place, text, reading);
  draft.placeAnswered = true;
  draft.candidates = reading.area ? [] : reading.candidates.slice(0, 5);
}

/** Takes a text as the words for a place, with what the gazetteer made of them. */
export function takePlaceWords(place: KeptPlace, text: string, reading: PlaceReading): void {
  const both = [place.words, clean(text)].filter(Boolean).join(', ');
  place.words = shorten(both, PLACE_LIMIT);
  if (reading.area) place.area = reading.area;
  if (reading.landmark) place.landmark = reading.landmark;
}

/** A place in one line, for reading back; `pin` is the word for a pin on the map. */
export function placeInWords(place: KeptPlace, pin: string): string {
  const { words, area, landmark, point } = place;
  const told = words?.toLowerCase() ?? '';
  const parts = [
    words,
    landmark && !told.includes(landmark.toLowerCase()) ? landmark : undefined,
    area && !told.includes(area.name.toLowerCase()) ? area.name : undefined,
    area?.districtName && !told.includes(area.districtName.toLowerCase())
      ? area.districtName
      : undefined,
    point ? pin : undefined,
  ];
  return parts.filter(Boolean).join(', ');
}

const SAYS_NAME =
  /\b(?:nama (?:saya|aku|ku)|saya bernama|perkenalkan,? (?:nama )?saya|my name is)\s*(?:adalah|ialah|:|,)?\s+([\p{L}'.]+(?: [\p{L}'.]+){0,2}?)(?=\s+(?:dari|mau|ingin|warga|tinggal|from|and|di|hendak|minta|tolong)\b|[,.;\n!?]|$)/iu;
const SAYS_SECRET =
  /\b(?:rahasiakan|keep my (?:name|identity) secret|identitas saya dirahasiakan)\b/i;
const SAYS_ANONYMOUS = /\b(?:secara anonim|tanpa nama|stay anonymous|anonymously)\b/i;
/** Reports that can turn against the person who makes them. */
const RISKY =
  /\b(?:kdrt|kekerasan|pelecehan|perkosa\w*|diperkosa|pemerkosaan|dianiaya|penganiayaan|dipukuli?|cabul|dicabuli|ancam\w*|diancam|pungli|suap|pungutan liar|abuse[ds]?|violence|rape[d]?|brib\w+|harass\w*)\b/i;

/** True where the reporter's identity must be sealed: corruption, crime, violence, abuse. */
export function isSealed(draft: Draft): boolean {
  const risky: (Category | null)[] = ['corruption', 'law_order'];
  return risky.includes(draft.category) || RISKY.test(storyOf(draft));
}

function readName(draft: Draft, text: string): void {
  if (draft.reporter) return;
  const name = nameIn(text);
  if (name) draft.name = name;
  if (SAYS_SECRET.test(text)) draft.reporter = name ? { kind: 'secret', name } : { kind: 'secret' };
  else if (SAYS_ANONYMOUS.test(text)) draft.reporter = { kind: 'anonymous' };
  else if (name) draft.reporter = { kind: 'named', name };
}

/** A name that the citizen states as such; null when none. */
export function nameIn(text: string): string | null {
  const name = SAYS_NAME.exec(text)?.[1];
  return name ? shorten(name, NAME_LIMIT) : null;
}

/** The reporter as filed: a name given early is sealed by itself where it could hurt. */
export function reporterOf(draft: Draft): Reporter {
  const reporter = draft.reporter ?? { kind: 'anonymous' };
  if (reporter.kind === 'named' && !draft.trail.includes('who') && isSealed(draft)) {
    return { kind: 'secret', name: reporter.name };
  }
  return reporter;
}
