import { isSkip, isYes } from './answers.js';
import { shorten, wordsOf } from './clean.js';
import { addPin, takePlaceWords } from './draft.js';
import type { Scene } from './scene.js';
import { type Lane, placeOf, type StepName, type Turn } from './state.js';

const PEOPLE_LIMIT = 1000;

/** Words of people and of harm: such a text tells who is in danger, not where. */
const PEOPLE =
  /\b(?:orang|org|wong|uwong|urang|anak|bayi|balita|ibu|bapak|nenek|kakek|suami|istri|adik|kakak|korban|warga|tetangga|saya|aku|kami|luka|terluka|pingsan|terjebak|hanyut|meninggal|tewas|people|person|child|children|baby|mother|father|woman|man|victims?|injured|hurt|trapped|me|us)\b/i;

/** Shows the operators what the lane knows now. */
export function showCard(scene: Scene, lane: Lane): void {
  const { words, triage, openedAt, place, people, confirmed } = lane;
  scene.actions.push({
    type: 'emergency',
    words,
    triage,
    openedAt: new Date(openedAt),
    ...(Object.keys(place).length > 0 ? { place: placeOf(place) } : {}),
    ...(people.length > 0 ? { people: shorten(people.join('\n'), PEOPLE_LIMIT) } : {}),
    ...(confirmed ? { confirmed } : {}),
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
  if (told) sort(scene, lane, told);
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

function sort(scene: Scene, lane: Lane, told: string): void {
  const reading = scene.world.readPlace(told);
  const placeLike = Boolean(reading.area) || reading.describesPlace;
  const peopleLike = PEOPLE.test(told);
  const askedPlace = scene.talk.step === 'danger-place';
  if (placeLike || (askedPlace && !peopleLike && isAnswer(told))) {
    takePlaceWords(lane.place, told, reading);
  }
  const answersPeople = !askedPlace && wordsOf(told).length > 0 && !placeLike;
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
