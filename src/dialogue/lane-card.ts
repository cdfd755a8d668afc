import type { Triage } from '../models/triage.js';
import { isSkip, isYes } from './answers.js';
import { clean, shorten, wordsOf } from './clean.js';
import { addPin, takePlaceWords } from './draft.js';
import type { Scene } from './scene.js';
import { type Lane, placeOf, type StepName, type Turn } from './state.js';
import { factsOf } from './told.js';

const WORDS_LIMIT = 1000;
const PEOPLE_LIMIT = 1000;

/** Words of people and of harm: such a text tells who is in danger, not where. */
const PEOPLE =
  /\b(?:orang|org|wong|uwong|urang|anak|bayi|balita|ibu|bapak|nenek|kakek|suami|istri|adik|kakak|korban|warga|tetangga|saya|aku|kami|luka|terluka|pingsan|terjebak|hanyut|meninggal|tewas|people|person|child|children|baby|mother|father|woman|man|victims?|injured|hurt|trapped|me|us)\b/i;

/** The lane that dangerous words open; the facts in them are filled in by `fillFromFirstWords`. */
export function newLane({ turn, triage }: { turn: Turn; triage: Triage }): Lane {
  return {
    words: shorten([turn.text, ...turn.edits].filter(Boolean).join('\n'), WORDS_LIMIT),
    triage,
    openedAt: turn.at,
    place: {},
    people: [],
    mediaIds: [],
    placeAsked: 0,
    nudged: false,
    reference: null,
    advised: false,
  };
}

/** Shows the operators what the lane knows now. */
export function showCard(scene: Scene, lane: Lane): void {
  const { words, triage, openedAt, place, people, confirmed } = lane;
  const told = people.length > 0 ? shorten(people.join('\n'), PEOPLE_LIMIT) : undefined;
  scene.actions.push({
    type: 'emergency',
    words,
    triage,
    openedAt: new Date(openedAt),
    ...(Object.keys(place).length > 0 ? { place: placeOf(place) } : {}),
    ...(told === undefined ? {} : { people: told }),
    ...(confirmed ? { confirmed } : {}),
    ...factsOf(scene, words, told, place.words),
  });
}

/** Takes the pin and the files of one turn into the card. */
export function addFacts(lane: Lane, turn: Turn): void {
  if (turn.pin) addPin(lane.place, turn.pin);
  lane.mediaIds = [...new Set([...lane.mediaIds, ...turn.mediaIds])];
}

/** Takes the words of one turn into the card: the place, or the people in danger. */
export function addWords(scene: Scene, lane: Lane): void {
  const { turn } = scene;
  const told = [turn.text, ...turn.edits].filter(Boolean).join('\n');
  if (told) sort(scene, lane, told, { isOpen: true });
}

/**
 * Takes words that were said to a person: into the place or to the people only what plainly is of
 * them, or what answers the bot's last question if that still stands.
 */
export function addOverheard(scene: Scene, lane: Lane, told: string): void {
  const { place } = lane;
  if (lane.words.includes(told) || place.words?.includes(clean(told))) return;
  const { step } = scene.talk;
  const isOpen =
    (step === 'danger-place' && !hasPlace(lane)) ||
    (step === 'danger-people' && lane.people.length === 0);
  if (!isOpen || !isAnswer(told)) scene.talk.step = 'danger-more';
  sort(scene, lane, told, { isOpen: isOpen && isAnswer(told) });
}

/** More words of danger: the first ones may have been a cry that says nothing. */
export function addDanger(lane: Lane, told: string, triage: Triage): void {
  if (!lane.words.includes(told))
    lane.words = shorten(`${lane.words}\n${told}`.trim(), WORDS_LIMIT);
  const saidLess = lane.triage.alarm !== 'certain' || lane.triage.abstain;
  if (saidLess) lane.triage = triage;
}

/** What the first dangerous words already say of the place. */
export function fillFromFirstWords(scene: Scene, lane: Lane, turn: Turn): void {
  addFacts(lane, turn);
  const { area, landmark, street, rtRw, describesPlace } = scene.world.readPlace(turn.text);
  if (area) lane.place.area = area;
  if (landmark) lane.place.landmark = landmark;
  const named = [street, rtRw].filter(Boolean).join(', ');
  if (describesPlace && named) lane.place.words = named;
}

/** True once somebody could be sent: a pin, or words for the place. */
export function hasPlace({ place }: Lane): boolean {
  return Boolean(place.point || place.words || place.area || place.landmark);
}

/** `isOpen`: words that are of neither belong to what the bot asked last. */
function sort(scene: Scene, lane: Lane, told: string, { isOpen }: { isOpen: boolean }): void {
  const reading = scene.world.readPlace(told);
  const placeLike = Boolean(reading.area) || reading.describesPlace;
  const peopleLike = PEOPLE.test(told);
  const askedPlace = scene.talk.step === 'danger-place';
  if (placeLike || (isOpen && askedPlace && !peopleLike && isAnswer(told))) {
    takePlaceWords(lane.place, told, reading);
  }
  const answersPeople = isOpen && !askedPlace && wordsOf(told).length > 0 && !placeLike;
  if (peopleLike || answersPeople) tellPeople(lane, shorten(told, PEOPLE_LIMIT));
}

function isAnswer(told: string): boolean {
  return wordsOf(told).length > 0 && !isSkip(told) && !isYes(told);
}

function tellPeople(lane: Lane, told: string): void {
  if (!lane.people.includes(told)) lane.people = [...lane.people, told].slice(-12);
}

/** The question that the lane asks next. */
export function laneStep(lane: Lane, answered: boolean): StepName {
  if (!hasPlace(lane) && lane.placeAsked < 2) return 'danger-place';
  return lane.people.length === 0 && !answered ? 'danger-people' : 'danger-more';
}
