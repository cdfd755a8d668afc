import type { Triage } from '../models/triage.js';
import { wordsOf } from './clean.js';
import { readCommand } from './commands.js';
import { goOn, goTo } from './course.js';
import { placeInWords } from './draft.js';
import {
  addFacts,
  addWords,
  fillFromFirstWords,
  hasPlace,
  laneStep,
  newLane,
  showCard,
} from './lane-card.js';
import { dropInto } from './lane-end.js';
import { fileLane } from './lane-file.js';
import { choice, put, type Scene, say, words } from './scene.js';
import type { Lane, Turn } from './state.js';
import { switchLanguage } from './steer.js';

const ADVISED = ['fire', 'accident', 'medical', 'disaster'] as const;

/**
 * The emergency lane: 112 and a person first, then where, then who. No name and no category before
 * help (text-to-911 practice: location always first). The draft in progress is kept aside.
 */
export function openLane(
  scene: Scene,
  { turn, triage, confirmed }: { turn: Turn; triage: Triage; confirmed?: 'yes' },
): void {
  const { talk, world } = scene;
  const lane = newLane({ turn, triage });
  if (confirmed) lane.confirmed = confirmed;
  talk.lane = lane;
  talk.suspect = null;
  talk.waiting = null;
  talk.misses = 0;
  say(scene, words(scene, 'danger.ack'));
  fillFromFirstWords(scene, lane, turn);
  showCard(scene, lane);
  scene.actions.push({ type: 'handoff', reason: 'emergency' });
  talk.step = 'danger-place';
  if (lane.place.point && world.emergencyNumber) lane.placeAsked = 1;
  askLane(scene, lane);
}

/** Puts the lane's question again or for the first time. */
export function askLane(scene: Scene, lane: Lane): void {
  const { step } = scene.talk;
  if (step === 'danger-place') askPlace(scene, lane);
  else
    put(scene, { text: words(scene, step === 'danger-people' ? 'danger.people' : 'danger.more') });
}

function askPlace(scene: Scene, lane: Lane): void {
  lane.placeAsked += 1;
  const place = placeInWords(lane.place, words(scene, 'read.pin'));
  const text = place ? words(scene, 'danger.place-known', { place }) : words(scene, 'danger.place');
  put(scene, { text, ask: 'location' });
}

/** One more turn of the citizen while the lane is open. */
export function continueLane(scene: Scene, lane: Lane) {
  const { talk, turn } = scene;
  const command = turn.choice === null ? readCommand(turn.text) : null;
  addFacts(lane, turn);
  if (command?.name === 'language') {
    switchLanguage(scene);
    return askLane(scene, lane);
  }
  if (turn.choice === 'danger.not' || saidNot(scene)) return closeLane(scene, lane);
  if (command || turn.choice === 'danger.past' || turn.choice === 'danger.mistake') {
    return offerWayOut(scene);
  }
  talk.offered = [];
  if (turn.choice === 'danger.still' || turn.choice === 'danger.yes') lane.confirmed = 'yes';
  const before = talk.step;
  addWords(scene, lane);
  showCard(scene, lane);
  talk.step = laneStep(lane, before === 'danger-people' && saysAnything(turn));
  const complete = talk.step === 'danger-more' && lane.reference === null;
  const reference = complete ? fileLane(scene, lane) : null;
  advise(scene, lane);
  if (reference) put(scene, { text: words(scene, 'danger.filed', { reference }) });
  else askLane(scene, lane);
}

function saysAnything(turn: Turn): boolean {
  return wordsOf(turn.text).length > 0 || turn.mediaKinds.includes('audio');
}

/** Short fixed advice for the kind of danger, once the place is known. */
function advise(scene: Scene, lane: Lane): void {
  if (lane.advised || !hasPlace(lane)) return;
  lane.advised = true;
  const hazard = ADVISED.find((category) => category === lane.triage.category) ?? 'other';
  say(scene, words(scene, `danger.advice.${hazard}`));
}

/** A stray "batal" must not call off help: leaving the lane takes one clear answer. */
function offerWayOut(scene: Scene): void {
  put(scene, {
    text: words(scene, 'danger.stay'),
    choices: [choice(scene, 'danger.still'), choice(scene, 'danger.not')],
  });
}

function saidNot(scene: Scene): boolean {
  const { talk, turn } = scene;
  const said = wordsOf(turn.text).join(' ');
  if (/^(?:bukan|tidak) darurat$|^(?:no|not an) emergency$|^salah pencet$/.test(said)) return true;
  return talk.offered.length > 0 && turn.choice === null && /^(?:2|dua|two)$/.test(said);
}

/** Nobody is in danger: the alarm is withdrawn, and what was told goes on as an ordinary report. */
function closeLane(scene: Scene, lane: Lane): void {
  const { talk } = scene;
  lane.confirmed = 'no';
  showCard(scene, lane);
  scene.actions.push({ type: 'stand-down' });
  talk.lane = null;
  talk.misses = 0;
  say(scene, words(scene, 'danger.closed'));
  const hadDraft = dropInto(scene, lane);
  if (hadDraft) goTo(scene, 'resume');
  else goOn(scene);
}
