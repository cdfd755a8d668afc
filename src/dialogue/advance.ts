import type { SpokenLanguage } from '../models/category.js';
import type { Triage } from '../models/triage.js';
import { clean, excerpt, wordsOf } from './clean.js';
import { isEnglishCommand, readCommand } from './commands.js';
import type { Advanced, Dialogue, DialogueEvent, DialogueState, World } from './contract.js';
import { comeBack, idle, setReminder } from './idle.js';
import { continueLane, openLane } from './lane.js';
import { overhear } from './overhear.js';
import { patienceMs } from './patience.js';
import { answer, readOn } from './play.js';
import { type Scene, thrifty, words } from './scene.js';
import { nextStep } from './script.js';
import { freshTalk, revive, type Talk, type Turn } from './state.js';
import { tellStatus } from './status.js';
import {
  addToSuspicion,
  askSuspicion,
  confirmSuspicion,
  denySuspicion,
  isSuspicious,
  openSuspicion,
  readVerdict,
} from './suspect.js';
import { noteSaid } from './told.js';
import { emptyTurn, mergeTurns, readBubbles } from './turn.js';

const NOTE_SHOWN = 400;

/** The guided conversation: pure, and it never throws. */
export const dialogue: Dialogue = {
  begin: (language: SpokenLanguage) => freshTalk(language),
  advance,
  overhear,
  patienceMs,
};

function advance(state: DialogueState, event: DialogueEvent, world: World): Advanced {
  try {
    const scene = stage(state, world);
    play(scene, event);
    return { state: scene.talk, actions: scene.actions };
  } catch {
    return trouble(state, event, world);
  }
}

function stage(state: DialogueState, world: World): Scene {
  const turn = emptyTurn(world.now.toISOString());
  const talk = revive(state);
  if (world.awaited === false) forgetWaiting(talk);
  return { talk, turn, world: thrifty(world), actions: [] };
}

/** The conversation was closed while the bot was silent: what it waited for is over. */
function forgetWaiting(talk: Talk): void {
  talk.waiting = null;
  talk.lane = null;
  talk.suspect = null;
  if (talk.step.startsWith('danger-')) talk.step = talk.draft ? nextStep(talk.draft) : 'menu';
}

function play(scene: Scene, event: DialogueEvent): void {
  if (event.type === 'turn') playTurn(scene, readBubbles(event.bubbles, scene.world.now));
  else if (event.type === 'status') tellStatus(scene, event.asked, event.found);
  else if (event.type === 'returned') comeBack(scene, excerpt(clean(event.note ?? ''), NOTE_SHOWN));
  else idle(scene);
  greet(scene);
  setReminder(scene);
}

/** Danger goes before everything; then the suspicion that stands; then the conversation. */
function playTurn(scene: Scene, pieces: Turn[]) {
  const { talk } = scene;
  if (pieces.length === 0) return;
  const whole = mergeTurns(pieces);
  noteSaid(talk, whole);
  if (talk.lane) {
    scene.turn = whole;
    return continueLane(scene, talk.lane);
  }
  const told = toldIn(pieces);
  const triage = told ? scene.world.triage(told) : null;
  speakTheirLanguage(scene, whole.text, triage);
  if (talk.suspect) return judgeSuspicion(scene, whole, triage);
  if (triage?.alarm === 'certain') return openLane(scene, { turn: whole, triage });
  if (triage && isSuspicious(scene, told, triage)) {
    return openSuspicion(scene, { ...whole, choice: null }, triage);
  }
  playPieces(scene, pieces);
}

/** Everything in words except buttons and commands: what triage is to judge. */
function toldIn(pieces: Turn[]): string {
  return pieces
    .flatMap(({ text, edits }) => (readCommand(text) ? edits : [text, ...edits]))
    .filter((text) => /\p{L}|\p{Extended_Pictographic}/u.test(text))
    .join('\n');
}

/** The first words decide the language, if they are clearly English. */
function speakTheirLanguage({ talk }: Scene, text: string, triage: Triage | null): void {
  if (talk.greeted) return;
  const isEnglish = triage?.language === 'en' && wordsOf(text).length >= 2;
  if (isEnglish || isEnglishCommand(text)) talk.language = 'en';
}

function judgeSuspicion(scene: Scene, turn: Turn, triage: Triage | null) {
  const { suspect } = scene.talk;
  if (!suspect) return;
  scene.turn = turn;
  addToSuspicion(suspect, turn);
  if (triage?.alarm === 'certain') {
    suspect.triage = triage;
    return confirmSuspicion(scene, suspect);
  }
  const verdict = readVerdict(scene, suspect);
  if (verdict === 'open') return confirmSuspicion(scene, suspect, 'yes');
  if (verdict === 'unsure') return askSuspicion(scene);
  const told = denySuspicion(scene, suspect);
  if (!told) return;
  scene.turn = told;
  answer(scene);
  if (scene.talk.draft) scene.talk.draft.safe = true;
}

/** Of two pieces only the answer to the last is said; what the first one decided stays decided. */
function playPieces(scene: Scene, pieces: Turn[]): void {
  pieces.forEach((turn, index) => {
    scene.turn = turn;
    readOn(scene);
    const last = index === pieces.length - 1;
    const decided = scene.actions.some(({ type }) => type !== 'say');
    if (!last && !decided) scene.actions = [];
  });
}

/** The first thing ever said carries who we are, 112, and what happens with the data. */
function greet(scene: Scene): void {
  const { talk, actions } = scene;
  const first = actions.find(({ type }) => type === 'say');
  if (talk.greeted || first?.type !== 'say') return;
  talk.greeted = true;
  if (talk.lane || talk.suspect) return;
  const full = first.choices?.some(({ value }) => value === 'menu.report');
  first.text = `${words(scene, full ? 'greet.full' : 'greet.short')}\n\n${first.text}`;
}

/** Our own fault: the state stays as it was, the citizen is told, a person is called. */
function trouble(state: DialogueState, event: DialogueEvent, world: World): Advanced {
  const scene: Scene = { ...stage(freshTalk(state.language === 'en' ? 'en' : 'id'), world) };
  if (event.type === 'idle') return { state, actions: [] };
  const say = { type: 'say', text: words(scene, 'trouble') } as const;
  return { state, actions: [say, { type: 'handoff', reason: 'trouble' }] };
}
