import type { Triage } from '../models/triage.js';
import { isNo, isYes } from './answers.js';
import { readCommand } from './commands.js';
import { goOn } from './course.js';
import { openLane } from './lane.js';
import { choice, picked, put, type Scene, words } from './scene.js';
import type { Suspect, Turn } from './state.js';

/**
 * Perhaps danger: operators are told at once, and the citizen confirms in one tap. Yes or silence
 * opens the lane. (At one real event in a hundred calls, most suspicions are none.)
 */
export function openSuspicion(scene: Scene, turn: Turn, triage: Triage): void {
  const { talk } = scene;
  talk.suspect = { turn, triage, openedAt: turn.at, before: talk.step, misses: 0 };
  talk.step = 'danger-check';
  showSuspicion(scene, talk.suspect);
  scene.actions.push({ type: 'handoff', reason: 'suspected-emergency' });
  askSuspicion(scene);
}

export function askSuspicion(scene: Scene): void {
  put(scene, {
    text: words(scene, 'danger.check'),
    choices: [
      choice(scene, 'danger.yes'),
      choice(scene, 'danger.past'),
      choice(scene, 'danger.mistake'),
    ],
  });
}

function showSuspicion(scene: Scene, suspect: Suspect, confirmed?: 'no'): void {
  scene.actions.push({
    type: 'emergency',
    words: [suspect.turn.text, ...suspect.turn.edits].filter(Boolean).join('\n').slice(0, 1000),
    triage: suspect.triage,
    openedAt: new Date(suspect.openedAt),
    ...(confirmed ? { confirmed } : {}),
  });
}

/** What the citizen's answer makes of a suspicion. */
export type Verdict = 'open' | 'denied' | 'unsure';

/** Reads the tap or the words; anything else twice counts as danger. */
export function readVerdict(scene: Scene, suspect: Suspect): Verdict {
  const { turn } = scene;
  keep(suspect.turn, turn);
  const value = picked(scene);
  if (value === 'danger.yes' || isYes(turn.text)) return 'open';
  if (value === 'danger.mistake' || isNo(turn.text) || value === 'danger.past') return 'denied';
  if (readCommand(turn.text)?.name === 'cancel') return 'denied';
  suspect.misses += 1;
  return suspect.misses >= 2 ? 'open' : 'unsure';
}

/** Facts that come while the question stands belong to the suspicion. */
function keep(into: Turn, turn: Turn): void {
  into.pin = turn.pin ?? into.pin;
  into.mediaIds = [...new Set([...into.mediaIds, ...turn.mediaIds])];
  into.mediaKinds = [...into.mediaKinds, ...turn.mediaKinds];
  const answer = turn.choice !== null || isYes(turn.text) || isNo(turn.text);
  const told = turn.text && !answer && readCommand(turn.text) === null;
  if (told && turn.text.length > 3) into.text = `${into.text}\n${turn.text}`;
}

/** Yes, or silence: the lane opens with everything that was told since. */
export function confirmSuspicion(scene: Scene, suspect: Suspect, confirmed?: 'yes'): void {
  const { turn, triage } = suspect;
  scene.talk.step = suspect.before;
  openLane(scene, { turn, triage, ...(confirmed ? { confirmed } : {}) });
}

/** No: operators stand down; the turn that raised the suspicion is returned to be read as a report. */
export function denySuspicion(scene: Scene, suspect: Suspect): Turn | null {
  const { talk } = scene;
  const mistaken = scene.turn.choice === 'danger.mistake' || picked(scene) === 'danger.mistake';
  showSuspicion(scene, suspect, 'no');
  scene.actions.push({ type: 'stand-down' });
  talk.suspect = null;
  talk.step = suspect.before;
  talk.offered = [];
  const { turn } = suspect;
  if (!mistaken) return turn;
  if (turn.pin || turn.mediaIds.length > 0) return { ...turn, text: '', edits: [] };
  goOn(scene);
  return null;
}
